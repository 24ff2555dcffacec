/** Characters that change the direction of text around them: a name with one rewrites its sentence. */
const bidiControls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * What people or vendors wrote, as a part of one line: no line break, no control character, nothing
 * that turns the text around it, bounded. For subjects and sentences of mails.
 */
export function toPlainLine(text: string, charsMax = 200): string {
  const line = text
    .toWellFormed()
    .replace(bidiControls, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp} ]+/gu, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= charsMax ? line : `${characters.slice(0, charsMax - 1).join('')}…`;
}
