/** What the figures of a file say about its columns, where their names leave it open. */

import { isNothing } from './cells.ts';
import type { Header } from './headers.ts';
import { type DecimalMark, toPlainDecimal } from './numbers.ts';
import type { Rows } from './table/rows.ts';
import { shownText } from './table/typed-number.ts';

/** The rows of sales, whose figures are looked at. */
export interface FigureTable {
  rows: Rows;
  firstRow: number;
  headers: readonly Header[];
  decimal: DecimalMark;
}

/** Less than the smallest unit of a currency that has hundredths. */
const CENT = 0.005;
/** `12,5 %` */
const SHARE = /^[-–−(]?\s*[\d.,]+\s*%\s*\)?$/;

export function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) < CENT;
}

/**
 * Whether every row that tells a figure in one of the columns fits; false where none does. An empty
 * cell is zero; a row with a cell that is no number says nothing.
 */
export function everyRow(
  table: FigureTable,
  names: readonly string[],
  fits: (figures: readonly number[]) => boolean,
): boolean {
  let isTold = false;
  for (const figures of figuresOf(table, names)) {
    if (figures.every((figure) => figure === 0)) continue;
    if (!fits(figures)) return false;
    isTold = true;
  }
  return isTold;
}

/** Whether any row has a figure other than zero in the column. */
export function hasFigures(table: FigureTable, name: string): boolean {
  for (const [figure = 0] of figuresOf(table, [name])) if (figure !== 0) return true;
  return false;
}

/** Whether every filled cell of the column is a number, and there is one. */
export function isOfNumbers(table: FigureTable, name: string): boolean {
  let isTold = false;
  for (const [cell = ''] of cellsOf(table, [name])) {
    if (isNothing(cell)) continue;
    if (toPlainDecimal(cell, table.decimal) === null) return false;
    isTold = true;
  }
  return isTold;
}

/** Whether two columns say the same in every row, or one of them nothing at all. */
export function areOne(table: FigureTable, names: readonly [string, string]): boolean {
  let isDifferent = false;
  const isFilled = [false, false];
  for (const [a = '', b = ''] of cellsOf(table, names)) {
    if (a !== '') isFilled[0] = true;
    if (b !== '') isFilled[1] = true;
    if (a !== b) isDifferent = true;
    if (isDifferent && isFilled[0] && isFilled[1]) return false;
  }
  return true;
}

const EXAMPLES = 3;

/** Some different filled cells of a column. */
export function examplesOf(table: FigureTable, name: string): string[] {
  const examples = new Set<string>();
  for (const [cell = ''] of cellsOf(table, [name])) {
    if (cell !== '') examples.add(shownText(cell).slice(0, 80).toWellFormed());
    if (examples.size >= EXAMPLES) break;
  }
  return [...examples];
}

/** The name of a column as the file has it. */
export function headerOf({ headers }: FigureTable, name: string): string {
  return headers.find(({ normalised }) => normalised === name)?.text ?? name;
}

/** Columns of shares by their cells: all that are filled and not zero end in a percent sign. */
export function columnsOfShares(
  headers: readonly Header[],
  beginning: readonly (readonly string[])[],
): Set<string> {
  const shares = headers.filter((_, index) => {
    const cells = beginning
      .map((row) => (row[index] ?? '').trim())
      .filter((cell) => !isNothing(cell) && !/^0*[.,]?0*$/.test(cell));
    return cells.length > 0 && cells.every((cell) => SHARE.test(cell));
  });
  return new Set(shares.map(({ normalised }) => normalised));
}

/** The figures of each row, those that are no numbers left out with their row. */
export function* figuresOf(table: FigureTable, names: readonly string[]): Generator<number[]> {
  for (const cells of cellsOf(table, names)) {
    const figures = cells.map((cell) =>
      isNothing(cell) ? 0 : Number(toPlainDecimal(cell, table.decimal) ?? Number.NaN),
    );
    if (!figures.some(Number.isNaN)) yield figures;
  }
}

/** The cells of each row in these columns; '' where there is no such column. */
export function* cellsOf(
  { rows, firstRow, headers }: FigureTable,
  names: readonly string[],
): Generator<string[]> {
  const indexes = names.map((name) => headers.findIndex(({ normalised }) => normalised === name));
  for (let at = firstRow; at < rows.length; at += 1) {
    const row = rows.at(at);
    yield indexes.map((index) => (row[index] ?? '').trim());
  }
}
