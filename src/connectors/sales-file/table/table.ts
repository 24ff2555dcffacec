import type { Rows } from './rows.ts';

/** A file as a grid of texts, exactly as its cells read. Rows may differ in length. */
export interface Table {
  /** The sheet a person chose; null where nobody did, and where it is not there. */
  sheet: string | null;
  rows: Rows;
  /** Cells are parted by a sign that their texts may hold too; those of a workbook stand apart. */
  isDelimited?: true;
  /** Of a workbook with more than one sheet. */
  sheets?: TableSheets;
}

export interface TableSheets {
  /** All that can be chosen. */
  names: string[];
  /** Those that were read, one below the other. */
  parts: SheetPart[];
  /** Sheets with a table of other columns, which nobody chose between. */
  others: string[];
  /** Sheets that say again what others say. */
  copies: string[];
  /** The beginning of what is read when nobody chooses. */
  usual: string[][];
}

/** The rows of one sheet among the rows of a table. */
export interface SheetPart {
  name: string;
  /** Index of its first row in the table. */
  start: number;
  /** Rows of its own before that one, which are not repeated. */
  skip: number;
}

/** Why a file cannot be read. Codes are told to people by `messages.ts`. */
export type UnreadableCode =
  | 'empty'
  | 'no_rows'
  | 'too_large'
  | 'too_large_unpacked'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'cell_too_long'
  | 'unclosed_quote'
  | 'not_a_table'
  | 'encrypted'
  | 'broken_workbook'
  | 'workbook_with_definitions'
  | 'spreadsheet_kind'
  | 'broken_zip'
  | 'zip_empty'
  | 'zip_many'
  | 'no_dates'
  | 'no_amounts'
  | 'too_slow'
  | 'too_much_memory'
  | 'failed';

/** Thrown while reading; becomes a reading of kind `unreadable`. */
export class UnreadableFile extends Error {
  readonly code: UnreadableCode;
  /** A number or a name the sentence shows. */
  readonly shown: string;

  constructor(code: UnreadableCode, shown: string | number = '') {
    super(`${code} ${shown}`.trim());
    this.code = code;
    this.shown = String(shown);
  }
}
