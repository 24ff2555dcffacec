/**
 * Numbers that a workbook holds as numbers, among rows of texts. Their text is a plain decimal,
 * followed by a character that Unicode leaves to programs: no decimal sign of a person's or a file's
 * concerns it. Whole numbers read alike in every way, and are plain texts.
 */

const MARK = 0xfdd0;
const MARK_TEXT = String.fromCharCode(MARK);

/** @param plain a plain decimal: `-12.5`. */
export function typedNumber(plain: string): string {
  return plain.includes('.') ? plain + MARK_TEXT : plain;
}

export function isTypedNumber(text: string): boolean {
  return text.charCodeAt(text.length - 1) === MARK;
}

/** The text of a cell as it is shown: a number without what marks it. */
export function shownText(text: string): string {
  return isTypedNumber(text) ? text.slice(0, -1) : text;
}

/** The same for texts made of several cells. */
export function shownTexts(text: string): string {
  return text.replaceAll(MARK_TEXT, '');
}
