import { limits } from '../limits.ts';
import { readRow } from './read-delimited.ts';
import { UnreadableFile } from './table.ts';

/**
 * The rows of a table, kept as the text they stand in and cut into cells when they are asked for: as
 * lists of cells they would take many times its size.
 */
export interface Rows {
  readonly length: number;
  /** The cells of a row, made anew by each call. */
  at(index: number): string[];
  slice(from: number, to: number): string[][];
}

/**
 * The rows of a delimited text.
 * @throws UnreadableFile beyond a limit, or when a quote is never closed.
 */
export function rowsOfText(text: string, delimiter: string): Rows {
  const starts: number[] = [];
  const cursor = { text, delimiter, at: 0, row: 1 };
  while (cursor.at < text.length) {
    if (starts.length >= limits.rowsMax) throw new UnreadableFile('too_many_rows', limits.rowsMax);
    starts.push(cursor.at);
    readRow(cursor);
    cursor.row += 1;
  }
  return rowsAt(text, delimiter, starts);
}

/** Rows that come one by one, as lists of cells, on their way into one text. */
export interface RowWriter {
  readonly length: number;
  /** @throws UnreadableFile beyond the limit. */
  add(cells: readonly string[]): void;
  finish(): Rows;
}

const delimiter = ',';
const special = /[",\r\n]/;

export function createRowWriter(): RowWriter {
  const pieces: string[] = [];
  const starts: number[] = [];
  let at = 0;
  return {
    get length() {
      return starts.length;
    },
    add(cells) {
      if (starts.length >= limits.rowsMax) {
        throw new UnreadableFile('too_many_rows', limits.rowsMax);
      }
      const row = `${cells.map(quoted).join(delimiter)}\n`;
      starts.push(at);
      pieces.push(row);
      at += row.length;
    },
    finish: () => rowsAt(pieces.join(''), delimiter, starts),
  };
}

function quoted(cell: string): string {
  return special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function rowsAt(text: string, delimiter: string, starts: readonly number[]): Rows {
  const at = (index: number) =>
    readRow({ text, delimiter, at: starts[index] as number, row: index + 1 });
  return {
    length: starts.length,
    at,
    slice: (from, to) =>
      Array.from({ length: Math.max(0, Math.min(to, starts.length) - from) }, (_, index) =>
        at(from + index),
      ),
  };
}
