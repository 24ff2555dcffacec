/** Rows into orders. */

import type { Localized } from '#kernel/localized.ts';
import type { ColumnRole, RawOrder, SkippedRow } from '../contract.ts';
import { type Columns, cellOf } from './columns.ts';
import { type DateOrder, readDate } from './dates.ts';
import { instantOf, wallDateOf } from './instants.ts';
import { limits } from './limits.ts';
import { rowWithoutDate, rowWithoutItem, totalRow, unreadableDate } from './messages.ts';
import type { DecimalMark } from './numbers.ts';
import { END_OF_DAY } from './payload.ts';
import { readTime, splitDateTime } from './times.ts';
import { findZone } from './zones.ts';

export interface Grouping {
  orders: RawOrder[];
  rowCount: number;
  skipped: SkippedRow[];
  skippedCount: number;
  firstDate: string;
  lastDate: string;
  /** Names of zones we do not know; the venue's was taken. */
  unknownZones: Set<string>;
  places: Set<string>;
}

export interface GroupingRules {
  columns: Columns;
  dateOrder: DateOrder;
  decimal: DecimalMark;
  timeZone: string;
  thisYear: number;
  /** Row number of the first row of sales, from 1. */
  firstRow: number;
}

/** When a row was sold, as far as it tells. */
interface Moment {
  date: string;
  time: string | null;
  zone: string | null;
}

interface Group {
  key: string;
  moment: Moment;
  rows: (readonly string[])[];
}

interface PayloadWriter {
  /** What all payloads of a file share. */
  head: string;
  write(rows: readonly (readonly string[])[]): string;
}

const TOTAL = /^(?:grand |sub ?|sous[- ])?tota(?:l|ls|ux)\b/i;
const TEXT_CHARS = 200;
const NO_CELLS = /^\s*$/;

/**
 * Rows of one receipt on one date are one order. Without a receipt, rows of the same moment are one
 * order; rows that tell a date alone are one order a day. Equal lines all count. The same file gives
 * the same orders with the same text, in the same order.
 */
export function groupRows(rows: readonly (readonly string[])[], rules: GroupingRules): Grouping {
  const grouping = emptyGrouping();
  const groups = new Map<string, Group>();
  const momentOf = createMomentReader(rules, grouping);
  for (const [index, row] of rows.entries()) {
    if (!row.some((cell) => cell !== '' && !NO_CELLS.test(cell))) continue;
    const moment = momentOf(row);
    const reason = whyNoSale(row, rules.columns, moment);
    if (reason !== null || moment === null) {
      skip(grouping, { row: rules.firstRow + index, cells: row, reason: reason ?? rowWithoutDate });
      continue;
    }
    grouping.rowCount += 1;
    addToGroup(groups, keyOf(row, rules.columns, moment), moment, row);
    notePlace(grouping, rules.columns, row);
  }
  const writer = { head: payloadHead(rules), write: createRowWriter(rules.columns) };
  for (const group of groups.values()) addOrder(grouping, group, rules, writer);
  return grouping;
}

function emptyGrouping(): Grouping {
  return {
    orders: [],
    rowCount: 0,
    skipped: [],
    skippedCount: 0,
    firstDate: '',
    lastDate: '',
    unknownZones: new Set(),
    places: new Set(),
  };
}

function whyNoSale(
  row: readonly string[],
  columns: Columns,
  moment: Moment | null,
): Localized | null {
  const name = cellOf(columns, row, 'name');
  const code = cellOf(columns, row, 'code');
  const date = cellOf(columns, row, 'date') || cellOf(columns, row, 'dateTime');
  if (TOTAL.test(date) || (moment === null && row.some((cell) => TOTAL.test(cell.trim())))) {
    return totalRow;
  }
  if (moment === null) return date === '' ? rowWithoutDate : unreadableDate(date);
  if (name === '' && code === '' && cellOf(columns, row, 'modifiers') === '') {
    return hasAmount(row, columns) ? null : rowWithoutItem;
  }
  return null;
}

/** A row with an amount counts, also when it names no item. */
function hasAmount(row: readonly string[], columns: Columns): boolean {
  return cellOf(columns, row, 'net') !== '' || cellOf(columns, row, 'gross') !== '';
}

/** Reads when rows were sold. Files repeat the same moments, so the last ones are remembered. */
function createMomentReader(
  rules: GroupingRules,
  grouping: Grouping,
): (row: readonly string[]) => Moment | null {
  const { columns } = rules;
  const remembered = new Map<string, Moment | null>();
  return (row) => {
    const dateTime = cellOf(columns, row, 'dateTime') || cellOf(columns, row, 'date');
    const time = cellOf(columns, row, 'time');
    const zone = columns.zone < 0 ? '' : (row[columns.zone] ?? '').trim();
    const cells = `${dateTime}\t${time}\t${zone}`;
    const known = remembered.get(cells);
    if (known !== undefined) return known;
    const moment = readMoment({ dateTime, time, zone }, rules, grouping);
    if (remembered.size > 50_000) remembered.clear();
    remembered.set(cells, moment);
    return moment;
  };
}

function readMoment(
  cells: { dateTime: string; time: string; zone: string },
  rules: GroupingRules,
  grouping: Grouping,
): Moment | null {
  const parts = splitDateTime(cells.dateTime);
  const date = readDate(parts.date, rules.dateOrder, rules.thisYear);
  if (date === null) return null;
  // A workbook's time alone may come with the zero day of its calendar.
  const time =
    cells.time === '' ? parts.time : readTime(splitDateTime(cells.time).time ?? cells.time);
  if (parts.offset !== null) return { date, time, zone: parts.offset };
  if (cells.zone === '') return { date, time, zone: null };
  const zone = findZone(cells.zone);
  if (zone === null && grouping.unknownZones.size < 5) grouping.unknownZones.add(cells.zone);
  return { date, time, zone };
}

function keyOf(row: readonly string[], columns: Columns, moment: Moment): string {
  const receipt = cellOf(columns, row, 'receipt');
  // Many tills begin again at 1 each day; and a refund of an old receipt belongs to its own day.
  if (receipt !== '') return `${receipt.slice(0, TEXT_CHARS).toWellFormed()}@${moment.date}`;
  return moment.time === null ? moment.date : `${moment.date} ${moment.time}`;
}

function addToGroup(
  groups: Map<string, Group>,
  key: string,
  moment: Moment,
  row: readonly string[],
): void {
  const group = groups.get(key);
  if (group === undefined) {
    groups.set(key, { key, moment, rows: [row] });
    return;
  }
  group.rows.push(row);
  if (group.moment.time === null || (moment.time !== null && moment.time < group.moment.time)) {
    group.moment = moment;
  }
}

function addOrder(
  grouping: Grouping,
  group: Group,
  rules: GroupingRules,
  { head, write }: PayloadWriter,
): void {
  const { date, time, zone } = group.moment;
  const at = `${date}T${time ?? END_OF_DAY}`;
  // A day's sales told without a time belong to that day of the venue, whatever zone is named.
  const zoneOfTime = time === null ? null : zone;
  const occurredAtMs = instantOf(at, zoneOfTime, rules.timeZone);
  const dayOnly = time === null ? '"isDayOnly":true,' : '';
  const zoneText = zoneOfTime === null ? '' : `"zone":${JSON.stringify(zoneOfTime)},`;
  const before = `{"at":"${at}",${dayOnly}${zoneText}${head}"rows":[`;
  const payloadText = [before, write(group.rows), ']}'].join('');
  grouping.orders.push({ key: group.key, occurredAtMs, payloadText });
  const wallDate = zoneOfTime === null ? date : wallDateOf(occurredAtMs, rules.timeZone);
  if (grouping.firstDate === '' || wallDate < grouping.firstDate) grouping.firstDate = wallDate;
  if (wallDate > grouping.lastDate) grouping.lastDate = wallDate;
}

function payloadHead({ columns, decimal }: GroupingRules): string {
  const roles: [string, ColumnRole][] = [];
  for (const [role, indexes] of columns.of) {
    for (const index of indexes) roles.push([columns.headers[index]?.text ?? '', role]);
  }
  return `"decimal":"${decimal}","roles":${JSON.stringify(Object.fromEntries(roles))},`;
}

/**
 * Writes rows as the inside of a JSON list of objects, header to cell; empty cells are left out.
 * Joined once, because text that is added to piece by piece costs many times its size until read.
 */
function createRowWriter(columns: Columns): (rows: readonly (readonly string[])[]) => string {
  const names = columns.headers.map(({ text }) => `${JSON.stringify(text)}:`);
  return (rows) => {
    const pieces: string[] = [];
    for (const row of rows) {
      let separator = pieces.length === 0 ? '{' : ',{';
      for (let index = 0; index < row.length; index += 1) {
        const cell = row[index] as string;
        if (cell === '') continue;
        pieces.push(separator, names[index] ?? nameless(index), JSON.stringify(cell));
        separator = ',';
      }
      pieces.push('}');
    }
    return pieces.join('');
  };
}

/** For cells beyond the last named column. */
function nameless(index: number): string {
  return `"Column ${index + 1}":`;
}

function notePlace(grouping: Grouping, columns: Columns, row: readonly string[]): void {
  if (columns.place < 0 || grouping.places.size > 5) return;
  const place = (row[columns.place] ?? '').trim();
  if (place !== '') grouping.places.add(place);
}

function skip(
  grouping: Grouping,
  { row, cells, reason }: { row: number; cells: readonly string[]; reason: Localized },
): void {
  grouping.skippedCount += 1;
  if (grouping.skipped.length >= limits.skippedMax) return;
  const text = cells
    .filter((cell) => cell !== '')
    .join(' · ')
    .slice(0, TEXT_CHARS)
    .toWellFormed();
  grouping.skipped.push({ row, text, reason });
}
