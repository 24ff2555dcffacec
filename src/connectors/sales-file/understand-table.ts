import type { ColumnMapping, FileContext, FileReading } from '../contract.ts';
import { type Columns, numberColumns, toColumns } from './columns.ts';
import { type Convention, dateOrderOf, decimalMarkOf } from './conventions.ts';
import type { DateOrder } from './dates.ts';
import { findHeaderRow } from './find-header.ts';
import { type Grouping, groupRows } from './group-rows.ts';
import { toHeaders } from './headers.ts';
import { toLayout } from './layout.ts';
import { limits } from './limits.ts';
import { manyPlaces, rowsLeftOut, unknownZones } from './messages.ts';
import type { DecimalMark } from './numbers.ts';
import { askConvention, askMissingRoles } from './questions.ts';
import { recogniseColumns } from './recognise.ts';
import { type Table, UnreadableFile } from './table/table.ts';

export type UnderstandContext = Omit<FileContext, 'signal'>;

/** Distinct cells looked at to tell how dates and numbers are written. */
const DISTINCT_MAX = 50_000;
const YEAR_MS = 365.2425 * 86_400_000;

/**
 * What a table of texts says was sold: finds its columns, how it writes dates and numbers, and its
 * orders; asks what it leaves open. Pure.
 * @throws UnreadableFile when it holds no sales at all.
 */
export function understandTable(
  table: Table,
  context: UnderstandContext,
): Exclude<FileReading, { kind: 'unreadable' }> {
  const headerRow = findHeaderRow(table.rows);
  if (headerRow === null) throw new UnreadableFile('not_a_table');
  const rows = table.rows.slice(headerRow + 1);
  if (!rows.some((row) => row.some((cell) => cell.trim() !== ''))) {
    throw new UnreadableFile('no_rows');
  }
  const headers = toHeaders(table.rows[headerRow] ?? []);
  const recognised = recogniseColumns(headers, context.mapping);
  const columns = toColumns(headers, recognised.columns);
  const thisYear = yearOf(context.nowMs);
  const dates = tellDateOrder(columns, rows, context.mapping, thisYear);
  const marks = tellDecimalMark(columns, rows, context.mapping);
  const mapping = toMapping({ columns: recognised.columns, dates, marks, sheet: table.sheet });
  const layout = toLayout({ headers, sheet: table.sheet, rows, mapping });
  const questions = [
    ...askMissingRoles(recognised, context.mapping !== null, layout),
    ...askConvention('ambiguous_date', dates, { columns, thisYear }),
    ...askConvention('ambiguous_decimal', marks, { columns, thisYear }),
  ];
  if (questions.length > 0) return { kind: 'ask', layout, mapping, questions };
  const grouping = groupRows(rows, {
    columns,
    dateOrder: mapping.dateOrder ?? 'ymd',
    decimal: mapping.decimal ?? '.',
    timeZone: context.timeZone,
    thisYear,
    firstRow: headerRow + 2,
  });
  if (grouping.orders.length === 0) throw new UnreadableFile('no_dates');
  return toReading({ grouping, layout, mapping });
}

function toReading({
  grouping,
  layout,
  mapping,
}: {
  grouping: Grouping;
  layout: Extract<FileReading, { kind: 'read' }>['layout'];
  mapping: ColumnMapping;
}): Extract<FileReading, { kind: 'read' }> {
  const { orders, rowCount, skipped, skippedCount, firstDate, lastDate } = grouping;
  const warnings = [
    ...(grouping.unknownZones.size > 0 ? [unknownZones([...grouping.unknownZones])] : []),
    ...(grouping.places.size > 1 ? [manyPlaces([...grouping.places])] : []),
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

function tellDateOrder(
  columns: Columns,
  rows: readonly (readonly string[])[],
  mapping: ColumnMapping | null,
  thisYear: number,
): Convention<DateOrder> {
  if (mapping?.dateOrder !== undefined) return { kind: 'told', value: mapping.dateOrder };
  const index = (columns.of.get('dateTime') ?? columns.of.get('date'))?.[0];
  return dateOrderOf(index === undefined ? [] : distinctCells(rows, [index]), thisYear);
}

function tellDecimalMark(
  columns: Columns,
  rows: readonly (readonly string[])[],
  mapping: ColumnMapping | null,
): Convention<DecimalMark> {
  if (mapping?.decimal !== undefined) return { kind: 'told', value: mapping.decimal };
  return decimalMarkOf(distinctCells(rows, numberColumns(columns)));
}

function distinctCells(
  rows: readonly (readonly string[])[],
  indexes: readonly number[],
): Set<string> {
  const cells = new Set<string>();
  for (const row of rows) {
    for (const index of indexes) {
      const cell = row[index];
      if (cell !== undefined && cell !== '' && cells.size < DISTINCT_MAX) cells.add(cell);
    }
  }
  return cells;
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
