import { addDays, businessDateOf } from '#kernel/business-day.ts';
import { checkDate, checkDateRange, foreignCursor, type SalesVenue } from '#modules/sales/index.ts';
import { fromCursor, toCursor } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { findNewestSale, listPosItemSales, type PosItemSales } from './pos-item-list.store.ts';
import { type PosItemSort, pagePosItems, shareOf } from './pos-item-page.ts';

/** Days shown when the caller names none: the year up to the newest sale. */
const daysDefault = 366;

/** A POS item as the API tells it. */
export interface PosItemView {
  id: string;
  code: string;
  name: string;
  category: string;
  integrationId: string;
  quantity: string;
  netMinor: number;
  /** Of the revenue of all items in the span, 0 to 1. */
  share: number;
  firstSoldAt: string;
  lastSoldAt: string;
  mapping: null;
  modifiers: string[];
}

export interface PosItemList {
  from: string;
  to: string;
  items: PosItemView[];
  totalNetMinor: number;
  nextCursor: string | null;
}

interface Wanted {
  venue: SalesVenue;
  from: string | undefined;
  to: string | undefined;
  sort: PosItemSort;
  search: string;
  nowMs: number;
}

/**
 * A page of a venue's POS items with what they sold between two business days, both included.
 * @throws Refusal 422 `date_range_invalid` or `cursor_invalid`.
 */
export async function listPosItems(
  tx: Tx,
  request: Wanted & { cursor: string | undefined; limit: number },
): Promise<PosItemList> {
  const { venue, sort, search, limit } = request;
  const { from, to } = checkDateRange(await chooseRange(tx, request));
  const afterId = fromCursor(request.cursor, 1)?.[0] ?? null;
  const items = await listPosItemSales(tx, { venueId: venue.venueId, from, to });
  const page = pagePosItems(items, { sort, search, afterId, limit });
  if (page === null) throw foreignCursor();
  const last = page.hasMore ? page.items.at(-1) : undefined;
  return {
    from,
    to,
    items: page.items.map((item) => present(item, page.totalNetMinor)),
    totalNetMinor: page.totalNetMinor,
    nextCursor: last ? toCursor([last.posItemId]) : null,
  };
}

/**
 * All items a list holds, in its order, with the days they are of.
 * @throws Refusal 422 `date_range_invalid`.
 */
export async function choosePosItems(
  tx: Tx,
  wanted: Wanted,
): Promise<{ items: PosItemSales[]; span: { from: string; to: string } }> {
  const span = checkDateRange(await chooseRange(tx, wanted));
  const all = await listPosItemSales(tx, { venueId: wanted.venue.venueId, ...span });
  const { sort, search } = wanted;
  const page = pagePosItems(all, { sort, search, afterId: null, limit: all.length });
  return { items: page?.items ?? [], span };
}

async function chooseRange(
  tx: Tx,
  request: Pick<Wanted, 'venue' | 'from' | 'to' | 'nowMs'>,
): Promise<{ from: string; to: string }> {
  const { venue, from, to, nowMs } = request;
  if (to !== undefined) {
    return { from: from ?? addDays(checkDate(to, 'to'), 1 - daysDefault), to };
  }
  if (from !== undefined) return { from, to: businessDateOf(nowMs, venue) };
  const newest = await findNewestSale(tx, venue.venueId);
  const lastDay = businessDateOf(newest?.getTime() ?? nowMs, venue);
  return { from: addDays(lastDay, 1 - daysDefault), to: lastDay };
}

function present(item: PosItemSales, totalNetMinor: number): PosItemView {
  return {
    id: item.posItemId,
    code: item.code,
    name: item.name,
    category: item.category,
    integrationId: item.integrationId,
    quantity: item.quantity,
    netMinor: item.netMinor,
    share: shareOf(item.netMinor, totalNetMinor),
    firstSoldAt: item.firstSoldAt.toISOString(),
    lastSoldAt: item.lastSoldAt.toISOString(),
    mapping: null,
    modifiers: item.modifierCodes,
  };
}
