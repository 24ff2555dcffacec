/** Groups of rows as orders, written out page by page. */

import type { Localized } from '#kernel/localized.ts';
import { type ColumnRole, formOfKey, type OrderForm, type RawOrder } from '../contract.ts';
import { type Columns, cellOf } from './columns.ts';
import { instantOf, wallDateOf } from './instants.ts';
import type { DecimalMark } from './numbers.ts';
import { END_OF_DAY } from './payload.ts';
import type { RowFault } from './row-faults.ts';
import type { Rows } from './table/rows.ts';
import { isTypedNumber, shownText } from './table/typed-number.ts';

/** When a row was sold, as far as it tells. */
export interface Moment {
  date: string;
  time: string | null;
  zone: string | null;
  /** Why it is not to be believed. */
  problem?: Localized;
}

/** The rows of one order, by index; `nextOf` leads from one to the next. */
export interface RowGroup {
  key: string;
  moment: Moment;
  firstRow: number;
  lastRow: number;
  /** The first of its rows that cannot be counted. */
  fault: RowFault | undefined;
}

export interface GroupedOrders {
  /** When each order was sold, oldest first. */
  occurredAtMs: Float64Array;
  forms: readonly OrderForm[];
  /** The orders from this one on, as many as make a page; none behind the last. */
  pageFrom(index: number): RawOrder[];
}

/** Enough to be worth a message between threads, little enough to hold a few of. */
const PAGE_CHARS = 512 * 1024;

/** Orders of groups, oldest first, and the first and last date that the file's own clock shows. */
export function toGroupedOrders(grouped: {
  rows: Rows;
  nextOf: Int32Array;
  groups: RowGroup[];
  rules: { columns: Columns; decimal: DecimalMark; timeZone: string };
}): { orders: GroupedOrders; firstDate: string; lastDate: string } {
  const { rules } = grouped;
  let firstDate = '';
  let lastDate = '';
  const sold = grouped.groups.map((group) => {
    const occurredAtMs = instantOf(wallTimeOf(group.moment), zoneOf(group.moment), rules.timeZone);
    const wallDate =
      zoneOf(group.moment) === null ? group.moment.date : wallDateOf(occurredAtMs, rules.timeZone);
    if (firstDate === '' || wallDate < firstDate) firstDate = wallDate;
    if (wallDate > lastDate) lastDate = wallDate;
    return { group, occurredAtMs };
  });
  sold.sort((a, b) => a.occurredAtMs - b.occurredAtMs);
  const payloadOf = createPayloadWriter(grouped);
  const pageFrom = (index: number): RawOrder[] => {
    const page: RawOrder[] = [];
    let chars = 0;
    for (let at = index; at < sold.length && chars < PAGE_CHARS; at += 1) {
      const { group, occurredAtMs } = sold[at] as (typeof sold)[number];
      const payloadText = payloadOf(group);
      chars += payloadText.length;
      page.push({ key: group.key, occurredAtMs, payloadText });
    }
    return page;
  };
  const occurredAtMs = Float64Array.from(sold, (order) => order.occurredAtMs);
  const forms = [...new Set(grouped.groups.map(({ key }) => formOfKey(key)))];
  return { orders: { occurredAtMs, forms, pageFrom }, firstDate, lastDate };
}

function wallTimeOf({ date, time }: Moment): string {
  return `${date}T${time ?? END_OF_DAY}`;
}

/** A day's sales told without a time belong to that day of the venue, whatever zone is named. */
function zoneOf({ time, zone }: Moment): string | null {
  return time === null ? null : zone;
}

/** Writes a group as `Payload`; cells as in the file, by header. */
function createPayloadWriter({
  rows,
  nextOf,
  rules,
}: Parameters<typeof toGroupedOrders>[0]): (group: RowGroup) => string {
  const heads = {
    named: payloadHead(rules, true),
    nameless: payloadHead(rules, false),
  };
  const namesCustomer = createCustomerFinder(rows, nextOf, rules.columns);
  const names = rules.columns.headers.map(({ text }) => `${JSON.stringify(text)}:`);
  // Joined once, because text that is added to piece by piece costs many times its size until read.
  return (group) => {
    const { moment, firstRow, lastRow } = group;
    const head = namesCustomer(group) ? heads.named : heads.nameless;
    const zone = zoneOf(moment);
    const dayOnly = moment.time === null ? '"isDayOnly":true,' : '';
    const zoneText = zone === null ? '' : `"zone":${JSON.stringify(zone)},`;
    const fault = group.fault === undefined ? '' : `"fault":${JSON.stringify(group.fault)},`;
    const pieces = [`{"at":"${wallTimeOf(moment)}",${dayOnly}${zoneText}${fault}${head}"rows":[`];
    for (let at = firstRow; ; at = nextOf[at] as number) {
      writeRow(pieces, rows.at(at), { names, decimal: rules.decimal });
      if (at === lastRow) break;
      pieces.push(',');
    }
    pieces.push(']}');
    return pieces.join('');
  };
}

/**
 * Whether an order's rows say whose it is. Where they do not, its payload says nothing of a column
 * for it: an order told before we read customers stays what it was. What was sold on a day without
 * receipts is nobody's.
 */
function createCustomerFinder(
  rows: Rows,
  nextOf: Int32Array,
  columns: Columns,
): (group: RowGroup) => boolean {
  if (!columns.of.has('customer')) return () => false;
  return ({ moment, firstRow, lastRow }) => {
    if (moment.time === null && cellOf(columns, rows.at(firstRow), 'receipt') === '') return false;
    for (let at = firstRow; ; at = nextOf[at] as number) {
      if (cellOf(columns, rows.at(at), 'customer') !== '') return true;
      if (at === lastRow) return false;
    }
  };
}

function payloadHead(
  { columns, decimal }: { columns: Columns; decimal: DecimalMark },
  namesCustomer: boolean,
): string {
  const roles: [string, ColumnRole][] = [];
  for (const [role, indexes] of columns.of) {
    if (role === 'customer' && !namesCustomer) continue;
    for (const index of indexes) roles.push([columns.headers[index]?.text ?? '', role]);
  }
  return `"decimal":"${decimal}","roles":${JSON.stringify(Object.fromEntries(roles))},`;
}

/** Header to cell; empty cells are left out. A typed number is written as the file writes numbers. */
function writeRow(
  pieces: string[],
  row: readonly string[],
  { names, decimal }: { names: readonly string[]; decimal: DecimalMark },
): void {
  let separator = '{';
  for (let index = 0; index < row.length; index += 1) {
    const cell = row[index] as string;
    if (cell === '') continue;
    const text = isTypedNumber(cell) ? shownText(cell).replace('.', decimal) : cell;
    pieces.push(separator, names[index] ?? nameless(index), JSON.stringify(text));
    separator = ',';
  }
  pieces.push(separator === '{' ? '{}' : '}');
}

/** For cells beyond the last named column. */
function nameless(index: number): string {
  return `"Column ${index + 1}":`;
}
