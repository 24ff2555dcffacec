import type { ReportCell } from './report-cell.ts';

/** The row that names the columns. */
export interface Heading {
  amountColumn: number;
  /** In cells. */
  width: number;
}

type Row = readonly ReportCell[];

/** Up to the last cell that holds something. */
export function widthOf(cells: Row): number {
  return cells.findLastIndex((cell) => cell.text !== '') + 1;
}

/** How wide most rows with a number are; of equals the narrowest. */
export function usualWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const cells of rows) {
    if (cells.every((cell) => cell.number === null)) continue;
    const width = widthOf(cells);
    counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  const [most = [0]] = [...counts].sort(([a, many], [b, more]) => more - many || a - b);
  return most[0];
}

/**
 * Whether a comma within the amount may have parted a row: numbers go on beyond the heading; or,
 * without one, two that stand side by side read as thousands in a row wider than most.
 */
export function isSplitAmount(cells: Row, heading: Heading | null, widthUsual: number): boolean {
  const isBeside = (at: number) => cells[at]?.number != null && cells[at - 1]?.number != null;
  if (heading !== null) return cells.some((_cell, at) => at >= heading.width && isBeside(at));
  if (widthOf(cells) <= widthUsual) return false;
  return cells.some((_cell, at) => isBeside(at) && areThousands(cells[at - 1], cells[at]));
}

/** "1" and "234.56": 1,234.56 in two. */
function areThousands(before: ReportCell | undefined, after: ReportCell | undefined): boolean {
  return /^\D?\d{1,3}$/.test(before?.text ?? '') && /^\d{3}(?:\.\d+)?\D*$/.test(after?.text ?? '');
}
