import type { ColumnMapping, ColumnRole } from '../contract.ts';
import type { Header } from './headers.ts';
import { isNumberRole, isPlaceHeader, isZoneHeader } from './roles.ts';
import { isTypedNumber, shownText } from './table/typed-number.ts';

/** Where in a row each role stands. */
export interface Columns {
  headers: readonly Header[];
  of: ReadonlyMap<ColumnRole, readonly number[]>;
  /** Of the column that names a time zone; −1 without one. */
  zone: number;
  /** Of the column that names a venue; −1 without one. */
  place: number;
}

export function toColumns(headers: readonly Header[], roles: ColumnMapping['columns']): Columns {
  const of = new Map<ColumnRole, number[]>();
  for (const [index, { normalised }] of headers.entries()) {
    const role = Object.hasOwn(roles, normalised) ? roles[normalised] : undefined;
    if (role === undefined || role === 'ignore') continue;
    of.set(role, [...(of.get(role) ?? []), index]);
  }
  return {
    headers,
    of,
    zone: headers.findIndex(({ normalised }) => isZoneHeader(normalised)),
    place: headers.findIndex(({ normalised }) => isPlaceHeader(normalised)),
  };
}

/** The cell that plays a role, trimmed; '' when there is none. As shown, unless it is to be a number. */
export function cellOf(columns: Columns, row: readonly string[], role: ColumnRole): string {
  const index = columns.of.get(role)?.[0];
  const text = index === undefined ? '' : (row[index] ?? '').trim();
  return isTypedNumber(text) && !isNumberRole(role) ? shownText(text) : text;
}

/** Columns whose cells are numbers. */
export function numberColumns(columns: Columns): number[] {
  return [...columns.of].flatMap(([role, indexes]) => (isNumberRole(role) ? [...indexes] : []));
}
