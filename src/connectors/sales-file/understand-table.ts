import { addDays, isDate } from '#kernel/calendar-date.ts';
import type { ColumnMapping, FileColumns, FileContext, FileReading } from '../contract.ts';
import { askKinds } from './ask-kinds.ts';
import { type Columns, numberColumns, toColumns } from './columns.ts';
import { type Convention, dateOrderOf, decimalMarkOf, withQuantities } from './conventions.ts';
import { type DateOrder, readDate } from './dates.ts';
import { findHeaderRow, HEADER_ROWS_MAX } from './find-header.ts';
import { type Grouping, groupRows } from './group-rows.ts';
import type { GroupedOrders } from './grouped-orders.ts';
import { toHeaders } from './headers.ts';
import { SAMPLE_ROWS, toLayout } from './layout.ts';
import { limits } from './limits.ts';
import { manyPlaces, rowsLeftOut, textsCut, unknownZones, unreadableReason } from './messages.ts';
import type { DecimalMark } from './numbers.ts';
import { askConvention, askMissingRoles } from './questions.ts';
import { recogniseColumns } from './recognise.ts';
import { doubtfulTotals, otherTables } from './row-messages.ts';
import { percentFinder, settleRoles } from './settle-roles.ts';
import type { Rows } from './table/rows.ts';
import { type Table, UnreadableFile } from './table/table.ts';
import { splitDateTime } from './times.ts';

export type UnderstandContext = Omit<FileContext, 'signal'>;

/** Distinct cells looked at to tell how dates and numbers are written. */
const DISTINCT_MAX = 50_000;
const YEAR_MS = 365.2425 * 86_400_000;

type Told = Extract<FileReading, { kind: 'read' }>;

/** A reading whose orders are at hand, in the thread that read the file. */
export type ReadTable = Omit<Told, 'orders'> & { orders: GroupedOrders };
export type UnderstoodTable =
  | ReadTable
  | Extract<FileReading, { kind: 'ask' }>
  | Extract<FileReading, { kind: 'unreadable' }>;

/**
 * What a table of texts says was sold: finds its columns, how it writes dates and numbers, and its
 * orders; asks what it leaves open. Pure.
 * @throws UnreadableFile when it holds no sales at all.
 */
export function understandTable(table: Table, context: UnderstandContext): UnderstoodTable {
  const { rows } = table;
  const headerRow = findHeaderRow(rows.slice(0, HEADER_ROWS_MAX));
  if (headerRow === null) throw new UnreadableFile('not_a_table');
  const firstRow = headerRow + 1;
  if (!hasFilledRow(rows, firstRow)) throw new UnreadableFile('no_rows');
  const headers = toHeaders(rows.at(headerRow));
  const beginning = rows.slice(firstRow, firstRow + SAMPLE_ROWS);
  const isPercent = percentFinder(headers, beginning);
  const named = recogniseColumns(headers, context.mapping, isPercent);
  const thisYear = yearOf(context.nowMs);
  const { dates, marks } = tellConventions(
    rows,
    { firstRow, columns: toColumns(headers, named.columns), thisYear },
    context.mapping,
  );
  const decimal = marks.kind === 'told' ? marks.value : '.';
  const figures = { rows, firstRow, headers, decimal };
  const recognised = settleRoles(figures, { named, isPercent, confirmed: context.mapping });
  const columns = toColumns(headers, recognised.columns);
  const mapping = {
    ...toMapping({ columns: recognised.columns, dates, marks, sheet: table.sheet }),
    ...(context.mapping?.day === undefined ? {} : { day: context.mapping.day }),
    ...(context.mapping?.beside === undefined ? {} : { beside: context.mapping.beside }),
  };
  const layout = toLayout({ headers, beginning, mapping });
  const day = dayOfFile(context);
  const questions = [
    ...askMissingRoles(recognised, context.mapping, {
      layout,
      hasDay: day !== null,
      datesAbove: datesIn(rows.slice(0, headerRow), thisYear),
    }),
    ...recognised.questions,
    ...askKinds(rows, { firstRow, headers, columns: recognised.columns }, context.mapping),
    ...askConvention('ambiguous_date', dates, { columns, thisYear }),
    ...askConvention('ambiguous_decimal', marks, { columns, thisYear }),
  ];
  if (questions.length > 0) return { kind: 'ask', layout, mapping, questions };
  const grouping = groupRows(rows, {
    columns,
    day: hasDates(columns) ? null : day,
    // Clocks differ; a day more is none.
    dateMax: addDays(context.receivedDate, 1),
    dateOrder: mapping.dateOrder ?? 'ymd',
    decimal: mapping.decimal ?? '.',
    timeZone: context.timeZone,
    thisYear,
    firstRow,
    parts: table.sheets?.parts ?? [],
    isDelimited: table.isDelimited === true,
  });
  if (grouping.rowCount === 0) return refuse('no_dates', { layout, mapping });
  if (grouping.pricedCount === 0) return refuse('no_amounts', { layout, mapping });
  return toReading({ grouping, layout, mapping });
}

/** A person may say that the dates, or the amounts, stand in another column. */
function refuse(
  code: 'no_dates' | 'no_amounts',
  columns: FileColumns,
): Extract<FileReading, { kind: 'unreadable' }> {
  const reason = unreadableReason(code, '');
  return { kind: 'unreadable', code: `sales-file.${code}`, reason, columns };
}

function toReading({
  grouping,
  layout,
  mapping,
}: {
  grouping: Grouping;
  layout: Told['layout'];
  mapping: ColumnMapping;
}): ReadTable {
  const { orders, rowCount, skipped, skippedCount, firstDate, lastDate } = grouping;
  const warnings = [
    ...(grouping.unknownZones.size > 0 ? [unknownZones([...grouping.unknownZones])] : []),
    ...(grouping.places.size > 1 ? [manyPlaces([...grouping.places])] : []),
    ...(grouping.doubtful.count > 0 ? [doubtfulTotals(grouping.doubtful)] : []),
    ...(grouping.otherTables.count > 0 ? [otherTables(grouping.otherTables)] : []),
    ...(grouping.cutCount > 0 ? [textsCut(grouping.cutCount)] : []),
    ...(skippedCount > limits.skippedMax ? [rowsLeftOut(skippedCount)] : []),
  ];
  return {
    kind: 'read',
    layout,
    mapping,
    orders,
    rowCount,
    skipped,
    firstDate,
    lastDate,
    warnings,
  };
}

function hasDates({ of }: Columns): boolean {
  return of.has('date') || of.has('dateTime');
}

/** The day a person said all rows are of. */
function dayOfFile({ mapping, receivedDate }: UnderstandContext): string | null {
  const day = mapping?.day;
  if (day === 'received') return receivedDate;
  if (day === 'before') return addDays(receivedDate, -1);
  return day !== undefined && isDate(day) ? day : null;
}

/** Reports name their day in a title. */
function datesIn(titles: readonly (readonly string[])[], thisYear: number): string[] {
  const dates = titles.flat().flatMap((cell) => {
    const text = cell.replace(/^[^:]{1,30}:/, '').trim();
    return readDate(splitDateTime(text).date, 'ymd', thisYear) ?? [];
  });
  return [...new Set(dates)].slice(0, 3);
}

interface Conventions {
  dates: Convention<DateOrder>;
  marks: Convention<DecimalMark>;
}

/** As a person confirmed, unless the cells say otherwise; or else as the cells tell. */
function tellConventions(
  rows: Rows,
  { firstRow, columns, thisYear }: { firstRow: number; columns: Columns; thisYear: number },
  mapping: ColumnMapping | null,
): Conventions {
  const { dateOrder, decimal } = mapping ?? {};
  const dateColumn = (columns.of.get('dateTime') ?? columns.of.get('date'))?.[0];
  const cells = distinctCells(rows, firstRow, {
    dates: dateColumn === undefined ? [] : [dateColumn],
    numbers: numberColumns(columns),
    quantities: columns.of.get('quantity') ?? [],
  });
  const marks = decimalMarkOf(cells.numbers, decimal);
  return {
    dates: dateOrderOf(cells.dates, thisYear, dateOrder),
    marks:
      decimal === undefined
        ? withQuantities(marks, { quantities: cells.quantities, all: cells.numbers })
        : marks,
  };
}

type Cells<T> = Readonly<Record<'dates' | 'numbers' | 'quantities', T>>;

/** The different cells of columns, to tell how they are written. */
function distinctCells(
  rows: Rows,
  firstRow: number,
  columns: Cells<readonly number[]>,
): Cells<Set<string>> {
  const cells = {
    dates: new Set<string>(),
    numbers: new Set<string>(),
    quantities: new Set<string>(),
  };
  if (columns.dates.length + columns.numbers.length === 0) return cells;
  for (let at = firstRow; at < rows.length; at += 1) {
    const row = rows.at(at);
    noteCells(cells.dates, row, columns.dates);
    noteCells(cells.numbers, row, columns.numbers);
    noteCells(cells.quantities, row, columns.quantities);
  }
  return cells;
}

function noteCells(cells: Set<string>, row: readonly string[], indexes: readonly number[]): void {
  for (const index of indexes) {
    const cell = row[index];
    if (cell !== undefined && cell !== '' && cells.size < DISTINCT_MAX) cells.add(cell);
  }
}

function hasFilledRow(rows: Rows, firstRow: number): boolean {
  for (let at = firstRow; at < rows.length; at += 1) {
    if (rows.at(at).some((cell) => cell.trim() !== '')) return true;
  }
  return false;
}

function toMapping(found: {
  columns: ColumnMapping['columns'];
  dates: Convention<DateOrder>;
  marks: Convention<DecimalMark>;
  sheet: string | null;
}): ColumnMapping {
  return {
    columns: found.columns,
    ...(found.dates.kind === 'told' ? { dateOrder: found.dates.value } : {}),
    ...(found.marks.kind === 'told' ? { decimal: found.marks.value } : {}),
    ...(found.sheet === null ? {} : { sheet: found.sheet }),
  };
}

/** Only to choose a century. */
function yearOf(nowMs: number): number {
  return 1970 + Math.floor(nowMs / YEAR_MS);
}
