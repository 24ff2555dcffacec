import type { VendorMail } from '../../api/onboarding.ts';

/** A mail with the venue's name and its tills put in, once: what is put in is not read again. */
export function fillMail(
  mail: VendorMail,
  values: { venue: string; identities: string },
): VendorMail {
  const fill = (text: string) =>
    text.replaceAll(
      /\{(venue|identities)\}/g,
      (_mark, name: 'venue' | 'identities') => values[name],
    );
  return { subject: fill(mail.subject), body: fill(mail.body) };
}

/** A link that opens the reader's mail program with everything in place. */
export function mailLink(to: string, { subject, body }: VendorMail): string {
  return `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}

/** Serials as people type them, each once. */
export function readIdentities(typed: string): string[] {
  const names = typed.split(/[,;\n]/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}
