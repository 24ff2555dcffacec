/** Reads amounts and quantities as people write them, into the plain decimals the kernel takes. */

import { isTypedNumber, shownText } from './table/typed-number.ts';

export type DecimalMark = ',' | '.';

/** What a written number says about the decimal mark of its file. */
export type MarkEvidence = DecimalMark | 'either' | 'none';

const CHARS_MAX = 60;
/** Spaces of every width, and the apostrophes the Swiss group with. */
const GROUP_MARKS = /[\s\u00a0\u202f\u2009'’]/g;
/** Signs of currencies, and codes or words beside an amount: `CA$`, `USD`, `kr`. */
const CURRENCY =
  /^(?:\p{L}{0,4}\p{Sc}|\p{L}{2,4}\.?)|(?:\p{L}{0,4}\p{Sc}\p{L}{0,4}|\p{L}{2,4}\.?)$/gu;
/** What most files write needs no taking apart. */
const PLAIN = /^-?\d{1,15}(?:\.\d{1,6})?$/;
const DIGITS = /^\d*(?:[.,]\d*)*$/;
/** Accounting writes credits, which lower sales, and debits beside the amount. */
const CREDIT = /^\s*(?:cr|dr)\.?(?!\p{L})|(?<!\p{L})(?:cr|dr)\.?\s*$/iu;

/** The sign and the digits with their marks; null when it is no number. */
function strip(text: string): { isNegative: boolean; digits: string } | null {
  if (text.length > CHARS_MAX) return null;
  const credit = CREDIT.exec(text)?.[0];
  let rest = (credit === undefined ? text : text.replace(CREDIT, ''))
    .replace(GROUP_MARKS, '')
    .replace(/[−–]/g, '-');
  let isNegative = credit !== undefined && /c/i.test(credit);
  if (rest.startsWith('(') && rest.endsWith(')')) {
    if (isNegative) return null;
    isNegative = true;
    rest = rest.slice(1, -1);
  }
  // The sign stands before the currency, behind it, or after the number.
  for (let round = 0; round < 2; round += 1) {
    const sign = /^[+-]|[+-]$/.exec(rest);
    if (sign) {
      if (sign[0] === '-') {
        if (isNegative) return null;
        isNegative = true;
      }
      rest = rest.slice(0, sign.index) + rest.slice(sign.index + 1);
    }
    rest = rest.replace(CURRENCY, '');
  }
  return DIGITS.test(rest) && /\d/.test(rest) ? { isNegative, digits: rest } : null;
}

/**
 * What one written number tells: `1.234,56` a comma, `12.50` a point, `1,234` either, `12` none; nor
 * does a number that was never written, but typed into a workbook.
 */
export function markEvidence(text: string): MarkEvidence {
  if (isTypedNumber(text)) return 'none';
  const digits = strip(text)?.digits;
  if (digits === undefined) return 'none';
  const marks = digits.match(/[.,]/g) ?? [];
  const [first] = marks;
  if (first === undefined) return 'none';
  const last = marks.at(-1) as DecimalMark;
  if (marks.length === 1) {
    const [whole = '', decimals = ''] = digits.split(last);
    return decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole) ? 'either' : last;
  }
  // Repeated, a mark groups; then the other one is left for the decimals.
  if (first === last) return last === ',' ? '.' : ',';
  return last;
}

/**
 * A plain decimal (`-1234.56`) of a written number; null when it is none, or grouped in a way the
 * decimal mark does not allow, so that a wrong mark never makes another number.
 */
export function toPlainDecimal(text: string, decimal: DecimalMark): string | null {
  if (decimal === '.' && PLAIN.test(text)) return text;
  if (isTypedNumber(text)) return toPlainDecimal(shownText(text), '.');
  const stripped = strip(text);
  if (stripped === null) return null;
  const parts = stripped.digits.split(decimal);
  if (parts.length > 2) return null;
  const [grouped = '', fraction = ''] = parts;
  const whole = ungroup(grouped, decimal === ',' ? '.' : ',');
  if (whole === null || !/^\d*$/.test(fraction) || whole + fraction === '') return null;
  const magnitude = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
  return stripped.isNegative ? `-${magnitude}` : magnitude;
}

function ungroup(text: string, mark: string): string | null {
  if (!text.includes(mark)) return text;
  const [first = '', ...others] = text.split(mark);
  const isGrouped =
    first.length > 0 && first.length <= 3 && others.every((group) => group.length === 3);
  return isGrouped ? first + others.join('') : null;
}
