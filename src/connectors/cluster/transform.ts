import type {
  Json,
  Order,
  OrderLine,
  Payment,
  RawOrder,
  TransformContext,
  TransformResult,
} from '../contract.ts';
import { counted, toLine } from './lines.ts';
import { readList } from './lists.ts';
import {
  missingOrderId,
  noItemsNoTotal,
  notAList,
  notARow,
  notUnderstood,
  tooMany,
  Unreadable,
  unknownWord,
  unreadableTime,
} from './reasons.ts';
import { findKey, isItemRow, isRow, type Row } from './rows.ts';
import type { ClusterSettings } from './schema.ts';
import { readCount, readMinor, readText } from './values.ts';
import { findInstantMs } from './wall-date.ts';

const STATES = ['closed', 'open', 'void'] as const;
export const LINES_MAX = 1000;
const PAYMENTS_MAX = 200;

/**
 * Understands one order of any of the three shapes. Pure; never throws.
 * @returns `invalid` with a sentence when a column that counts cannot be read. Columns that are not
 *   known are ignored. Never `skip`: open and void orders are told, the sales rules do not count them.
 */
export function transform(
  raw: RawOrder,
  context: TransformContext<ClusterSettings>,
): TransformResult {
  try {
    return { kind: 'order', order: toOrder(JSON.parse(raw.payloadText) as Json, context) };
  } catch (error) {
    return { kind: 'invalid', reason: error instanceof Unreadable ? error.reason : notUnderstood };
  }
}

function toOrder(payload: Json, context: TransformContext<ClusterSettings>): Order {
  const { timeZone, currency } = context;
  const row = Array.isArray(payload) ? payload[0] : payload;
  if (!isRow(row)) throw new Unreadable(notARow);
  const key = findKey(row);
  if (key === null) throw new Unreadable(missingOrderId);
  const occurredAtMs = findInstantMs(row.Date, timeZone);
  if (occurredAtMs === null) throw new Unreadable(unreadableTime('Date', row.Date));
  const closedAtMs = readTime(row.ClosedAt, 'ClosedAt', timeZone);
  const items = itemsOf(payload, row);
  return {
    key,
    state: readState(row.State, closedAtMs !== null),
    occurredAtMs,
    closedAtMs,
    updatedAtMs: readTime(row.UpdatedAt, 'UpdatedAt', timeZone),
    guests: readCount(row.Guests, 'Guests'),
    employee: readText(row.Employee, 'Employee') || null,
    revenueCentre: readText(row.RevenueCentre, 'RevenueCentre') || null,
    orderType: readText(row.OrderType, 'OrderType') || null,
    serviceChargeMinor: 0,
    lines: items === null ? [totalLine(row, currency)] : toLines(items, currency),
    payments:
      items === null && row.Payments === undefined
        ? paidInFull(row, currency)
        : readPayments(row, currency),
  };
}

/** The items of an order in any shape; null when the vendor tells totals alone. */
function itemsOf(payload: Json, row: Row): readonly Json[] | null {
  if (Array.isArray(payload)) return payload.filter((line) => !isRow(line) || isItemRow(line));
  const items = row.Lines === undefined ? row.Items : row.Lines;
  return items === undefined ? null : readList(items, 'Items', LINES_MAX);
}

function toLines(items: readonly Json[], currency: string): OrderLine[] {
  if (items.length > LINES_MAX) throw new Unreadable(tooMany('Items', items.length, LINES_MAX));
  return items.map((item, index) => toLine(item, index + 1, currency));
}

/** Totals alone become one line, so that the day counts; what was sold stays unknown. */
function totalLine(row: Row, currency: string): OrderLine {
  const hasNet = row.Net !== undefined && row.Net !== null;
  if (!hasNet && (row.Total ?? null) === null) throw new Unreadable(noItemsNoTotal);
  const taxMinor = readMinor(row.Tax, 'Tax', currency);
  const netMinor = hasNet
    ? readMinor(row.Net, 'Net', currency)
    : readMinor(row.Total, 'Total', currency) - taxMinor;
  const discountMinor = readMinor(row.Discount, 'Discount', currency);
  const grossMinor = netMinor + discountMinor;
  return counted({
    lineNo: 1,
    vendorLineId: null,
    kind: netMinor < 0 ? 'refund' : 'sale',
    itemCode: 'SALES',
    itemName: 'Sales',
    category: '',
    quantity: '1',
    unitPriceMinor: grossMinor,
    grossMinor,
    discountMinor,
    compMinor: 0,
    netMinor,
    taxMinor,
    taxes: taxMinor === 0 ? [] : [{ name: 'Tax', amountMinor: taxMinor }],
    modifiers: [],
  });
}

/** An order told by its total alone counts as paid; the tender is not known. */
function paidInFull(row: Row, currency: string): Payment[] {
  const tipMinor = readMinor(row.Tip, 'Tip', currency);
  const amountMinor =
    (row.Total ?? null) === null
      ? readMinor(row.Net, 'Net', currency) + readMinor(row.Tax, 'Tax', currency)
      : readMinor(row.Total, 'Total', currency);
  return [{ tender: '', amountMinor, tipMinor }];
}

function readPayments(row: Row, currency: string): Payment[] {
  return readList(row.Payments, 'Payments', PAYMENTS_MAX).map((entry) => {
    if (!isRow(entry)) throw new Unreadable(notAList('Payments'));
    return {
      tender: readText(entry.Tender, 'Payments.Tender'),
      amountMinor: readMinor(entry.Amount, 'Payments.Amount', currency),
      tipMinor: readMinor(entry.Tip, 'Payments.Tip', currency),
    };
  });
}

/** Without a state an order with a closing time is closed. */
function readState(value: Json | undefined, isClosed: boolean): Order['state'] {
  if (value === 'closed') return 'closed';
  if (value === undefined || value === null) return isClosed ? 'closed' : 'open';
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  const state = STATES.find((known) => known === word);
  if (state === undefined) throw new Unreadable(unknownWord('State', value, STATES));
  return state;
}

function readTime(value: Json | undefined, field: string, timeZone: string): number | null {
  if (value === undefined || value === null || value === '') return null;
  const instantMs = findInstantMs(value, timeZone);
  if (instantMs === null) throw new Unreadable(unreadableTime(field, value));
  return instantMs;
}
