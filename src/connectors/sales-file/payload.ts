/** The raw order of a file: the rows of one order with all that is needed to understand them again. */

import type { ColumnRole } from '../contract.ts';
import type { DecimalMark } from './numbers.ts';
import type { RowFault } from './row-faults.ts';

export type Row = Readonly<Record<string, string>>;

export interface Payload {
  /** The wall time of the sale, `YYYY-MM-DDTHH:MM:SS`. */
  at: string;
  /** Whether the file tells no time of day, so that `at` is the end of the day. */
  isDayOnly?: true;
  /** Whose wall time it is, where the file says so: an IANA zone, `Z` or `+02:00`. */
  zone?: string;
  /** Why its figures cannot be right. */
  fault?: RowFault;
  decimal: DecimalMark;
  /** By header as written; columns without a role are kept in the rows all the same. */
  roles: Readonly<Record<string, ColumnRole>>;
  /** Header to cell, exactly as in the file; empty cells are left out. */
  rows: readonly Row[];
}

/** Sales told by day alone stand at its last minute: in that business day, whatever the cut-off. */
export const END_OF_DAY = '23:59:00';

/** @throws SyntaxError or TypeError when the text was not written by us. */
export function readPayload(text: string): Payload {
  const payload = JSON.parse(text) as Partial<Payload> | null;
  const { at, decimal, roles, rows } = payload ?? {};
  if (typeof at !== 'string' || (decimal !== '.' && decimal !== ','))
    throw new TypeError('payload');
  if (typeof roles !== 'object' || roles === null || !Array.isArray(rows)) {
    throw new TypeError('payload');
  }
  return payload as Payload;
}
