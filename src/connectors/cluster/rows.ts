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
import { ToldText } from '../read-elements.ts';
import { cleanText } from './values.ts';
import { findInstantMs } from './wall-date.ts';

export type Row = { [column: string]: Json };

/** One row as told: what grouping needs of it, and its text. The row's tree is not kept. */
export interface ToldRow {
  told: ToldText;
  kind: 'order' | 'line' | 'no row';
  key: string | null;
  occurredAtMs: EpochMs | null;
  /** Compares as text; absent is oldest. */
  updatedAt: string;
  /** Of a line row: its id, and whether it tells a line at all. */
  lineId: Json;
  isItem: boolean;
}

/** An order, and which of its versions it is. Its payload becomes text each time it is read. */
class VersionedOrder implements RawOrder {
  readonly key: string | null;
  readonly occurredAtMs: EpochMs | null;
  readonly updatedAt: string;
  /** One of an order row, else that of each line row. */
  private readonly told: ToldText | readonly ToldText[];

  constructor(row: ToldRow, told: ToldText | readonly ToldText[]) {
    this.key = row.key;
    this.occurredAtMs = row.occurredAtMs;
    this.updatedAt = row.updatedAt;
    this.told = told;
  }

  get payloadText(): string {
    return this.told instanceof ToldText ? this.told.toString() : `[${this.told.join(',')}]`;
  }
}

/** One answer, grouped. */
export interface RowGroups {
  /** Orders with an id and a readable business time, one each, in the vendor's order. */
  orders: Map<string, VersionedOrder>;
  /** What names no order or no time; to be quarantined. */
  unreadable: RawOrder[];
}

/** @param told the JSON text of the row. */
export function toToldRow(row: Json, told: ToldText, timeZone: string): ToldRow {
  if (!isRow(row)) {
    const nothing = { key: null, occurredAtMs: null, updatedAt: '', lineId: null, isItem: false };
    return { told, kind: 'no row', ...nothing };
  }
  return {
    told,
    kind: isLineRow(row) ? 'line' : 'order',
    key: findKey(row),
    occurredAtMs: findInstantMs(row.Date, timeZone),
    updatedAt: typeof row.UpdatedAt === 'string' ? row.UpdatedAt : '',
    lineId: row.LineId ?? null,
    isItem: isItemRow(row),
  };
}

/** Groups the rows of one answer. Repeated rows collapse; of two versions the newer is kept. */
export function groupRows(rows: readonly ToldRow[]): RowGroups {
  const groups: RowGroups = { orders: new Map(), unreadable: [] };
  const linesByKey = new Map<string, ToldRow[]>();
  for (const row of rows) {
    if (row.kind !== 'line') addOrder(groups, new VersionedOrder(row, row.told));
    else if (row.key === null) groups.unreadable.push(new VersionedOrder(row, [row.told]));
    else addLine(linesByKey, row.key, row);
  }
  for (const lines of linesByKey.values()) {
    const sorted = inLineOrder(lines);
    const told = sorted.map((line) => line.told);
    addOrder(groups, new VersionedOrder(sorted[0] as ToldRow, told));
  }
  return groups;
}

/** Adds an order to those already grouped; of two versions the one updated last stays. */
export function addOrder(groups: RowGroups, order: VersionedOrder): void {
  if (order.key === null || order.occurredAtMs === null) {
    groups.unreadable.push(order);
    return;
  }
  const known = groups.orders.get(order.key);
  if (known === undefined || order.updatedAt > known.updatedAt) groups.orders.set(order.key, order);
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

function isLineRow(row: Row): boolean {
  if (row.Lines !== undefined || row.Items !== undefined) return false;
  return row.LineId !== undefined || row.ItemCode !== undefined;
}

function addLine(linesByKey: Map<string, ToldRow[]>, key: string, row: ToldRow): void {
  const lines = linesByKey.get(key);
  if (lines === undefined) {
    linesByKey.set(key, [row]);
    return;
  }
  const index = placeOf(row, lines);
  if (index < 0) lines.push(row);
  else if (row.updatedAt > (lines[index] as ToldRow).updatedAt) lines[index] = row;
}

/** Where the same line, or the row of an order without lines, already stands; −1 for a new line. */
function placeOf(row: ToldRow, lines: readonly ToldRow[]): number {
  if (!row.isItem) return 0;
  // Without an id two equal lines may be two beers, so nothing collapses.
  return row.lineId === null ? -1 : lines.findIndex((line) => line.lineId === row.lineId);
}

/** Rows share their `Date`, so the vendor sends them in any order: by line id they hash alike. */
function inLineOrder(lines: ToldRow[]): ToldRow[] {
  if (lines.length === 1) return lines;
  return lines.sort((a, b) => compareLineIds(a.lineId, b.lineId));
}

function compareLineIds(a: Json, b: Json): number {
  const left = String(a ?? '');
  const right = String(b ?? '');
  if (left === right) return 0;
  // Shorter first makes L9 come before L10 where the ids are counted.
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : 1;
}
