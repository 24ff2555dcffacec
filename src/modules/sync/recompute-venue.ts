import { instantToWall, wallToInstantMs } from '#kernel/business-day.ts';
import { newId } from '#kernel/ids.ts';
import { salesDateFirst, salesDateLast } from '#kernel/sales-dates.ts';
import {
  findIntegration,
  finishRun,
  insertRun,
  type Location,
  listCovered,
  listLocationsOfVenue,
  lockLocation,
  noCounts,
  type Run,
  replaceCovered,
} from '#modules/integrations/index.ts';
import {
  findRecomputation,
  keepFirstSeen,
  listDatesOfLocation,
  type Recomputation,
  rebuildDays,
  toVenueDay,
  updateRecomputation,
} from '#modules/sales/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { SyncDeps } from './deps.ts';
import { interruptBackfill } from './interrupt-backfill.ts';
import { toReading } from './open-till.ts';
import { rederiveOrders } from './rederive-orders.ts';
import { getSyncVenue } from './venue.ts';

/** The run begins and ends in one transaction: nobody ever sees it running. */
const uncommittedWorker = 0;

/** Days rebuilt in one stroke. */
const daysPerBatch = 60;

/** A live check holds the location; the recomputation is tried again. */
export class LocationBusy extends Error {}

/**
 * Computes a venue's days anew after its zone, cut-off or morning changed. Each location is one
 * transaction, so its days are either all by the old rule or all by the new. Days that people had
 * seen and that change are restated with the rule as the reason.
 * @throws LocationBusy when a check is running; call again.
 */
export async function recomputeVenue(
  deps: SyncDeps,
  change: { companyId: string; recomputationId: string; signal: AbortSignal },
): Promise<void> {
  const { companyId, recomputationId: id } = change;
  const recomputation = await deps.database.withCompany(companyId, (tx) =>
    findRecomputation(tx, companyId, id),
  );
  if (!recomputation || recomputation.state === 'done') return;
  const { venueId } = recomputation;
  const locations = await deps.database.withCompany(companyId, (tx) =>
    listLocationsOfVenue(tx, companyId, venueId),
  );
  const progress = createProgress(deps, { companyId, id, venueId });
  for (const location of locations) {
    await deps.database.withCompany(companyId, (tx) =>
      recomputeLocation(tx, deps, { ...change, recomputation, location, progress }),
    );
  }
  await progress.done();
}

type Progress = ReturnType<typeof createProgress>;

/** Told on a transaction of its own, so that people see it while the work is not committed yet. */
function createProgress(deps: SyncDeps, of: { companyId: string; id: string; venueId: string }) {
  let daysTotal = 0;
  let daysDone = 0;
  const tell = (state: 'running' | 'done') =>
    deps.database.withCompany(of.companyId, async (tx) => {
      await updateRecomputation(tx, { ...of, state, daysTotal, daysDone, nowMs: deps.clock.now() });
      await deps.notify(tx, {
        companyId: of.companyId,
        name: 'venue.changed',
        data: { venueId: of.venueId },
      });
    });
  return {
    async add(days: number) {
      daysTotal += days;
      await tell('running');
    },
    async advance(days: number) {
      daysDone += days;
      await tell('running');
    },
    done: () => tell('done'),
  };
}

async function recomputeLocation(
  tx: Tx,
  deps: SyncDeps,
  step: {
    companyId: string;
    signal: AbortSignal;
    recomputation: Recomputation;
    location: Location;
    progress: Progress;
  },
): Promise<void> {
  const { companyId, location, recomputation, progress } = step;
  const nowMs = deps.clock.now();
  await interruptBackfill(tx, location, nowMs);
  await lockLocation(tx, companyId, location.locationId);
  const dates = await listDatesOfLocation(tx, location);
  if (dates.length === 0) return;
  const run = toRederiveRun(location, nowMs);
  if (!(await insertRun(tx, run)))
    throw new LocationBusy(`location ${location.locationId} is being checked`);
  const { was, now } = recomputation;
  if (was.timeZone !== now.timeZone) await moveToZone(tx, deps, { ...step, run, nowMs });
  await progress.add(dates.length);
  for (let start = 0; start < dates.length; start += daysPerBatch) {
    step.signal.throwIfAborted();
    const days = dates.slice(start, start + daysPerBatch).map((date) => toVenueDay(date, now));
    const restatements = await rebuildDays(tx, location, {
      days,
      timeZone: now.timeZone,
      runId: run.runId,
      nowMs,
      causesOf: () => [{ kind: 'day_rule_changed', wasRule: was, nowRule: now }],
    });
    await keepFirstSeen(tx, location, days, nowMs);
    await deps.onDaysRestated(tx, { location, runId: run.runId, restatements, nowMs });
    await progress.advance(days.length);
  }
  await finishRun(tx, {
    ...run,
    state: 'succeeded',
    nowMs,
    counts: noCounts,
    warnings: [],
    problem: null,
  });
}

/** Tills speak in wall time: in another zone the same words are other instants. */
async function moveToZone(
  tx: Tx,
  deps: SyncDeps,
  step: {
    recomputation: Recomputation;
    location: Location;
    run: Run;
    signal: AbortSignal;
    nowMs: number;
  },
): Promise<void> {
  const { location, run, nowMs } = step;
  const { companyId, integrationId, locationId, venueId } = location;
  const integration = await findIntegration(tx, companyId, integrationId);
  if (!integration) throw new Error(`no integration for location ${locationId}`);
  const venue = await getSyncVenue(tx, venueId);
  const source = toReading(deps, { integration, venue });
  const includeModifiers = integration.settings.includeModifiers === true;
  await rederiveOrders(tx, { run, location, rule: venue.rule, includeModifiers, source }, nowMs);
  const { was, now } = step.recomputation;
  const move = (instantMs: number) =>
    wallToInstantMs(instantToWall(instantMs, was.timeZone), now.timeZone);
  const covered = await listCovered(tx, companyId, locationId);
  const moved = covered.map(withinSales).map((span) => ({
    fromMs: move(span.fromMs),
    toMs: Math.min(move(span.toMs), nowMs),
  }));
  await replaceCovered(tx, {
    companyId,
    locationId,
    spans: moved.filter((span) => span.fromMs < span.toMs),
  });
}

/** Nothing before or after was ever sold, and the first years have no wall time in every zone. */
function withinSales(span: { fromMs: number; toMs: number }) {
  return {
    fromMs: Math.max(span.fromMs, Date.parse(salesDateFirst)),
    toMs: Math.min(span.toMs, Date.parse(salesDateLast)),
  };
}

function toRederiveRun(location: Location, nowMs: number): Run {
  const { companyId, integrationId, locationId } = location;
  return {
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
}
