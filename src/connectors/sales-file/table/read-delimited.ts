import { limits } from '../limits.ts';
import { UnreadableFile } from './table.ts';

const QUOTE = 34;
const LF = 10;
const CR = 13;

/** Where reading has got to: the place of the next character, and the row being read, from 1. */
export interface Cursor {
  text: string;
  delimiter: string;
  at: number;
  row: number;
}

/**
 * The first rows of a delimited text, for a look at its beginning.
 * @throws UnreadableFile as `readRow` does.
 */
export function readBeginning(text: string, delimiter: string, rowsMax: number): string[][] {
  const cursor: Cursor = { text, delimiter, at: 0, row: 1 };
  const rows: string[][] = [];
  while (cursor.at < text.length && rows.length < rowsMax) {
    rows.push(readRow(cursor));
    cursor.row += 1;
  }
  return rows;
}

/**
 * The cells of one row of delimited text (RFC 4180, and what spreadsheets make of it), and the
 * cursor behind it. Lines may end in LF, CRLF or CR, mixed; a quote opens a field only at its start;
 * text after a closing quote is kept. The end of the last line is no row of its own; every other
 * empty line is a row of one empty cell.
 * @throws UnreadableFile beyond a limit, or when a quote is never closed.
 */
export function readRow(cursor: Cursor): string[] {
  const { text } = cursor;
  const delimiterCode = cursor.delimiter.charCodeAt(0);
  const cells: string[] = [];
  for (;;) {
    const cell = text.charCodeAt(cursor.at) === QUOTE ? readQuoted(cursor) : readPlain(cursor);
    if (cell.length > limits.cellCharsMax) throw new UnreadableFile('cell_too_long', cursor.row);
    cells.push(cell);
    if (cells.length > limits.columnsMax) {
      throw new UnreadableFile('too_many_columns', limits.columnsMax);
    }
    const code = text.charCodeAt(cursor.at);
    cursor.at += 1;
    if (code === delimiterCode) continue;
    if (code === CR && text.charCodeAt(cursor.at) === LF) cursor.at += 1;
    return cells;
  }
}

/** Up to the next delimiter, line end or the end of the text. */
function readPlain(cursor: Cursor): string {
  const { text } = cursor;
  const delimiterCode = cursor.delimiter.charCodeAt(0);
  const start = cursor.at;
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === delimiterCode || code === LF || code === CR) break;
  }
  cursor.at = at;
  return text.slice(start, at);
}

function readQuoted(cursor: Cursor): string {
  const { text } = cursor;
  let start = cursor.at + 1;
  let cell = '';
  for (;;) {
    const end = text.indexOf('"', start);
    if (end < 0) throw new UnreadableFile('unclosed_quote', cursor.row);
    cell += text.slice(start, end);
    if (cell.length > limits.cellCharsMax) throw new UnreadableFile('cell_too_long', cursor.row);
    if (text.charCodeAt(end + 1) !== QUOTE) {
      cursor.at = end + 1;
      return cell + readPlain(cursor);
    }
    cell += '"';
    start = end + 2;
  }
}
