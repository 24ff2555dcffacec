/** Larger amounts, either way, are refused by the server too; in minor units. */
export const typedMinorMax = 1e12;

/** `notAnAmount` also stands for what is not surely one: `1,234` could be either. */
export type MoneyFault = 'notAnAmount' | 'tooLarge';

/**
 * An amount as people type it, in minor units: `1,234.50`, `1 234,50`, `$12`, `-3`, `(3.00)`. Null
 * for an empty field, or what is wrong with it.
 */
export function readTypedMoney(text: string, exponent: number): number | null | MoneyFault {
  const bare = text.replaceAll(/[\s\u00a0\u202f'’$€£]/g, '').replace(/[−–]/, '-');
  if (bare === '') return null;
  const bracketed = /^\((.+)\)$/.exec(bare);
  const [sign, digits] = bracketed ? [-1, bracketed[1] ?? ''] : signOf(bare);
  const parts = splitDecimals(digits, exponent);
  if (parts === undefined) return 'notAnAmount';
  const minor = Number(parts.whole + parts.decimals.padEnd(exponent, '0'));
  return minor > typedMinorMax ? 'tooLarge' : sign * minor || 0;
}

function signOf(text: string): [1 | -1, string] {
  if (text.startsWith('-')) return [-1, text.slice(1)];
  return [1, text.startsWith('+') ? text.slice(1) : text];
}

/** The last mark sets decimals off, unless what follows is a group of three like all groups before. */
function splitDecimals(
  text: string,
  exponent: number,
): { whole: string; decimals: string } | undefined {
  if (!/^\d[\d.,]*$/.test(text)) return undefined;
  const mark = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (mark < 0) return { whole: text, decimals: '' };
  const [before, after] = [text.slice(0, mark), text.slice(mark + 1)];
  const groupMark = text[mark] === '.' ? ',' : '.';
  const isGrouped = /^\d{1,3}([.,]\d{3})*$/.test(before) && !before.includes(text[mark] ?? '');
  const isPlain = /^\d+$/.test(before);
  if (after.length > 0 && after.length <= exponent && (isPlain || isGrouped))
    return { whole: before.replaceAll(groupMark, ''), decimals: after };
  return undefined;
}
