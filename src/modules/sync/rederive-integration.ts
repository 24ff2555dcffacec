import { newId } from '#kernel/ids.ts';
import {
  findIntegration,
  finishRun,
  type Integration,
  insertRun,
  type Location,
  listLocations,
  lockLocation,
  noCounts,
  type Run,
  updateDerivedItems,
} from '#modules/integrations/index.ts';
import { countPosItems } from '#modules/menu/index.ts';
import { keepFirstSeen, rebuildDays, toVenueDay } from '#modules/sales/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { SyncDeps } from './deps.ts';
import { interruptBackfill } from './interrupt-backfill.ts';
import { toReading } from './open-till.ts';
import { LocationBusy } from './recompute-venue.ts';
import { rederiveOrders } from './rederive-orders.ts';
import { getSyncVenue } from './venue.ts';

/** The run begins and ends in one transaction: nobody ever sees it running. */
const uncommittedWorker = 0;

/** Days rebuilt in one stroke. */
const daysPerBatch = 60;

/**
 * Understands an integration's stored orders anew after its settings changed (Include modifiers).
 * Money does not move, only which POS item a line sold; if it did, the days are restated.
 * @throws LocationBusy when a check is running; call again.
 */
export async function rederiveIntegration(
  deps: SyncDeps,
  change: { companyId: string; integrationId: string; signal: AbortSignal },
): Promise<void> {
  const { companyId, integrationId } = change;
  const { integration, locations } = await deps.database.withCompany(companyId, async (tx) => ({
    integration: await findIntegration(tx, companyId, integrationId),
    locations: await listLocations(tx, companyId, integrationId),
  }));
  if (!integration) return;
  for (const location of locations) {
    await deps.database.withCompany(companyId, (tx) =>
      rederiveLocation(tx, deps, { ...change, integration, location }),
    );
  }
}

async function rederiveLocation(
  tx: Tx,
  deps: SyncDeps,
  step: { integration: Integration; location: Location; signal: AbortSignal },
): Promise<void> {
  const { integration, location } = step;
  const { companyId, integrationId, locationId, venueId } = location;
  const nowMs = deps.clock.now();
  await interruptBackfill(tx, location, nowMs);
  await lockLocation(tx, companyId, locationId);
  const run: Run = {
    companyId,
    integrationId,
    locationId,
    workerKey: uncommittedWorker,
    runId: newId(nowMs),
    lane: 'live',
    kind: 'rederive',
    trigger: 'user',
    fromMs: nowMs,
    toMs: nowMs,
    startedAtMs: nowMs,
  };
  if (!(await insertRun(tx, run)))
    throw new LocationBusy(`location ${locationId} is being checked`);
  const venue = await getSyncVenue(tx, venueId);
  const source = toReading(deps, { integration, venue });
  const includeModifiers = integration.settings.includeModifiers === true;
  const itemsBefore = await countPosItems(tx, location);
  const touched = [
    ...(await rederiveOrders(
      tx,
      { run, location, rule: venue.rule, includeModifiers, source },
      nowMs,
    )),
  ].sort();
  for (let start = 0; start < touched.length; start += daysPerBatch) {
    step.signal.throwIfAborted();
    const days = touched
      .slice(start, start + daysPerBatch)
      .map((date) => toVenueDay(date, venue.rule));
    const restatements = await rebuildDays(tx, location, {
      days,
      nowMs,
      timeZone: venue.rule.timeZone,
      runId: run.runId,
      causesOf: () => [{ kind: 'items_changed' }],
    });
    await keepFirstSeen(tx, location, days, nowMs);
    await deps.onDaysRestated(tx, { location, runId: run.runId, restatements, nowMs });
  }
  await finishRun(tx, {
    ...run,
    state: 'succeeded',
    nowMs,
    counts: noCounts,
    warnings: [],
    problem: null,
  });
  await updateDerivedItems(tx, run, (await countPosItems(tx, location)) - itemsBefore);
  const [from, to] = [touched[0], touched.at(-1)];
  if (from && to)
    await deps.notify(tx, {
      companyId,
      name: 'days.changed',
      data: { venueId, integrationId, from, to },
    });
}
