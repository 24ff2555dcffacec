import type { RawOrder, Window } from '#connectors/contract.ts';
import { newId } from '#kernel/ids.ts';
import type { Localized } from '#kernel/localized.ts';
import {
  type Integration,
  insertRun,
  type Location,
  noCounts,
  type Run,
  type RunCounts,
} from '#modules/integrations/index.ts';
import {
  recordQuarantined,
  resolveQuarantined,
  type UnreadableOrder,
} from '#modules/sales/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { applyWindow } from './apply-window.ts';
import type { SyncDeps } from './deps.ts';
import { toReading } from './open-till.ts';
import { toWindowAnswer } from './read-window.ts';
import { LocationBusy } from './recompute-venue.ts';
import { concludeRun } from './run-outcome.ts';
import { tellWindow } from './tell-window.ts';
import { getSyncVenue } from './venue.ts';
import { type LocationJob, toMergeSource } from './window-job.ts';

/** The run begins and ends in one transaction: nobody ever sees it running. */
const uncommittedWorker = 0;

/** Orders somebody sent us, with the time they speak of. */
export interface ToldOrders {
  integration: Integration;
  location: Location;
  trigger: Run['trigger'];
  orders: readonly RawOrder[];
  /** What could not be read, to be set aside with its reason. */
  unreadable: readonly UnreadableOrder[];
  /** Keys under which things were set aside before: those that are not again are settled. */
  settledKeys?: readonly string[];
  warnings: readonly Localized[];
  /** Spans of whole business days that the orders tell all about, oldest first, disjoint. */
  windows: readonly Window[];
  /** What was told by mistake before: held and not told now, it goes. */
  takenBack?: { keys: ReadonlySet<string>; days: readonly Window[] };
  nowMs: number;
}

export interface StoredOrders {
  runId: string;
  counts: RunCounts;
}

/**
 * Stores orders that were sent, not fetched: compared, understood and added up like any others, in
 * the caller's transaction and with a run of kind `file` that begins and ends in it. What is held
 * and not told again stays, unless it is taken back: nobody says that a file is all there is.
 * @throws LocationBusy when the location is at work; call again.
 */
export async function applyToldOrders(
  tx: Tx,
  deps: SyncDeps,
  told: ToldOrders,
): Promise<StoredOrders> {
  const { integration, location, nowMs } = told;
  const venue = await getSyncVenue(tx, location.venueId);
  const run = toFileRun(told);
  if (!(await insertRun(tx, run))) {
    throw new LocationBusy(`location ${location.locationId} is being worked on`);
  }
  const source = toReading(deps, { integration, venue });
  const includeModifiers = integration.settings.includeModifiers === true;
  const job: LocationJob = { run, location, rule: venue.rule, includeModifiers, source };
  const counts = { ...noCounts };
  const warnings: Localized[] = [];
  const dates: string[] = [];
  await resolveQuarantined(tx, toMergeSource(job, nowMs), told.settledKeys ?? []);
  const missingKeys = told.takenBack?.keys ?? new Set();
  for (const { window, orders, isRevisit } of spread(told)) {
    const answer = await toWindowAnswer(orders, source);
    const storing = { ...job, window, isRevisit, checkpointMs: null };
    const applied = await applyWindow(tx, storing, answer, { missingKeys, nowMs });
    for (const name of Object.keys(counts) as (keyof RunCounts)[]) {
      counts[name] += applied.counts[name];
    }
    await tellWindow(tx, deps, { job, applied, nowMs });
    warnings.push(...applied.warnings);
    dates.push(...applied.rebuiltDates);
  }
  await recordQuarantined(tx, toMergeSource(job, nowMs), told.unreadable);
  counts.ordersQuarantined += told.unreadable.length;
  warnings.push(...told.warnings);
  await concludeRun(tx, deps, {
    ...{ run, location, counts, warnings },
    state: 'succeeded',
    problem: null,
  });
  await tellDays(tx, deps, { location, dates });
  return { runId: run.runId, counts };
}

/** Writes down a file that could not be read, beside the runs of those that could. */
export async function recordFailedFile(
  tx: Tx,
  deps: SyncDeps,
  failed: Pick<ToldOrders, 'integration' | 'location' | 'trigger' | 'nowMs'> & {
    problem: NonNullable<Parameters<typeof concludeRun>[2]['problem']>;
  },
): Promise<string> {
  const { location, problem } = failed;
  const run = toFileRun({ ...failed, windows: [] });
  if (!(await insertRun(tx, run))) {
    throw new LocationBusy(`location ${location.locationId} is being worked on`);
  }
  const end = { counts: noCounts, warnings: [], problem };
  await concludeRun(tx, deps, { run, location, state: 'failed', ...end });
  return run.runId;
}

function toFileRun(
  told: Pick<ToldOrders, 'integration' | 'location' | 'trigger' | 'windows' | 'nowMs'>,
): Run {
  const { nowMs, location, trigger, windows } = told;
  return {
    companyId: location.companyId,
    integrationId: location.integrationId,
    locationId: location.locationId,
    workerKey: uncommittedWorker,
    runId: newId(nowMs),
    lane: 'live',
    kind: 'file',
    trigger,
    fromMs: windows[0]?.fromMs ?? nowMs,
    toMs: windows.at(-1)?.toMs ?? nowMs,
    startedAtMs: nowMs,
  };
}

interface Part {
  window: Window;
  orders: RawOrder[];
  isRevisit: boolean;
}

/** Each order with the window it lies in or follows; none gets lost between them. */
function spread(told: ToldOrders): Part[] {
  const { windows, nowMs } = told;
  const nowhere = { fromMs: nowMs, toMs: nowMs };
  const parts: Part[] = (windows.length > 0 ? windows : [nowhere]).map((window) => ({
    window,
    orders: [],
    isRevisit: false,
  }));
  for (const order of told.orders) {
    const at = order.occurredAtMs;
    const part = at === null ? parts[0] : parts.findLast(({ window }) => window.fromMs <= at);
    (part ?? parts[0])?.orders.push(order);
  }
  const { days = [] } = told.takenBack ?? {};
  return [...parts, ...days.map((window) => ({ window, orders: [], isRevisit: true }))];
}

async function tellDays(
  tx: Tx,
  deps: SyncDeps,
  told: { location: Location; dates: readonly string[] },
): Promise<void> {
  const { companyId, venueId, integrationId } = told.location;
  const sorted = [...told.dates].sort();
  const [from, to] = [sorted[0], sorted.at(-1)];
  if (!from || !to) return;
  const data = { venueId, integrationId, from, to };
  await deps.notify(tx, { companyId, name: 'days.changed', data });
}
