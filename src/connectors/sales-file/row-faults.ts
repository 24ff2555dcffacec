/** Rows whose figures would be wrong or missing without a word. */

import type { Localized } from '#kernel/localized.ts';
import { type Columns, cellOf } from './columns.ts';
import { type DecimalMark, toPlainDecimal } from './numbers.ts';
import { kindNamedBy } from './row-kind.ts';
import { cellsBeyondColumns, rowWithoutAmount } from './row-messages.ts';
import type { RowPlace } from './row-places.ts';

/** Why the order of a row is set aside. Kept with the order, to be told when it is understood. */
export type RowFault =
  | ({ what: 'beyond'; columns: number } & RowPlace)
  | ({ what: 'noAmount' } & RowPlace);

/** What exports write where they have no value; a dash means none. */
const NOTHING = /^(?:n\.?\/?a\.?|n\/d|null|nil|none)?$/i;
const ZERO = /^-?0*\.?0*$/;
/** Rows beside an item's own, whose amounts may stand elsewhere. */
const ASIDE = /^(?:modifiers?|modificateurs?|discounts?|rabais|remises?|escomptes?)(?!\p{L})/iu;

export function reasonOfFault(fault: RowFault): Localized {
  return fault.what === 'beyond' ? cellsBeyondColumns(fault) : rowWithoutAmount(fault);
}

/**
 * How many columns a row may fill: those with a name, and the last ones without where most rows fill
 * them.
 * @param beginning the first rows of sales.
 */
export function widthOf(columns: Columns, beginning: readonly (readonly string[])[]): number {
  const filled = beginning.filter((row) => row.some((cell) => cell.trim() !== ''));
  let width = columns.headers.length;
  while (width > 0 && columns.headers[width - 1]?.normalised === `column ${width}`) {
    const last = width - 1;
    const count = filled.filter((row) => (row[last] ?? '').trim() !== '').length;
    if (count * 2 > filled.length) break;
    width = last;
  }
  return width;
}

/** Whether a row has more cells than there are columns: a number may hold a comma of its own. */
export function isBeyond(row: readonly string[], width: number): boolean {
  for (let index = width; index < row.length; index += 1) {
    if (row[index]?.trim() !== '') return true;
  }
  return false;
}

/** Whether a row tells what it sold for, or is of a kind that need not. */
export function isPriced(row: readonly string[], columns: Columns): boolean {
  if (tells(row, columns, 'net') || tells(row, columns, 'gross')) return true;
  const kinds = (columns.of.get('kind') ?? []).map((index) => ({
    header: columns.headers[index]?.text ?? '',
    text: row[index] ?? '',
  }));
  const kind = kindNamedBy(kinds);
  if (kind === 'void' || kind === 'comp') return true;
  return [cellOf(columns, row, 'name'), ...kinds.map(({ text }) => text.trim())].some((text) =>
    ASIDE.test(text),
  );
}

/** Whether a row says that something was sold: a number of them, or no amount in words. */
export function isSold(row: readonly string[], columns: Columns, decimal: DecimalMark): boolean {
  if (!columns.of.has('quantity')) {
    return cellOf(columns, row, 'net') !== '' || cellOf(columns, row, 'gross') !== '';
  }
  const quantity = cellOf(columns, row, 'quantity');
  const plain = NOTHING.test(quantity) ? null : toPlainDecimal(quantity, decimal);
  return plain !== null && !ZERO.test(plain);
}

function tells(row: readonly string[], columns: Columns, role: 'net' | 'gross'): boolean {
  return !NOTHING.test(cellOf(columns, row, role));
}
