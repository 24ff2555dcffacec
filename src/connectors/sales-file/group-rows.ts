/** Rows into orders. */

import type { Localized } from '#kernel/localized.ts';
import { findRefundedKey, type SkippedRow, toReceiptKey } from '../contract.ts';
import { type Columns, cellOf } from './columns.ts';
import { type DateOrder, readDate } from './dates.ts';
import {
  type GroupedOrders,
  type Moment,
  type RowGroup,
  toGroupedOrders,
} from './grouped-orders.ts';
import { SAMPLE_ROWS } from './layout.ts';
import { limits } from './limits.ts';
import {
  dateOutOfRange,
  rowWithoutDate,
  rowWithoutItem,
  totalRow,
  unreadableDate,
  unreadableTime,
} from './messages.ts';
import { type DecimalMark, toPlainDecimal } from './numbers.ts';
import { namesColumns } from './other-tables.ts';
import { isBeyond, isPriced, isSold, type RowFault, widthOf } from './row-faults.ts';
import { kindNamedBy } from './row-kind.ts';
import { type NamedRows, namesAgain, otherTable, unknownZoneName } from './row-messages.ts';
import { placeOf, type RowPlace } from './row-places.ts';
import type { Rows } from './table/rows.ts';
import type { SheetPart } from './table/table.ts';
import { shownTexts } from './table/typed-number.ts';
import { splitDateTime, splitTime } from './times.ts';
import { createTotalFinder } from './totals.ts';
import { findOffset, findZone } from './zones.ts';

export interface Grouping {
  orders: GroupedOrders;
  rowCount: number;
  skipped: SkippedRow[];
  skippedCount: number;
  firstDate: string;
  lastDate: string;
  /** Names of zones we do not know; the venue's was taken. */
  unknownZones: Set<string>;
  places: Set<string>;
  /** Rows that tell what they sold for, or need not. */
  pricedCount: number;
  /** Rows that look like totals, but count: their figures do not bear it out. */
  doubtful: NamedRows;
  /** Rows that name the columns of another table, which was left out. */
  otherTables: NamedRows;
  /** Rows with a text that is longer than what is kept of it. */
  cutCount: number;
}

export interface GroupingRules {
  columns: Columns;
  /** The day of all rows; null when each tells its own. */
  day: string | null;
  /** No sale is later. */
  dateMax: string;
  dateOrder: DateOrder;
  decimal: DecimalMark;
  timeZone: string;
  thisYear: number;
  /** The sheets the rows are of, where there are several. */
  parts: readonly SheetPart[];
  /** A cell too many may be a part of another. */
  isDelimited: boolean;
  /** Index of the first row of sales. */
  firstRow: number;
}

const TOTAL = /^(?:grand |sub ?|sous[- ])?tota(?:l|ls|ux)\b/i;
/** Before, no till wrote files. */
const DATE_MIN = '1995-01-01';
/** What exports write where there is no time. */
const NO_TIME = /^(?:-+|–|—|n\/?a)$/i;
const NO_CELLS = /^\s*$/;

/** What is noted of the rows on the way. */
type Notes = Omit<Grouping, 'orders' | 'firstDate' | 'lastDate'>;

/**
 * Rows of one receipt on one date are one order. Without a receipt, rows of the same moment are one
 * order; rows that tell a date alone are one order a day. Equal lines all count. The same file gives
 * the same orders with the same text, in the same order.
 */
export function groupRows(rows: Rows, rules: GroupingRules): Grouping {
  const notes: Notes = {
    rowCount: 0,
    skipped: [],
    skippedCount: 0,
    unknownZones: new Set(),
    places: new Set(),
    pricedCount: 0,
    doubtful: { rows: [], count: 0 },
    otherTables: { rows: [], count: 0 },
    cutCount: 0,
  };
  const isCut = createCutFinder(rules.columns);
  const beginning = rows.slice(rules.firstRow, rules.firstRow + SAMPLE_ROWS);
  const width = rules.isDelimited ? widthOf(rules.columns, beginning) : Infinity;
  const groups = new Map<string, RowGroup>();
  const nextOf = new Int32Array(rows.length);
  const momentOf = createMomentReader(rules, notes);
  const totals = createTotalFinder(rows, { ...rules, momentOf });
  const isOutside = createTableWatch(rules, notes);
  for (let at = rules.firstRow; at < rows.length; at += 1) {
    const row = rows.at(at);
    if (!row.some((cell) => cell !== '' && !NO_CELLS.test(cell))) continue;
    const outside = isOutside(row, at);
    if (outside !== null) {
      skip(notes, { row: at + 1, cells: row, reason: outside, isSum: true });
      continue;
    }
    const moment = momentOf(row);
    const reason = whyNoSale(row, rules, moment);
    if (reason === totalRow) totals.noteTotal(at);
    if (reason !== null || moment === null) {
      const isSum = reason === totalRow;
      skip(notes, { row: at + 1, cells: row, reason: reason ?? rowWithoutDate, isSum });
      continue;
    }
    const verdict = totals.judge(row, at, moment);
    if (verdict === 'total') {
      skip(notes, { row: at + 1, cells: row, reason: totalRow, isSum: true });
      continue;
    }
    if (verdict === 'doubtful') noteRow(notes.doubtful, placeOf(at, rules.parts), row);
    notes.rowCount += 1;
    const isOfPrice = isPriced(row, rules.columns);
    if (isOfPrice) notes.pricedCount += 1;
    const fault = faultOf(row, rules, { at, width, isOfPrice });
    addToGroup(groups, nextOf, { key: keyOf(row, rules, moment), moment, at, fault });
    notePlace(notes, rules.columns, row);
    if (isCut(row)) notes.cutCount += 1;
  }
  joinRefunds(groups, nextOf);
  return { ...notes, ...toGroupedOrders({ rows, nextOf, groups: [...groups.values()], rules }) };
}

function faultOf(
  row: readonly string[],
  { columns, decimal, parts }: GroupingRules,
  { at, width, isOfPrice }: { at: number; width: number; isOfPrice: boolean },
): RowFault | undefined {
  if (isBeyond(row, width)) return { what: 'beyond', columns: width, ...placeOf(at, parts) };
  if (isOfPrice || !isSold(row, columns, decimal)) return undefined;
  return { what: 'noAmount', ...placeOf(at, parts) };
}

/** Tells rows that do not belong to the table of sales, and why. */
function createTableWatch(
  { columns, firstRow, parts }: GroupingRules,
  notes: Notes,
): (row: readonly string[], at: number) => Localized | null {
  let isInside = true;
  let sheetNow = -1;
  return (row, at) => {
    // Each sheet begins with sales.
    const sheet = parts.findLastIndex(({ start }) => start <= at);
    if (sheet !== sheetNow) isInside = true;
    sheetNow = sheet;
    const names = namesColumns(row, columns.headers);
    if (names === null) return isInside ? null : otherTable;
    // Names may take two rows.
    isInside = names === 'again' || at === firstRow;
    if (isInside) return namesAgain;
    noteRow(notes.otherTables, placeOf(at, parts), row);
    return otherTable;
  };
}

function noteRow(named: NamedRows, place: RowPlace, cells: readonly string[]): void {
  named.count += 1;
  if (named.rows.length < 3) named.rows.push({ ...place, text: shownTexts(textOfRow(cells)) });
}

function whyNoSale(
  row: readonly string[],
  { columns, dateMax }: GroupingRules,
  moment: Moment | null,
): Localized | null {
  const name = cellOf(columns, row, 'name');
  const code = cellOf(columns, row, 'code');
  const date = cellOf(columns, row, 'date') || cellOf(columns, row, 'dateTime');
  if (TOTAL.test(date) || (moment === null && row.some((cell) => TOTAL.test(cell.trim())))) {
    return totalRow;
  }
  if (moment === null) return date === '' ? rowWithoutDate : unreadableDate(date);
  if (moment.problem !== undefined) return moment.problem;
  if (moment.date < DATE_MIN || moment.date > dateMax) return dateOutOfRange(moment.date);
  const time = cellOf(columns, row, 'time');
  if (moment.time === null && time !== '' && !NO_TIME.test(time)) return unreadableTime(time);
  if (name === '' && code === '' && cellOf(columns, row, 'modifiers') === '') {
    return hasAmount(row, columns) ? null : rowWithoutItem;
  }
  return null;
}

/** A row with an amount counts, also when it names no item. */
function hasAmount(row: readonly string[], columns: Columns): boolean {
  return cellOf(columns, row, 'net') !== '' || cellOf(columns, row, 'gross') !== '';
}

const shortRoles = ['code', 'receipt', 'lineId', 'category', 'tender'] as const;
const nameRoles = ['name', 'customer'] as const;

/** Tells rows of which not the whole text is kept. */
function createCutFinder(columns: Columns): (row: readonly string[]) => boolean {
  const widths = [...shortRoles, ...nameRoles].flatMap((role) => {
    const isName = role === 'name' || role === 'customer';
    const charsMax = isName ? limits.nameCharsMax : limits.textCharsMax;
    return (columns.of.get(role) ?? []).slice(0, 1).map((index) => ({ index, charsMax }));
  });
  return (row) => widths.some(({ index, charsMax }) => (row[index]?.length ?? 0) > charsMax);
}

/** Reads when rows were sold. Files repeat the same moments, so the last ones are remembered. */
function createMomentReader(
  rules: GroupingRules,
  notes: Notes,
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
    const moment = readMoment({ dateTime, time, zone }, rules, notes);
    if (remembered.size > 50_000) remembered.clear();
    remembered.set(cells, moment);
    return moment;
  };
}

function readMoment(
  cells: { dateTime: string; time: string; zone: string },
  rules: GroupingRules,
  notes: Notes,
): Moment | null {
  const parts = splitDateTime(cells.dateTime);
  const date = rules.day ?? readDate(parts.date, rules.dateOrder, rules.thisYear);
  if (date === null) return null;
  // A workbook's time alone may come with the zero day of its calendar.
  const own = cells.time === '' ? null : splitTime(cells.time);
  const time = cells.time === '' ? parts.time : (own?.time ?? null);
  if (parts.offset !== null) return { date, time, zone: parts.offset };
  const zoneName = own?.zoneName ?? parts.zoneName;
  if (zoneName !== undefined) {
    const offset = findOffset(zoneName, rules.timeZone);
    const cell = cells.time || cells.dateTime;
    return {
      ...{ date, time, zone: offset },
      ...(offset === null ? { problem: unknownZoneName(cell) } : {}),
    };
  }
  if (cells.zone === '') return { date, time, zone: null };
  const zone = findZone(cells.zone);
  if (zone === null && notes.unknownZones.size < 5) notes.unknownZones.add(cells.zone);
  return { date, time, zone };
}

function keyOf(
  row: readonly string[],
  { columns, decimal }: GroupingRules,
  moment: Moment,
): string {
  const receipt = cellOf(columns, row, 'receipt');
  // Many tills begin again at 1 each day; and a refund of an old receipt belongs to its own day.
  if (receipt !== '') {
    const number = receipt.slice(0, limits.textCharsMax).toWellFormed();
    const isRefund = isGivenBack(row, columns, decimal);
    return toReceiptKey({ number, date: moment.date, isRefund });
  }
  return moment.time === null ? moment.date : `${moment.date} ${moment.time}`;
}

/** A till may tell a refund in a file of its own: then it must not replace the sale it refunds. */
function isGivenBack(row: readonly string[], columns: Columns, decimal: DecimalMark): boolean {
  const kinds = columns.of.get('kind') ?? [];
  if (kinds.length > 0) {
    const cells = kinds.map((index) => ({
      header: columns.headers[index]?.text ?? '',
      text: row[index] ?? '',
    }));
    if (kindNamedBy(cells) === 'refund') return true;
  }
  const quantity = cellOf(columns, row, 'quantity');
  return /[-−–(]/.test(quantity) && toPlainDecimal(quantity, decimal)?.startsWith('-') === true;
}

/** A line given back in the moment of the sale corrects the bill; it is no refund of its own. */
function joinRefunds(groups: Map<string, RowGroup>, nextOf: Int32Array): void {
  for (const [key, refund] of groups) {
    const refundedKey = findRefundedKey(key);
    if (refundedKey === null) continue;
    const sale = groups.get(refundedKey);
    if (sale === undefined || sale.moment.time === null) continue;
    if (sale.moment.time !== refund.moment.time) continue;
    nextOf[sale.lastRow] = refund.firstRow;
    sale.lastRow = refund.lastRow;
    sale.fault ??= refund.fault;
    groups.delete(key);
  }
}

function addToGroup(
  groups: Map<string, RowGroup>,
  nextOf: Int32Array,
  {
    key,
    moment,
    at,
    fault,
  }: { key: string; moment: Moment; at: number; fault: RowFault | undefined },
): void {
  const group = groups.get(key);
  if (group === undefined) {
    groups.set(key, { key, moment, firstRow: at, lastRow: at, fault });
    return;
  }
  nextOf[group.lastRow] = at;
  group.lastRow = at;
  group.fault ??= fault;
  if (group.moment.time === null || (moment.time !== null && moment.time < group.moment.time)) {
    group.moment = moment;
  }
}

function notePlace({ places }: Notes, columns: Columns, row: readonly string[]): void {
  if (columns.place < 0 || places.size > 5) return;
  const place = (row[columns.place] ?? '').trim();
  if (place !== '') places.add(place);
}

function skip(
  notes: Notes,
  {
    row,
    cells,
    reason,
    isSum,
  }: { row: number; cells: readonly string[]; reason: Localized; isSum: boolean },
): void {
  notes.skippedCount += 1;
  if (notes.skipped.length >= limits.skippedMax) return;
  notes.skipped.push({ row, text: textOfRow(cells), reason, isSum });
}

function textOfRow(cells: readonly string[]): string {
  return cells
    .filter((cell) => cell !== '')
    .join(' · ')
    .slice(0, limits.textCharsMax)
    .toWellFormed();
}
