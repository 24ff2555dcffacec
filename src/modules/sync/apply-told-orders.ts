import type { RawOrder, Window } from '#connectors/contract.ts';
import { newId } from '#kernel/ids.ts';
import type { Localized } from '#kernel/localized.ts';
import { oneAhead } from '#kernel/one-ahead.ts';
import {
  type Integration,
  insertRun,
  type Location,
  listRunsToldAfter,
  noCounts,
  type Run,
  type RunCounts,
  updateUncovered,
} from '#modules/integrations/index.ts';
import { listHeldBackSince } from '#modules/reconciliation/index.ts';
import {
  holdsSales,
  listKeysOfRuns,
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
  /**
   * What was told by mistake before: held and not told now, it goes; days that nothing else tells
   * about are no longer read.
   */
  takenBack?: {
    keys: ReadonlySet<string>;
    days: readonly Window[];
    unread?: readonly Window[];
  };
  /** When it was said: what was said later stays. */
  toldAtMs: number;
  nowMs: number;
}

export interface StoredOrders {
  runId: string;
  counts: RunCounts;
  /** What people should know of it, beside the counts. */
  warnings: readonly Localized[];
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
  let heldBackCount = 0;
  await resolveQuarantined(tx, toMergeSource(job, nowMs), told.settledKeys ?? []);
  const newerKeys = await listNewerKeys(tx, job, told);
  const missingKeys = toMissingKeys(told, newerKeys);
  for await (const { storing, answer } of oneAhead(understandParts(job, told, newerKeys))) {
    missingKeys.noteTold(answer);
    const applied = await applyWindow(tx, storing, answer, { missingKeys, nowMs });
    for (const name of Object.keys(counts) as (keyof RunCounts)[]) {
      counts[name] += applied.counts[name];
    }
    await tellWindow(tx, deps, { job, applied, nowMs });
    warnings.push(...applied.warnings);
    dates.push(...applied.rebuiltDates);
    heldBackCount += applied.heldBackCount;
  }
  for (const window of told.takenBack?.unread ?? []) await uncover(tx, job, window);
  await recordQuarantined(tx, toMergeSource(job, nowMs), told.unreadable);
  counts.ordersQuarantined += told.unreadable.length;
  warnings.push(...told.warnings, ...heldBackWarnings(heldBackCount));
  await concludeRun(tx, deps, {
    ...{ run, location, counts, warnings },
    state: 'succeeded',
    problem: null,
  });
  await tellDays(tx, deps, { location, dates });
  return { runId: run.runId, counts, warnings };
}

function heldBackWarnings(count: number): Localized[] {
  if (count === 0) return [];
  return [
    {
      en: `${count === 1 ? 'One bill is' : `${count} bills are`} of days that somebody approved, so these days do not change. What was sent is kept and counts once the day is reopened.`,
      fr: `${count === 1 ? 'Une addition concerne' : `${count} additions concernent`} des journées approuvées, qui ne changent donc pas. Ce qui a été envoyé est conservé et comptera dès que la journée sera rouverte.`,
    },
  ];
}

/** The keys of orders as something said later left them, or would, were their days not approved. */
async function listNewerKeys(
  tx: Tx,
  { location }: LocationJob,
  { windows, takenBack, toldAtMs }: ToldOrders,
): Promise<ReadonlySet<string>> {
  const { companyId, locationId } = location;
  const heldBack = await listHeldBackSince(tx, { companyId, locationId, toldAtMs });
  const runIds = await listRunsToldAfter(tx, { companyId, locationId, toldAtMs });
  const spans = [...windows, ...(takenBack?.days ?? [])];
  if (runIds.length === 0 || spans.length === 0) return new Set(heldBack);
  const fromMs = Math.min(...spans.map((span) => span.fromMs));
  const toMs = Math.max(...spans.map((span) => span.toMs));
  const stored = await listKeysOfRuns(tx, { companyId, locationId, fromMs, toMs, runIds });
  return new Set([...heldBack, ...stored]);
}

async function uncover(tx: Tx, { location }: LocationJob, window: Window): Promise<void> {
  const { companyId, locationId } = location;
  const span = { companyId, locationId, ...window };
  if (!(await holdsSales(tx, span))) await updateUncovered(tx, span);
}

/** What is taken back and has neither been told anew so far nor by something newer. */
function toMissingKeys({ takenBack }: ToldOrders, newerKeys: ReadonlySet<string>) {
  const taken = takenBack?.keys ?? new Set<string>();
  const toldAnew = new Set<string>();
  return {
    has: (key: string) => taken.has(key) && !toldAnew.has(key) && !newerKeys.has(key),
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
  told: Pick<ToldOrders, 'location' | 'trigger' | 'windows' | 'nowMs'> & { toldAtMs?: number },
): Run {
  const { nowMs, location, trigger, windows, toldAtMs } = told;
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
    ...(toldAtMs === undefined ? {} : { toldAtMs }),
  };
}

/** Worth a round of statements; a file's memory is a few times as many orders. */
const partOrdersMin = 2000;

/**
 * Part by part, understood as if all were new while the database stores the part before; days whose
 * sales are taken back are looked at last. With something to take back there is one part a window:
 * an order that moved must not go before it comes.
 */
async function* understandParts(
  job: LocationJob,
  told: ToldOrders,
  newerKeys: ReadonlySet<string>,
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
    const standing = orders.filter(({ key }) => key === null || !newerKeys.has(key));
    const answer = await toWindowAnswer(standing, job.source, { includeModifiers, nowMs });
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
