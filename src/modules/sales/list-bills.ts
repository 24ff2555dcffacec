import { dayWindow } from '#kernel/business-day.ts';
import { Refusal } from '#kernel/errors.ts';
import { isId } from '#kernel/ids.ts';
import { fromCursor, toCursor } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { type BillFilter, type BillRow, findBill, listBills } from './bill.store.ts';
import { listBillChanges, listBillLines, listBillPayments } from './bill-parts.store.ts';
import { type BillView, toBillViews } from './bill-view.ts';
import { foreignCursor } from './cursor.ts';
import { checkDate } from './date-range.ts';
import type { SalesVenue } from './get-days.ts';

/** What a caller may filter the bills of a day by; absent filters nothing, '' is a name of its own. */
export type BillWish = { [Name in keyof BillFilter]?: BillFilter[Name] | undefined };

export function toBillFilter(wish: BillWish): BillFilter {
  const { category = null, hour = null, tender = null, item = null, only = null } = wish;
  return { category, hour, tender, item, only };
}

/**
 * A page of a business day's bills, newest first.
 * @throws Refusal 422 `date_range_invalid` or `cursor_invalid`.
 */
export async function listDayBills(
  tx: Tx,
  request: {
    venue: SalesVenue;
    businessDate: string;
    wish: BillWish;
    hasPayload: boolean;
    cursor: string | undefined;
    limit: number;
  },
): Promise<{ items: BillView[]; nextCursor: string | null }> {
  const { venue, wish, limit } = request;
  const { startMs, endMs } = dayWindow(checkDate(request.businessDate, 'businessDate'), venue);
  const found = await listBills(tx, {
    venueId: venue.venueId,
    timeZone: venue.timeZone,
    fromMs: startMs,
    toMs: endMs,
    filter: toBillFilter(wish),
    after: readPosition(request.cursor),
    countMax: limit + 1,
    hasPayload: request.hasPayload,
  });
  const bills = found.slice(0, limit);
  const last = found.length > limit ? bills.at(-1) : undefined;
  return {
    items: await withParts(tx, bills, venue.timeZone),
    nextCursor: last ? toCursor([String(last.occurredAt.getTime()), last.orderId]) : null,
  };
}

/** One bill with the vendor's words. @throws Refusal 404 `order_not_found`, also for another venue's. */
export async function getBill(
  tx: Tx,
  request: { venue: SalesVenue; orderId: string },
): Promise<BillView> {
  const { venue, orderId } = request;
  const bill = isId(orderId) ? await findBill(tx, { venueId: venue.venueId, orderId }) : null;
  if (bill === null) throw orderNotFound();
  const [view] = await withParts(tx, [bill], venue.timeZone);
  return view as BillView;
}

async function withParts(tx: Tx, bills: BillRow[], timeZone: string): Promise<BillView[]> {
  if (bills.length === 0) return [];
  const orderIds = bills.map((bill) => bill.orderId);
  const lines = await listBillLines(tx, orderIds);
  const payments = await listBillPayments(tx, orderIds);
  const changes = await listBillChanges(tx, orderIds);
  return toBillViews(bills, { lines, payments, changes }, timeZone);
}

function readPosition(
  cursor: string | undefined,
): { occurredAtMs: number; orderId: string } | null {
  const key = fromCursor(cursor, 2);
  if (key === null) return null;
  const [at = '', orderId = ''] = key;
  const occurredAtMs = /^-?\d{1,14}$/.test(at) ? Number(at) : Number.NaN;
  if (Number.isNaN(occurredAtMs) || !isId(orderId)) throw foreignCursor();
  return { occurredAtMs, orderId };
}

function orderNotFound(): Refusal {
  return new Refusal({
    code: 'order_not_found',
    status: 404,
    detail: {
      en: 'There is no such bill at this venue.',
      fr: 'Cet établissement n’a pas d’addition correspondante.',
    },
  });
}
