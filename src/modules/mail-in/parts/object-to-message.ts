import type { MessageReading } from './message-reading.ts';
import type { OpenedMessage } from './open-message.ts';

/**
 * Why a message's files should not be read unless a person says so; null when nothing speaks against
 * it. That a program wrote the message says nothing: tills are programs. Pure.
 */
export function objectTo(
  raw: Buffer,
  message: OpenedMessage,
  sender: string | null,
): MessageReading['objection'] {
  const type = message.headers.get('content-type') ?? '';
  if (/^\s*multipart\/report\b/i.test(type) || isFromPostmaster(message, sender)) return 'bounce';
  if (isAutoReply(message)) return 'auto_reply';
  if (!/^\s*multipart\//i.test(type)) return null;
  if (message.leaves.length === 0) return 'broken';
  return isCutOff(raw, type) ? 'cut_off' : null;
}

function isFromPostmaster({ from }: OpenedMessage, sender: string | null): boolean {
  return sender === '' && /^(mailer-daemon|postmaster)(@|$)/i.test(from);
}

function isAutoReply({ headers }: OpenedMessage): boolean {
  const submitted = headers.get('auto-submitted') ?? '';
  const precedence = headers.get('precedence') ?? '';
  const isMarked = ['x-autoreply', 'x-autorespond'].some(
    (name) => headers.has(name) && !/^\s*no\s*$/i.test(headers.get(name) ?? ''),
  );
  return (
    /^\s*auto-(replied|notified)\b/i.test(submitted) ||
    /^\s*auto[-_]reply/i.test(precedence) ||
    isMarked
  );
}

/** The last line of a multipart is its boundary with two dashes; without it something is missing. */
function isCutOff(raw: Buffer, type: string): boolean {
  const [, quoted, plain] = /boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  return boundary !== undefined && raw.lastIndexOf(`\n--${boundary.trimEnd()}--`) < 0;
}
