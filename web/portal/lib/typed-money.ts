/**
 * An amount as people type it, in minor units: `1,234.50`, `1 234,50`, `$12`, `-3`, `(3.00)`. Null
 * for an empty field; undefined for what is no amount, or not surely one (`1,234` could be either).
 */
export function readTypedMoney(text: string, exponent: number): number | null | undefined {
  const bare = text.replaceAll(/[\s\u00a0\u202f'’$€£]/g, '').replace(/[−–]/, '-');
  if (bare === '') return null;
  const bracketed = /^\((.+)\)$/.exec(bare);
  const [sign, digits] = bracketed ? [-1, bracketed[1] ?? ''] : signOf(bare);
  const parts = splitDecimals(digits, exponent);
  if (parts === undefined) return undefined;
  const minor = Number(parts.whole + parts.decimals.padEnd(exponent, '0'));
  return Number.isSafeInteger(minor) ? sign * minor || 0 : undefined;
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
