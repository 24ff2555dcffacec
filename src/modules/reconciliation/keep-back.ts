import { businessDateOf, type DayRule, dayWindow } from '#kernel/business-day.ts';
import type { EpochMs } from '#kernel/clock.ts';
import type { Tx } from '#platform/db/database.ts';
import {
  countHeldBackOrders,
  deleteHeldBackOrders,
  type HeldBackOrder,
  upsertHeldBackOrders,
} from './held-back-order.store.ts';
import { type BillChanges, recordHeldBack } from './hold-back.ts';

/** When a bill is or was sold, as far as days are concerned. */
export type BillTimes = Pick<HeldBackOrder, 'key' | 'occurredAtMs' | 'storedAtMs'>;

/**
 * Keeps what a till sent for approved days, for nobody can ask it again, and lets go of what was kept
 * and told otherwise since. The counts of the approved days follow.
 */
export async function keepHeldBack(
  tx: Tx,
  scope: {
    companyId: string;
    venueId: string;
    locationId: string;
    /** When it was said. */
    toldAtMs: EpochMs;
    nowMs: EpochMs;
    rule: DayRule;
  },
  change: {
    orders: readonly HeldBackOrder[];
    /** Kept so far, and told again now: held back anew or not. */
    superseded: readonly BillTimes[];
    approved: ReadonlySet<string>;
  },
): Promise<void> {
  const { rule, ...place } = scope;
  const { orders, superseded, approved } = change;
  const keptAnew = new Set(orders.map((order) => order.key));
  const keys = superseded.map((order) => order.key).filter((key) => !keptAnew.has(key));
  if (keys.length > 0) await deleteHeldBackOrders(tx, { ...place, keys });
  await upsertHeldBackOrders(tx, place, orders);
  const counts = new Map<string, BillChanges>();
  for (const date of datesOf([...orders, ...superseded], rule)) {
    if (!approved.has(date)) continue;
    counts.set(date, await countHeldBackOrders(tx, { ...place, ...dayWindow(date, rule) }));
  }
  await recordHeldBack(tx, place, counts);
}

function datesOf(orders: readonly BillTimes[], rule: DayRule): string[] {
  const instants = orders.flatMap(({ occurredAtMs, storedAtMs }) => [
    occurredAtMs,
    storedAtMs ?? occurredAtMs,
  ]);
  return [...new Set(instants.map((instantMs) => businessDateOf(instantMs, rule)))].sort();
}
