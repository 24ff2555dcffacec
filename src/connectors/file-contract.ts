/** The part of the connector contract that is about sales files. */

import type { EpochMs } from '#kernel/clock.ts';
import type { Localized } from '#kernel/localized.ts';
import type { RawOrder } from './contract.ts';
import type { OrderForm } from './order-key.ts';

/** A file as a person or a till sent it. */
export interface SalesFile {
  name: string;
  bytes: Buffer;
}

/**
 * What a column of a sales file may tell. `kind`: what the row is; `state`: what became of the sale
 * that the row tells. `ignore`: known, and of no use to us.
 */
export const columnRoles = [
  'date',
  'time',
  'dateTime',
  'receipt',
  'code',
  'name',
  'category',
  'quantity',
  'gross',
  'discount',
  'net',
  'tax',
  'tip',
  'tender',
  'customer',
  'modifiers',
  'kind',
  'state',
  'lineId',
  'ignore',
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** How to read one layout of file: which column plays which role, and how its values are written. */
export interface ColumnMapping {
  /** By normalised header. */
  columns: Record<string, ColumnRole>;
  dateOrder?: 'ymd' | 'dmy' | 'mdy';
  decimal?: ',' | '.';
  /** The sheet a person chose of several; otherwise all with the columns of sales are read. */
  sheet?: string;
  /**
   * The business day of all rows, for files without dates: that on which the file came, the one
   * before, this one; `ask` when every file tells another.
   */
  day?: 'received' | 'before' | 'ask' | (string & {});
  /**
   * What other files told of the same days by receipt, by time or in one sum, and this layout tells
   * otherwise: the same sales, which this file replaces, or others beside it.
   */
  beside?: 'replace' | 'add';
}

/** The shape of a file, whatever its rows: a mapping once confirmed fits every file of the layout. */
export interface FileLayout {
  /** Hash of the normalised headers; of several sheets, of those read when nobody chooses. */
  key: string;
  columns: {
    header: string;
    normalised: string;
    role: ColumnRole | null;
    samples: string[];
  }[];
  /** Of a workbook with several sheets: those a person can choose between. */
  sheets?: string[];
}

/** What a person must tell before a file can be read. */
export interface FileQuestion {
  kind: 'missing_role' | 'ambiguous_date' | 'ambiguous_decimal' | 'told_otherwise';
  role?: ColumnRole;
  /** Normalised header. */
  column?: string;
  message: Localized;
  /** Cells of the file the question is about. */
  examples: string[];
  /** Whether the day of all rows answers as well; then the examples are dates it may be. */
  isDayEnough?: boolean;
  /** The possible answers, and what each would make of the examples: dates, or plain decimals. */
  readings?: { answer: string; examples: (string | null)[] }[];
}

/** A row left out, and why. `row` counts the file's rows from 1, the header included. */
export interface SkippedRow {
  row: number;
  text: string;
  reason: Localized;
  /** A sum of other rows: nothing is missing without it. */
  isSum?: boolean;
}

export interface FileContext {
  timeZone: string;
  /** ISO 4217 code of the venue. */
  currency: string;
  nowMs: EpochMs;
  /** The business day on which the file came. */
  receivedDate: string;
  /** What a person confirmed for this layout; null when nobody was asked yet. */
  mapping: ColumnMapping | null;
  signal: AbortSignal;
}

/** The orders of a file, told page by page: as a whole they would take many times its size. */
export interface FileOrders {
  /** When each was sold, oldest first: in this order they are told. */
  occurredAtMs: Float64Array;
  /** By what they are told apart. */
  forms: readonly OrderForm[];
  /** From the beginning each time it is called. Throws when the file cannot be read on. */
  pages(): AsyncIterable<readonly RawOrder[]>;
  /** Lets go of the file; whoever was given the reading calls it once. */
  close(): Promise<void>;
}

/** A file's columns, and what they were taken for. */
export interface FileColumns {
  layout: FileLayout;
  mapping: ColumnMapping;
}

export type FileReading =
  | {
      kind: 'read';
      layout: FileLayout;
      mapping: ColumnMapping;
      orders: FileOrders;
      /** Rows of sales, without header, blank and total rows. */
      rowCount: number;
      skipped: SkippedRow[];
      /** First and last calendar date in the file, as the file's rows tell it. */
      firstDate: string;
      lastDate: string;
      warnings: Localized[];
    }
  | {
      kind: 'ask';
      layout: FileLayout;
      /** Our best guess, to be confirmed or corrected. */
      mapping: ColumnMapping;
      questions: FileQuestion[];
    }
  | {
      kind: 'unreadable';
      reason: Localized;
      code: string;
      /** What its columns were taken for, where another choice may make it readable. */
      columns?: FileColumns;
    };
