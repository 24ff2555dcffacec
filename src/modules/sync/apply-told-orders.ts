import type { RawOrder, Window } from '#connectors/contract.ts';
import { newId } from '#kernel/ids.ts';
import type { Localized } from '#kernel/localized.ts';
import { oneAhead } from '#kernel/one-ahead.ts';
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
import { toWindowAnswer, type WindowAnswer } from './read-window.ts';
import { LocationBusy } from './recompute-venue.ts';
import { concludeRun } from './run-outcome.ts';
import { tellWindow } from './tell-window.ts';
import { cutIntoParts } from './told-parts.ts';
import { getSyncVenue } from './venue.ts';
import { type LocationJob, type StoringJob, toMergeSource } from './window-job.ts';

/** The run begins and ends in one transaction: nobody ever sees it running. */
const uncommittedWorker = 0;

/** Orders somebody sent us, with the time they speak of. */
export interface ToldOrders {
  integration: Integration;
  location: Location;
  trigger: Run['trigger'];
  /** Page by page, oldest first. */
  orders: AsyncIterable<readonly RawOrder[]> | Iterable<readonly RawOrder[]>;
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
  const missingKeys = toMissingKeys(told);
  for await (const { storing, answer } of oneAhead(understandParts(job, told))) {
    missingKeys.noteTold(answer);
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

/** What is taken back and has not been told anew so far. */
function toMissingKeys({ takenBack }: ToldOrders) {
  const taken = takenBack?.keys ?? new Set<string>();
  const toldAnew = new Set<string>();
  return {
    has: (key: string) => taken.has(key) && !toldAnew.has(key),
    noteTold({ told }: WindowAnswer) {
      for (const key of told.keys()) if (taken.has(key)) toldAnew.add(key);
    },
  };
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

/** Worth a round of statements; a file's memory is a few times as many orders. */
const partOrdersMin = 1500;

/**
 * Part by part, understood as if all were new while the database stores the part before; days whose
 * sales are taken back are looked at last. With something to take back there is one part a window:
 * an order that moved must not go before it comes.
 */
async function* understandParts(
  job: LocationJob,
  told: ToldOrders,
): AsyncGenerator<{ storing: StoringJob; answer: WindowAnswer }> {
  const { nowMs, takenBack } = told;
  const nowhere = { fromMs: nowMs, toMs: nowMs };
  const parts = cutIntoParts(told.orders, {
    windows: told.windows.length > 0 ? told.windows : [nowhere],
    rule: job.rule,
    ordersMin: takenBack && takenBack.keys.size > 0 ? Infinity : partOrdersMin,
  });
  const { includeModifiers } = job;
  for await (const { window, orders } of parts) {
    const answer = await toWindowAnswer(orders, job.source, { includeModifiers, nowMs });
    yield { storing: { ...job, window, checkpointMs: null }, answer };
  }
  for (const window of takenBack?.days ?? []) {
    const storing = { ...job, window, isRevisit: true, checkpointMs: null };
    yield { storing, answer: await toWindowAnswer([], job.source) };
  }
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
