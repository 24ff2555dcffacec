/** Which rows of a file sum others. */

import { type Columns, cellOf } from './columns.ts';
import type { Moment } from './grouped-orders.ts';
import type { DecimalMark } from './numbers.ts';
import {
  addRow,
  createFigureReader,
  createSum,
  isSum,
  isZero,
  type RowFigures,
  type Sum,
} from './sums.ts';
import type { Rows } from './table/rows.ts';
import type { SheetPart } from './table/table.ts';
import { foldWords, readTotalWords, type TotalWords } from './total-words.ts';

/** `doubtful` rows look like a total but count, because their figures do not bear it out. */
export type Verdict = 'sale' | 'total' | 'doubtful';

export interface TotalFinder {
  judge(row: readonly string[], at: number, moment: Moment): Verdict;
  /** A row that is known to be a total. */
  noteTotal(at: number): void;
}

interface Ground {
  columns: Columns;
  decimal: DecimalMark;
  /** Of all rows; null when each tells its own. */
  day: string | null;
  momentOf(row: readonly string[]): Moment | null;
  /** The sheets the rows are of, where there are several. */
  parts: readonly SheetPart[];
}

const COUNTED = 1;
const TOTAL = 2;
/** The total of totals: the next one begins anew. */
const TOTAL_OF_TOTALS = 3;

/**
 * Rows are told from totals in the order of the file. A cell that says "total" and nothing else is
 * one; other words, and rows that name no item, are one only when their figures are a sum of rows
 * above. The rows above are summed up when such a row comes: most files have none.
 */
export function createTotalFinder(rows: Rows, ground: Ground): TotalFinder {
  const { columns } = ground;
  const marks = new Uint8Array(rows.length);
  const sums = createSums(rows, ground, marks);
  const decide = (at: number, { isTotal, ofTotals }: { isTotal: boolean; ofTotals: boolean }) => {
    marks[at] = isTotal ? (ofTotals ? TOTAL_OF_TOTALS : TOTAL) : COUNTED;
  };
  const prove = (row: readonly string[], at: number, claim: Claim): Verdict => {
    const figures = sums.figuresOf(row);
    if (claim.words !== null && isZero(figures)) {
      decide(at, { isTotal: true, ofTotals: false });
      return 'total';
    }
    sums.sumUpTo(at);
    const found = sums.candidates(row, claim).filter(({ sum }) => isSum(figures, sum));
    const proof = found.find(({ sum, isNamed }) => sum.rows > 1 || isEnough(claim, isNamed));
    const ofTotals = proof?.sum === sums.ofTotals;
    decide(at, { isTotal: proof !== undefined, ofTotals });
    if (proof !== undefined) return 'total';
    return claim.words === null && found.length === 0 ? 'sale' : 'doubtful';
  };
  return {
    noteTotal: (at) => {
      marks[at] = TOTAL;
    },
    judge(row, at, moment) {
      const claim = claimOf(row, ground, moment);
      if (claim?.words?.isAlone && claim.isItself) {
        marks[at] = TOTAL;
        return 'total';
      }
      if (claim !== null) return prove(row, at, claim);
      marks[at] = COUNTED;
      return 'sale';
    },
  };

  /** One row alone is not much of a sum: two sales of the same price would do. */
  function isEnough({ words, hasItem, isItself }: Claim, isNamed: boolean): boolean {
    if (words !== null) return (words.isSure && isItself) || isNamed || !hasItem;
    return isNamed && !columns.of.has('receipt') && !columns.of.has('time');
  }
}

/** What makes a row look like a total. */
interface Claim {
  words: TotalWords | null;
  /** Whether the words stand where the item's name or code does, or nothing else does. */
  isItself: boolean;
  hasItem: boolean;
  date: string;
}

function claimOf(row: readonly string[], { columns, day }: Ground, moment: Moment): Claim | null {
  const { date } = moment;
  const name = cellOf(columns, row, 'name');
  const code = cellOf(columns, row, 'code');
  const item = readTotalWords(name) ?? readTotalWords(code);
  const hasItem = name !== '' || code !== '';
  if (item !== null) return { words: item, isItself: true, hasItem, date };
  const receipt = cellOf(columns, row, 'receipt');
  const words =
    readTotalWords(cellOf(columns, row, 'category')) ??
    readTotalWords(receipt) ??
    (day === null ? null : readTotalWords(row.find((cell) => cell.trim() !== '') ?? ''));
  if (words !== null) return { words, isItself: !hasItem, hasItem, date };
  const isBill = receipt !== '' || moment.time !== null;
  if (hasItem || isBill || cellOf(columns, row, 'modifiers') !== '') return null;
  return { words: null, isItself: false, hasItem, date };
}

interface Candidate {
  sum: Sum;
  /** Whether the row names what is summed. */
  isNamed: boolean;
}

/** The sums of the rows above the one that is looked at. */
interface Sums {
  figuresOf(row: readonly string[]): RowFigures;
  sumUpTo(at: number): void;
  /** What the row may sum. */
  candidates(row: readonly string[], claim: Claim): Candidate[];
  ofTotals: Sum;
}

function createSums(
  rows: Rows,
  { columns, decimal, momentOf, parts }: Ground,
  marks: Uint8Array,
): Sums {
  const figuresOf = createFigureReader(columns, decimal);
  const starts = new Set(parts.map(({ start }) => start));
  const ofTotals = createSum();
  const sinceTotal = createSum();
  const all = createSum();
  const ofReceipt = createSum();
  const named = new Map<string, Sum>();
  let receiptNow = '';
  let next = 0;
  const addNamed = (key: string, figures: RowFigures) => {
    const sum = named.get(key) ?? createSum();
    named.set(key, sum);
    addRow(sum, figures);
  };
  const add = (row: readonly string[], figures: RowFigures) => {
    const date = momentOf(row)?.date ?? '';
    const category = foldWords(cellOf(columns, row, 'category'));
    const receipt = cellOf(columns, row, 'receipt');
    if (receipt !== receiptNow) clear(ofReceipt);
    receiptNow = receipt;
    for (const sum of [sinceTotal, all, ofReceipt]) addRow(sum, figures);
    addNamed(date, figures);
    if (category === '') return;
    addNamed(`\t${category}`, figures);
    addNamed(`${date}\t${category}`, figures);
  };
  const sumUpTo = (at: number) => {
    for (; next < at; next += 1) {
      if (starts.has(next)) clear(sinceTotal);
      const mark = marks[next];
      if (mark === 0) continue;
      const row = rows.at(next);
      if (mark === COUNTED) {
        add(row, figuresOf(row));
        continue;
      }
      clear(sinceTotal);
      if (mark === TOTAL_OF_TOTALS) clear(ofTotals);
      else addRow(ofTotals, figuresOf(row));
    }
  };
  const candidates = (row: readonly string[], { words, date }: Claim): Candidate[] => {
    const receipt = cellOf(columns, row, 'receipt');
    if (receipt !== '' && readTotalWords(receipt) === null) {
      return receipt === receiptNow ? [{ sum: ofReceipt, isNamed: false }] : [];
    }
    const category = foldWords(cellOf(columns, row, 'category'));
    const names = [category, words?.rest ?? ''].filter((name) => name !== '');
    const ofNames = names.flatMap((name) =>
      [`${date}\t${name}`, `\t${name}`].flatMap((key) => {
        const sum = named.get(key);
        return sum === undefined ? [] : [{ sum, isNamed: words === null || name === words.rest }];
      }),
    );
    const ofDate = named.get(date);
    const others = [sinceTotal, ofTotals, all, ...(ofDate === undefined ? [] : [ofDate])];
    return [...ofNames, ...others.map((sum) => ({ sum, isNamed: false }))];
  };
  return { figuresOf, sumUpTo, candidates, ofTotals };
}

function clear(sum: Sum): void {
  Object.assign(sum, createSum());
}
