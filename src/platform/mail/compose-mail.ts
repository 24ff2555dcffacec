import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mail, Mailbox } from './mail.ts';

/** A mail as it goes over the wire. Headers come from fixed names and single lines alone. */
export async function composeMail(mail: Mail, from: Mailbox): Promise<Buffer> {
  const composer = new MailComposer({
    from: oneLineName(from),
    to: oneLineName(mail.to),
    subject: toOneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}@${domainOf(from.address)}>`,
    date: new Date(mail.writtenAtMs),
    // Neither an answering machine nor a mailing list is to answer a machine.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    // The library can read files and fetch addresses named in a mail; ours name none.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** Whatever breaks a line, or says where one ends, becomes a space. */
export function toOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}

function oneLineName({ name, address }: Mailbox): Mailbox {
  return { name: toOneLine(name), address };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
