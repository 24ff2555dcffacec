import { converse, type SmtpAnswer } from './conversation.ts';

/** A message on its way: any bytes, whether they are a message or not. */
export interface Delivery {
  host?: string;
  port: number;
  /** Of the envelope; empty as in bounces. */
  from?: string;
  to: readonly string[];
  message: Buffer | Iterable<Buffer>;
  /** Said with MAIL FROM, as servers do that know how much will come. */
  declaredBytes?: number;
}

/** What the server said to each step; `answer` is about the message, null when it never got there. */
export interface DeliveryReport {
  sender: SmtpAnswer;
  recipients: SmtpAnswer[];
  answer: SmtpAnswer | null;
}

/** Delivers one message as a mail server does. */
export async function deliver(delivery: Delivery): Promise<DeliveryReport> {
  const { from = 'till@pos.example', to, declaredBytes } = delivery;
  const talk = await converse(delivery);
  try {
    await talk.say('EHLO till.pos.example');
    const size = declaredBytes === undefined ? '' : ` SIZE=${declaredBytes}`;
    const sender = await talk.say(`MAIL FROM:<${from}>${size}`);
    const recipients: SmtpAnswer[] = [];
    if (sender.code !== 250) return { sender, recipients, answer: null };
    for (const address of to) recipients.push(await talk.say(`RCPT TO:<${address}>`));
    if (recipients.every(({ code }) => code !== 250)) return { sender, recipients, answer: null };
    const go = await talk.say('DATA');
    if (go.code !== 354) return { sender, recipients, answer: go };
    const { message } = delivery;
    const chunks = Buffer.isBuffer(message) ? [toWire(message)] : message;
    for (const chunk of chunks) if (!(await talk.write(chunk))) break;
    await talk.write(Buffer.from('\r\n.\r\n'));
    const answer = await talk.hear();
    await talk.say('QUIT');
    return { sender, recipients, answer };
  } finally {
    talk.vanish();
  }
}

/** Lines end with CRLF, and a dot that begins one is doubled. Bytes are otherwise as they were. */
export function toWire(message: Buffer): Buffer {
  const text = message.toString('latin1').replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..');
  return Buffer.from(text.endsWith('\r\n') ? text.slice(0, -2) : text, 'latin1');
}

/** `totalBytes` of a message without holding them: one chunk again and again. */
export function* endlessly(head: Buffer, totalBytes: number): Generator<Buffer> {
  yield head;
  const chunk = Buffer.from(`${'QUJD'.repeat(19)}\r\n`.repeat(840));
  for (let sent = head.length; sent < totalBytes; sent += chunk.length) yield chunk;
}
