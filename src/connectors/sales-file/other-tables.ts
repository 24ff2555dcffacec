/** Tables that stand below the sales in the same file. */

import type { ColumnRole } from '../contract.ts';
import { type Header, normaliseHeader, toHeaders } from './headers.ts';
import { meaningOf } from './roles.ts';

const CELL_CHARS_MAX = 80;
const figures: ReadonlySet<ColumnRole> = new Set([
  'quantity',
  'gross',
  'discount',
  'net',
  'tax',
  'tip',
]);

/**
 * Whether a row below the names of the columns names columns itself: the same ones `again`, as on
 * each page of a printed report, or those of `another` table.
 */
export function namesColumns(
  row: readonly string[],
  headers: readonly Header[],
): 'again' | 'another' | null {
  let filled = 0;
  for (const cell of row) {
    if (/^[^\p{L}]*\d/u.test(cell) || cell.length > CELL_CHARS_MAX) return null;
    if (cell.trim() !== '') filled += 1;
  }
  if (filled < 2) return null;
  const roles = new Set<ColumnRole>();
  for (const cell of row) {
    const role = cell === '' ? undefined : meaningOf(normaliseHeader(cell))?.role;
    if (role !== undefined) roles.add(role);
  }
  const namesFigures = [...roles].some((role) => figures.has(role));
  if (isSame(toHeaders(row), headers)) return 'again';
  if (roles.size < 2 || roles.size * 2 < filled) return null;
  return namesFigures || roles.size > 2 ? 'another' : null;
}

function isSame(names: readonly Header[], headers: readonly Header[]): boolean {
  return headers.every(
    ({ normalised }, index) => normalised === (names[index]?.normalised ?? `column ${index + 1}`),
  );
}
