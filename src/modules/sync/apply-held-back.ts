import { businessDateOf, dayWindow } from '#kernel/business-day.ts';
import type { Integration, Location } from '#modules/integrations/index.ts';
import { type HeldBackOrder, listHeldBackOrders } from '#modules/reconciliation/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { applyToldOrders } from './apply-told-orders.ts';
import type { SyncDeps } from './deps.ts';
import { getSyncVenue } from './venue.ts';

/**
 * Applies what a location sent for approved days, in the caller's transaction, as if it were sent
 * now: what is for days that were reopened is stored, and the rest held back again. Nothing kept,
 * nothing done.
 * @throws LocationBusy when the location is at work; call again.
 */
export async function applyHeldBack(
  tx: Tx,
  deps: SyncDeps,
  { integration, location }: { integration: Integration; location: Location },
): Promise<void> {
  const kept = await listHeldBackOrders(tx, location);
  if (kept.length === 0) return;
  const { rule } = await getSyncVenue(tx, location.venueId);
  const nowMs = deps.clock.now();
  // As old as it is: what was said since and is not read yet is newer.
  const toldAtMs = Math.max(...kept.map((order) => order.toldAtMs));
  const { told, takenBack } = splitKept(kept);
  const dates = takenBack.map(({ occurredAtMs }) => businessDateOf(occurredAtMs, rule));
  await applyToldOrders(tx, deps, {
    ...{ integration, location, nowMs, toldAtMs, unreadable: [], warnings: [] },
    trigger: 'user',
    orders: [told],
    // The days were covered when the bills were sent.
    windows: [],
    takenBack: {
      keys: new Set(takenBack.map((order) => order.key)),
      days: [...new Set(dates)].map((date) => {
        const { startMs, endMs } = dayWindow(date, rule);
        return { fromMs: startMs, toMs: endMs };
      }),
    },
  });
}

function splitKept(kept: readonly HeldBackOrder[]) {
  const told = kept.flatMap(({ key, occurredAtMs, payloadText }) =>
    payloadText === null ? [] : [{ key, occurredAtMs, payloadText }],
  );
  return { told, takenBack: kept.filter((order) => order.payloadText === null) };
}
