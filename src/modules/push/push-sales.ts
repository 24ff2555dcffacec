import type { Json, RawOrder } from '#connectors/contract.ts';
import { businessDateOf, dayWindow } from '#kernel/business-day.ts';
import type { EpochMs } from '#kernel/clock.ts';
import type { Localized } from '#kernel/localized.ts';
import { salesDateFirst } from '#kernel/sales-dates.ts';
import {
  extendHistoryTo,
  type Integration,
  listLocations,
  recordFileRead,
} from '#modules/integrations/index.ts';
import { listHeldBackKeys } from '#modules/reconciliation/index.ts';
import { listHeldOrdersByKey } from '#modules/sales/index.ts';
import {
  applyToldOrders,
  getSyncVenue,
  type Reading,
  type SyncDeps,
  toReading,
} from '#modules/sync/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { lockPushes } from './push.store.ts';

/** What became of one line. */
export interface LineAnswer {
  /** As it was sent; null when it was unreadable. */
  id: string | null;
  /**
   * `known`: a line of this id is held; it was stored again only if it says something else now.
   * `held`: its day is approved; it is kept, and counts once somebody reopens the day.
   */
  result: 'new' | 'known' | 'held' | 'refused';
  reason: Localized | null;
}

/**
 * Stores lines a till sent. A refused line is answered with its reason and keeps nothing back: the
 * others are stored, all in the caller's transaction. An id sent twice in one call counts as its
 * last line says, and is known the second time.
 * @throws LocationBusy while what is stored of the till is worked on; call again.
 */
export async function pushSales(
  tx: Tx,
  deps: SyncDeps,
  push: {
    integration: Integration;
    lines: readonly Json[];
    toRaw: (line: Json, timeZone: string) => RawOrder;
    nowMs: number;
  },
): Promise<LineAnswer[]> {
  const { integration, nowMs } = push;
  const { companyId, integrationId } = integration;
  const [location] = await listLocations(tx, companyId, integrationId);
  if (!location) throw new Error(`integration ${integrationId} has no location`);
  const venue = await getSyncVenue(tx, integration.venueId);
  const reading = toReading(deps, { integration, venue });
  const judged = push.lines.map((line) =>
    judgeLine(reading, push.toRaw(line, venue.rule.timeZone), nowMs),
  );
  const orders = judged.filter((line) => line.reason === null).map((line) => line.raw);
  const keys = orders.flatMap((order) => order.key ?? []);
  const { locationId } = location;
  await lockPushes(tx, locationId);
  const held = await listHeldOrdersByKey(tx, { companyId, locationId, keys });
  const known = new Set(held.map((order) => order.key));
  if (orders.length > 0) {
    const dates = datesOf(orders, venue.rule);
    await applyToldOrders(tx, deps, {
      ...{ integration, location, nowMs, toldAtMs: nowMs, unreadable: [], warnings: [] },
      orders: [oldestFirst(orders)],
      trigger: 'user',
      windows: dates
        .map((date) => dayWindow(date, venue.rule))
        .map(({ startMs, endMs }) => ({ fromMs: startMs, toMs: Math.min(endMs, nowMs) }))
        .filter((window) => window.fromMs < window.toMs),
    });
    const [firstDate] = dates;
    if (firstDate) await extendHistoryTo(tx, { companyId, integrationId, firstDate });
    await recordFileRead(tx, deps, { companyId, integrationId, nowMs });
  }
  const heldBack = await listHeldBackKeys(tx, { companyId, locationId, keys });
  return judged.map(({ raw, reason }) => {
    const key = raw.key ?? '';
    if (reason !== null) return { id: raw.key, result: 'refused', reason };
    if (heldBack.has(key)) return { id: raw.key, result: 'held', reason: dayApproved };
    const isKnown = known.has(key);
    // Said once more in this call, it is held by then.
    known.add(key);
    return { id: raw.key, result: isKnown ? 'known' : 'new', reason: null };
  });
}

const dayApproved: Localized = {
  en: 'The day was approved, so nothing of it changes. The line is kept and counts once somebody reopens the day.',
  fr: 'La journée est approuvée : rien n’y change. La ligne est conservée et comptera dès que quelqu’un rouvrira la journée.',
};

/** Each id once, as its last line says. */
function oldestFirst(orders: readonly RawOrder[]): RawOrder[] {
  const lastOf = new Map(orders.map((order) => [order.key, order]));
  return [...lastOf.values()].sort((a, b) => (a.occurredAtMs ?? 0) - (b.occurredAtMs ?? 0));
}

function judgeLine(
  { connector, transformContext }: Reading,
  raw: RawOrder,
  nowMs: EpochMs,
): { raw: RawOrder; reason: Localized | null } {
  const result = connector.transform(raw, transformContext);
  if (result.kind === 'invalid') return { raw, reason: result.reason };
  const at = raw.occurredAtMs ?? nowMs;
  return { raw, reason: at < firstSaleMs || at > nowMs + clockErrorMs ? notOfNow : null };
}

const firstSaleMs = Date.parse(salesDateFirst);
/** A till whose clock is further ahead has its day wrong as well. */
const clockErrorMs = 24 * 3_600_000;

const notOfNow: Localized = {
  en: '"date" lies before 1995 or more than a day ahead. Check the clock of the till, then send the line again.',
  fr: '« date » est antérieure à 1995 ou en avance de plus d’un jour. Vérifiez l’horloge de la caisse, puis renvoyez la ligne.',
};

function datesOf(orders: readonly RawOrder[], rule: Parameters<typeof dayWindow>[1]): string[] {
  const dates = orders.flatMap(({ occurredAtMs }) =>
    occurredAtMs === null ? [] : [businessDateOf(occurredAtMs, rule)],
  );
  return [...new Set(dates)].sort();
}
