/**
 * From rows to raw orders. What a row of `orders` holds is not documented, so the shape is read
 * from the row itself:
 *
 *   nested   one row an order, `Lines` an array
 *   orders   one row an order, `Items` a JSON text (or absent: totals alone)
 *   lines    one row a line, the order's columns repeated; its payload is the array of its rows
 */

import type { EpochMs } from '#kernel/clock.ts';
import type { Json, RawOrder } from '../contract.ts';
import { cleanText } from './values.ts';
import { findInstantMs } from './wall-date.ts';

export type Row = { [column: string]: Json };

/** One answer, grouped. */
export interface RowGroups {
  /** Orders with an id and a readable business time, one each, in the vendor's order. */
  orders: Map<string, RawOrder>;
  /** What names no order or no time; to be quarantined. */
  unreadable: RawOrder[];
}

/** Groups the rows of one answer. Repeated rows collapse; of two versions the newer is kept. */
export function groupRows(rows: readonly Json[], timeZone: string): RowGroups {
  const groups: RowGroups = { orders: new Map(), unreadable: [] };
  const linesByKey = new Map<string, Row[]>();
  for (const row of rows) {
    if (!isRow(row)) {
      groups.unreadable.push({ key: null, occurredAtMs: null, payload: row });
      continue;
    }
    const key = findKey(row);
    if (!isLineRow(row))
      addOrder(groups, { key, occurredAtMs: businessTime(row, timeZone), payload: row });
    else if (key === null)
      groups.unreadable.push({ key, occurredAtMs: businessTime(row, timeZone), payload: [row] });
    else addLine(linesByKey, key, row);
  }
  for (const [key, lines] of linesByKey) {
    const payload = inLineOrder(lines);
    addOrder(groups, { key, occurredAtMs: businessTime(payload[0] as Row, timeZone), payload });
  }
  return groups;
}

/** Adds an order to those already grouped; of two versions the one updated last stays. */
export function addOrder(groups: RowGroups, order: RawOrder): void {
  if (order.key === null || order.occurredAtMs === null) {
    groups.unreadable.push(order);
    return;
  }
  const known = groups.orders.get(order.key);
  if (known === undefined || updatedAt(order.payload) > updatedAt(known.payload)) {
    groups.orders.set(order.key, order);
  }
}

/** The vendor's order id as text, at most 200 characters; null when there is none. */
export function findKey(row: Row): string | null {
  const id = row.OrderId;
  if (typeof id === 'number') return Number.isSafeInteger(id) ? String(id) : null;
  return typeof id === 'string' ? cleanText(id.trim()) || null : null;
}

export function isRow(value: Json | undefined): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a line row tells a line: that of an order without lines names the order alone. */
export function isItemRow(row: Row): boolean {
  return (row.LineId ?? row.ItemCode ?? null) !== null;
}

function businessTime(row: Row, timeZone: string): EpochMs | null {
  return findInstantMs(row.Date, timeZone);
}

function isLineRow(row: Row): boolean {
  if (row.Lines !== undefined || row.Items !== undefined) return false;
  return row.LineId !== undefined || row.ItemCode !== undefined;
}

function addLine(linesByKey: Map<string, Row[]>, key: string, row: Row): void {
  const lines = linesByKey.get(key);
  if (lines === undefined) {
    linesByKey.set(key, [row]);
    return;
  }
  const index = placeOf(row, lines);
  if (index < 0) lines.push(row);
  else if (updatedAt(row) > updatedAt(lines[index] as Row)) lines[index] = row;
}

/** Where the same line, or the row of an order without lines, already stands; −1 for a new line. */
function placeOf(row: Row, lines: readonly Row[]): number {
  if (!isItemRow(row)) return 0;
  const lineId = row.LineId ?? null;
  // Without an id two equal lines may be two beers, so nothing collapses.
  return lineId === null ? -1 : lines.findIndex((line) => line.LineId === lineId);
}

/** Rows share their `Date`, so the vendor sends them in any order: by line id they hash alike. */
function inLineOrder(lines: Row[]): Row[] {
  if (lines.length === 1) return lines;
  return lines.sort((a, b) => compareLineIds(a.LineId, b.LineId));
}

function compareLineIds(a: Json | undefined, b: Json | undefined): number {
  const left = String(a ?? '');
  const right = String(b ?? '');
  if (left === right) return 0;
  // Shorter first makes L9 come before L10 where the ids are counted.
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : 1;
}

/** `UpdatedAt` compares as text; absent is oldest. */
function updatedAt(payload: Json): string {
  const row = Array.isArray(payload) ? payload[0] : payload;
  const value = isRow(row) ? row.UpdatedAt : null;
  return typeof value === 'string' ? value : '';
}
