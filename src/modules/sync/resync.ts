import type { Problem, Window } from '#connectors/contract.ts';
import { businessDateOf, dayWindow } from '#kernel/business-day.ts';
import { newId } from '#kernel/ids.ts';
import {
  findIntegration,
  getSealedSecret,
  hasRun,
  type Integration,
  insertRun,
  isSendingProvider,
  type Location,
  listLocations,
  type Run,
} from '#modules/integrations/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { applyHeldBack } from './apply-held-back.ts';
import { checkLocation } from './check-location.ts';
import type { SyncDeps } from './deps.ts';
import type { SyncVenue } from './open-till.ts';
import {
  givenUpProblem,
  isLastTry,
  type ResyncJob,
  type ResyncRange,
  type ResyncRest,
  restOf,
  type Unread,
} from './resync-rest.ts';
import type { Outcome } from './run-outcome.ts';
import { getSyncVenue } from './venue.ts';

interface Target {
  integration: Integration;
  venue: SyncVenue;
  locations: Location[];
  window: Window;
}

/** What a re-sync works on; null when the integration is gone. */
export async function findResyncTarget(
  tx: Tx,
  range: ResyncRange,
  nowMs: number,
): Promise<Target | null> {
  const { companyId, integrationId } = range;
  const integration = await findIntegration(tx, companyId, integrationId);
  if (!integration) return null;
  const venue = await getSyncVenue(tx, integration.venueId);
  const fromMs = dayWindow(range.from, venue.rule).startMs;
  const toMs = Math.min(dayWindow(range.to, venue.rule).endMs, nowMs);
  const locations = await listLocations(tx, companyId, integrationId);
  return { integration, venue, locations, window: { fromMs, toMs: Math.max(fromMs, toMs) } };
}

export interface ResyncResult {
  /** What failed, by location. */
  problems: Problem[];
  /** What could not be read and is to be tried later; null: nothing, or never again. */
  rest: ResyncRest | null;
}

/**
 * Reads the days again and stores what the till tells now, even where it tells of far fewer bills
 * than are held: the user asked for it. Says what failed and what is left to be read; the
 * integration's health is not touched. A till that sends its sales cannot be asked: what was held
 * back of it is applied.
 * @throws LocationBusy when what was held back cannot be applied yet; call again.
 */
export async function performResync(
  deps: SyncDeps,
  job: ResyncJob & { workerKey: number; signal: AbortSignal },
): Promise<ResyncResult> {
  const { companyId } = job;
  const problems: Problem[] = [];
  const target = await deps.database.withCompany(companyId, (tx) =>
    findResyncTarget(tx, job, deps.clock.now()),
  );
  if (!target) return { problems, rest: null };
  const { integration } = target;
  if (isSendingProvider(deps, integration.provider)) {
    for (const location of target.locations) {
      await deps.database.withCompany(companyId, (tx) =>
        applyHeldBack(tx, deps, { integration, location }),
      );
    }
    return { problems, rest: null };
  }
  if (integration.deactivatedAtMs !== null) return { problems, rest: null };
  const unread: Unread[] = [];
  for (const location of target.locations) {
    const { locationId } = location;
    const from = job.left ? job.left[locationId] : job.from;
    if (from === undefined) continue;
    const { outcome, reached } = await readAgain(deps, { ...job, target, location, from });
    if (outcome.kind === 'failed') problems.push(outcome.problem);
    if (outcome.kind === 'deferred') {
      unread.push({ locationId, from: reached, why: 'deferred', untilMs: outcome.untilMs });
    } else if (outcome.kind === 'failed' || outcome.kind === 'busy') {
      unread.push({ locationId, from: reached, why: outcome.kind });
    }
  }
  return { problems, rest: restOf(job, unread, deps.clock.now()) };
}

/**
 * One location's days; `reached` is the first date that was not read.
 * @throws Error when the work was stopped: it is to be done anew.
 */
async function readAgain(
  deps: SyncDeps,
  job: ResyncJob & {
    target: Target;
    location: Location;
    from: string;
    workerKey: number;
    signal: AbortSignal;
  },
): Promise<{ outcome: Outcome | { kind: 'busy' }; reached: string }> {
  const { target, location, workerKey, signal, to } = job;
  const { companyId, locationId } = location;
  const { rule } = target.venue;
  let reached = job.from;
  const fromMs = Math.min(dayWindow(reached, rule).startMs, target.window.toMs);
  const window = { fromMs, toMs: target.window.toMs };
  const claimed = await deps.database.withCompany(companyId, async (tx) => {
    const run = toResyncRun(location, { workerKey, nowMs: deps.clock.now(), window });
    const runId = job.runIds?.[locationId];
    if (runId !== undefined && !(await hasRun(tx, companyId, runId))) run.runId = runId;
    if (!(await insertRun(tx, run))) return null;
    return { run, secretSealed: await getSealedSecret(tx, companyId, locationId) };
  });
  if (claimed === null) return { outcome: { kind: 'busy' }, reached };
  const outcome = await checkLocation(deps, {
    ...{ ...target, ...claimed, location, signal },
    isTrusted: true,
    onStored: (stored) => {
      reached = businessDateOf(stored.toMs, rule);
    },
    explain: (problem) =>
      isLastTry(job) ? givenUpProblem(problem, { from: reached, to }) : problem,
  });
  if (outcome.kind === 'lost' && signal.aborted) throw new Error('reading again was stopped');
  return { outcome, reached };
}

/** A run over the days; `resync` leaves the checkpoint alone. */
export function toResyncRun(
  location: Location,
  start: { workerKey: number; nowMs: number; window: Window },
): Run {
  const { companyId, integrationId, locationId } = location;
  return {
    companyId,
    integrationId,
    locationId,
    workerKey: start.workerKey,
    runId: newId(start.nowMs),
    lane: 'live',
    kind: 'resync',
    trigger: 'user',
    ...start.window,
    startedAtMs: start.nowMs,
  };
}
