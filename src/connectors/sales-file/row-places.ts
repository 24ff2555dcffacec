/** Where a row stands in the file a person has. */

import type { SheetPart } from './table/table.ts';

export interface RowPlace {
  /** Counts the rows of the file, or of the sheet, from 1. */
  row: number;
  /** Where several sheets were read. */
  sheet?: string;
}

/** @param parts the sheets a table was read from; none when it was one. */
export function placeOf(at: number, parts: readonly SheetPart[]): RowPlace {
  const part = parts.length < 2 ? undefined : parts.findLast(({ start }) => start <= at);
  if (part === undefined) return { row: at + 1 };
  return { row: at + 1 - part.start + part.skip, sheet: part.name };
}
