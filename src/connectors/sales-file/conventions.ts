/** How a file writes dates and numbers, told by its own cells; what they leave open is asked. */

import { type DateOrder, dateOrders, readDate } from './dates.ts';
import { type DecimalMark, markEvidence } from './numbers.ts';
import { splitDateTime } from './times.ts';

export type Convention<T> = { kind: 'told'; value: T } | { kind: 'open'; examples: string[] };

const EXAMPLES = 3;
/** A year in two digits is believed within these years before the present one. */
const YEARS_BACK = 12;

/**
 * The order of day, month and year that fits every date. Open when more than one fits and they mean
 * different days, or when none fits all.
 * @param cells distinct cells of the date column; those that are no date in any order are left out.
 * @param confirmed what a person said of the layout: it holds as long as it fits.
 */
export function dateOrderOf(
  cells: Iterable<string>,
  thisYear: number,
  confirmed?: DateOrder,
): Convention<DateOrder> {
  let likely = [...dateOrders];
  let possible = [...dateOrders];
  const seen: string[] = [];
  for (const cell of cells) {
    const { date } = splitDateTime(cell);
    const read = dateOrders.map((order) => readDate(date, order, thisYear));
    if (read.every((value) => value === null)) continue;
    seen.push(cell);
    const readIn = (order: DateOrder) => read[dateOrders.indexOf(order)] ?? null;
    possible = possible.filter((order) => readIn(order) !== null);
    likely = likely.filter((order) => isLikely(date, readIn(order), thisYear));
  }
  // Where each order makes some date an old one, none of them is the likelier.
  const fitting = likely.length > 0 ? likely : possible;
  if (confirmed !== undefined && (fitting.includes(confirmed) || seen.length === 0)) {
    return { kind: 'told', value: confirmed };
  }
  const [first] = fitting;
  if (first === undefined) return { kind: 'open', examples: seen.slice(0, EXAMPLES) };
  const differ = seen.filter(
    (cell) =>
      new Set(fitting.map((order) => readDate(splitDateTime(cell).date, order, thisYear))).size > 1,
  );
  if (differ.length === 0) return { kind: 'told', value: first };
  return { kind: 'open', examples: differ.slice(0, EXAMPLES) };
}

/**
 * The decimal mark of a file's numbers. Open when they speak for both, or could be read as both.
 * @param confirmed what a person said of the layout: it holds unless all that is sure says otherwise.
 */
export function decimalMarkOf(
  cells: Iterable<string>,
  confirmed?: DecimalMark,
): Convention<DecimalMark> {
  const examples: Record<DecimalMark | 'either', string[]> = { ',': [], '.': [], either: [] };
  for (const cell of cells) {
    const evidence = markEvidence(cell);
    if (evidence !== 'none' && examples[evidence].length < EXAMPLES) examples[evidence].push(cell);
  }
  const { ',': commas, '.': points, either } = examples;
  if (confirmed !== undefined) {
    const against = examples[confirmed === ',' ? '.' : ','];
    if (against.length === 0 || examples[confirmed].length > 0) {
      return { kind: 'told', value: confirmed };
    }
  }
  if (commas.length > 0 && points.length > 0) {
    return { kind: 'open', examples: [commas[0] as string, points[0] as string] };
  }
  if (commas.length > 0) return { kind: 'told', value: ',' };
  if (points.length > 0 || either.length === 0) return { kind: 'told', value: '.' };
  return { kind: 'open', examples: either };
}

function isLikely(text: string, date: string | null, thisYear: number): boolean {
  if (date === null) return false;
  return /\d{4}/.test(text) || Number(date.slice(0, 4)) >= thisYear - YEARS_BACK;
}

/**
 * Quantities beside the other numbers: where those alone tell the sign for decimals, `1.000` beside
 * `4,50` would be a thousand. Open then, with one of each, unless the file groups its digits that way.
 * @param marks as all numbers tell it.
 */
export function withQuantities(
  marks: Convention<DecimalMark>,
  { quantities, all }: { quantities: Iterable<string>; all: Iterable<string> },
): Convention<DecimalMark> {
  if (marks.kind === 'open') return marks;
  const other = marks.value === ',' ? '.' : ',';
  const doubtful = [...quantities].find(
    (cell) => cell.includes(other) && markEvidence(cell) === 'either',
  );
  if (doubtful === undefined) return marks;
  let telling: string | null = null;
  for (const cell of all) {
    if (cell.includes(',') && cell.includes('.')) return marks;
    if (markEvidence(cell) === marks.value) telling ??= cell;
  }
  return telling === null ? marks : { kind: 'open', examples: [doubtful, telling] };
}
