import { normaliseHeader } from './headers.ts';
import { meaningOf } from './roles.ts';

/** Titles, dates of the report and filters stand above the names of the columns. */
export const HEADER_ROWS_MAX = 40;

/** How much a row looks like names of columns of sales: what it names, each role once. */
export function headerScore(row: readonly string[]): number {
  return lookAt(row).score;
}

function lookAt(row: readonly string[]): { score: number; namesSales: boolean } {
  const roles = new Set<string>();
  let score = 0;
  for (const cell of row) {
    if (cell === '' || cell.length > 80) continue;
    const meaning = meaningOf(normaliseHeader(cell));
    if (meaning === null || roles.has(meaning.role)) continue;
    roles.add(meaning.role);
    score += meaning.isSure ? 1 : 0.6;
  }
  const namesItem = roles.has('name') || roles.has('code');
  return { score, namesSales: namesItem && (roles.has('net') || roles.has('gross')) };
}

/**
 * Index of the row that names the columns, among the first of a table; null when no row has two cells. Where no row names
 * anything we know, the first row with as many texts as any: a person will tell what they mean.
 */
export function findHeaderRow(beginning: readonly (readonly string[])[]): number | null {
  let best: { index: number; score: number; namesSales: boolean } | null = null;
  for (const [index, row] of beginning.entries()) {
    const { score, namesSales } = lookAt(row);
    // A table of payments below the sales may name more columns that we know.
    if (score < 2 || (best?.namesSales && !namesSales)) continue;
    if (best === null || score > best.score + 0.5) best = { index, score, namesSales };
  }
  if (best !== null) return best.index;
  const widths = beginning.map(nameCount);
  const widest = Math.max(0, ...widths);
  return widest < 2 ? null : widths.indexOf(widest);
}

/** How well a sheet's beginning fits, to choose among sheets. */
export function sheetScore(rows: readonly (readonly string[])[]): number {
  return Math.max(0, ...rows.slice(0, HEADER_ROWS_MAX).map(headerScore));
}

/** Cells that could be names: texts that hold a letter. */
function nameCount(row: readonly string[]): number {
  return row.filter((cell) => cell.trim() !== '' && /\p{L}/u.test(cell)).length;
}
