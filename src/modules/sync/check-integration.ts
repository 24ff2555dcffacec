import type { Problem } from '#connectors/contract.ts';
import { addDays, businessDateOf, dayStartMs } from '#kernel/business-day.ts';
import { newId } from '#kernel/ids.ts';
import {
  applyCheckOutcome,
  findIntegration,
  finishRun,
  getSealedSecret,
  type Integration,
  insertRun,
  type Location,
  listLocations,
  liveWindowStartMs,
  lockDueIntegration,
  nextBeatMs,
  noCounts,
  type Run,
  type RunCounts,
  updateCheckStarted,
  updateDueAt,
  updateLocationProblem,
} from '#modules/integrations/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { RunLost } from './apply-window.ts';
import type { SyncDeps } from './deps.ts';
import { openTill, type SyncVenue } from './open-till.ts';
import { VendorTrouble } from './read-window.ts';
import { runWindow } from './run-window.ts';
import { splitWindow } from './split-window.ts';
import { getSyncVenue } from './venue.ts';
import type { LocationJob } from './window-job.ts';

/** Business days re-read by an ordinary check and by the nightly one: late voids and edits. */
const daysBack = { live: 3, nightly: 14 } as const;
const nightlyDelayMs = 30 * 60_000;

interface ClaimedCheck {
  integration: Integration;
  venue: SyncVenue;
  runs: { run: Run; location: Location; secretSealed: string }[];
}

type Outcome =
  | { kind: 'succeeded' }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'deferred'; untilMs: number }
  | { kind: 'lost' };

/**
 * Checks one due integration: every location's recent days, then one verdict on its health.
 * False when it was not due any more or somebody else has it.
 */
export async function checkIntegration(
  deps: SyncDeps,
  due: { companyId: string; integrationId: string; workerKey: number; signal: AbortSignal },
): Promise<boolean> {
  const claimed = await deps.database.withCompany(due.companyId, (tx) => claimCheck(tx, deps, due));
  if (!claimed) return false;
  const outcomes: Outcome[] = [];
  for (const { run, location, secretSealed } of claimed.runs) {
    outcomes.push(
      await checkLocation(deps, claimed, { run, location, secretSealed, signal: due.signal }),
    );
  }
  await concludeCheck(deps, claimed.integration, outcomes);
  return true;
}

async function claimCheck(
  tx: Tx,
  deps: SyncDeps,
  due: { companyId: string; integrationId: string; workerKey: number },
): Promise<ClaimedCheck | null> {
  const nowMs = deps.clock.now();
  const { companyId, integrationId, workerKey } = due;
  const integration = await lockDueIntegration(tx, { companyId, integrationId, nowMs });
  if (!integration) return null;
  const venue = await getSyncVenue(tx, integration.venueId);
  const kind = integration.nextNightlyAtMs <= nowMs ? 'nightly' : 'live';
  const runs: ClaimedCheck['runs'] = [];
  for (const location of await listLocations(tx, companyId, integrationId)) {
    const fromMs = liveWindowStartMs(nowMs, venue.rule, location.checkpointAtMs, daysBack[kind]);
    const run: Run = {
      companyId,
      integrationId,
      workerKey,
      kind,
      fromMs,
      runId: newId(nowMs),
      locationId: location.locationId,
      lane: 'live',
      trigger: 'schedule',
      toMs: nowMs,
      startedAtMs: nowMs,
    };
    if (!(await insertRun(tx, run))) continue;
    runs.push({
      run,
      location,
      secretSealed: await getSealedSecret(tx, companyId, location.locationId),
    });
  }
  await updateCheckStarted(tx, {
    companyId,
    integrationId,
    nowMs,
    nextDueAtMs: nextBeatMs(nowMs, integration.everyMinutes, integration.offsetSeconds),
    nextNightlyAtMs: kind === 'nightly' ? nextNightlyMs(nowMs, venue) : integration.nextNightlyAtMs,
  });
  return { integration, venue, runs };
}

/** Shortly after the next cut-off, when the day is over. */
function nextNightlyMs(nowMs: number, venue: SyncVenue): number {
  const tomorrow = addDays(businessDateOf(nowMs, venue.rule), 1);
  return dayStartMs(tomorrow, venue.rule) + nightlyDelayMs;
}

async function checkLocation(
  deps: SyncDeps,
  { integration, venue }: ClaimedCheck,
  claimed: ClaimedCheck['runs'][number] & { signal: AbortSignal },
): Promise<Outcome> {
  const { run, location } = claimed;
  const counts = { ...noCounts };
  const startedMs = deps.clock.now();
  try {
    const connector = deps.vendors.find(integration.provider);
    if (!connector) throw new Error(`no connector for ${integration.provider}`);
    const source = openTill(deps, { connector, integration, venue, ...claimed });
    const job: LocationJob = {
      run,
      location,
      source,
      rule: venue.rule,
      includeModifiers: integration.settings.includeModifiers === true,
    };
    const windows = splitWindow(run, connector.describe.limits.windowDaysMax, venue.rule);
    for (const [index, window] of windows.entries()) {
      const isLast = index === windows.length - 1;
      await runWindow(deps, { ...job, window, checkpointMs: window.toMs }, async (tx, added) => {
        addCounts(counts, added);
        if (isLast) await finish(tx, deps, run, { state: 'succeeded', counts, problem: null });
      });
    }
    noteMetrics(deps, integration, run, 'succeeded', counts, startedMs);
    return { kind: 'succeeded' };
  } catch (error) {
    const outcome = toOutcome(deps, error, claimed.signal);
    await recordOutcome(deps, { run, location, counts, outcome });
    noteMetrics(deps, integration, run, outcome.kind, counts, startedMs);
    return outcome;
  }
}

function toOutcome(deps: SyncDeps, error: unknown, signal: AbortSignal): Outcome {
  if (error instanceof RunLost || signal.aborted) return { kind: 'lost' };
  if (error instanceof VendorTrouble) {
    const { problem } = error;
    if (problem.kind !== 'rate_limited') return { kind: 'failed', problem };
    return { kind: 'deferred', untilMs: problem.retryAtMs ?? deps.clock.now() + 5 * 60_000 };
  }
  deps.log.warn('a check failed on our side', { error });
  return { kind: 'failed', problem: ourFault };
}

const ourFault: Problem = {
  kind: 'bug',
  code: 'engine.internal',
  message: {
    en: 'Something went wrong on our side, not at your till. What is stored stays; the next check tries again. If it lasts, send us the diagnostic of this integration.',
    fr: 'Un problème est survenu de notre côté, pas à votre caisse. Ce qui est enregistré reste ; la prochaine vérification réessaiera. Si cela dure, envoyez-nous le diagnostic de cette intégration.',
  },
};

async function recordOutcome(
  deps: SyncDeps,
  ended: { run: Run; location: Location; counts: RunCounts; outcome: Outcome },
): Promise<void> {
  const { run, location, counts, outcome } = ended;
  if (outcome.kind === 'lost' || outcome.kind === 'succeeded') return;
  await deps.database.withCompany(run.companyId, async (tx) => {
    const problem = outcome.kind === 'failed' ? outcome.problem : null;
    await finish(tx, deps, run, { state: outcome.kind, counts, problem });
    if (problem) await updateLocationProblem(tx, { ...location, problem });
  });
}

async function finish(
  tx: Tx,
  deps: SyncDeps,
  run: Run,
  ended: { state: 'succeeded' | 'failed' | 'deferred'; counts: RunCounts; problem: Problem | null },
): Promise<void> {
  const warnings =
    ended.counts.ordersQuarantined > 0 ? [setAsideWarning(ended.counts.ordersQuarantined)] : [];
  await finishRun(tx, { ...run, ...ended, nowMs: deps.clock.now(), warnings });
  const { companyId, integrationId } = run;
  const integration = await findIntegration(tx, companyId, integrationId);
  const data = { integrationId, venueId: integration?.venueId };
  await deps.notify(tx, { companyId, name: 'run.finished', data });
}

function setAsideWarning(count: number) {
  return {
    en: `${count} bills could not be read and were set aside with their reason; all others are stored.`,
    fr: `${count} additions illisibles ont été mises de côté avec leur raison ; toutes les autres sont enregistrées.`,
  };
}

/** One verdict for the whole integration: failed if any location failed. */
async function concludeCheck(
  deps: SyncDeps,
  integration: Integration,
  outcomes: readonly Outcome[],
): Promise<void> {
  const { companyId, integrationId } = integration;
  const nowMs = deps.clock.now();
  const failed = outcomes.find((outcome) => outcome.kind === 'failed');
  const deferred = outcomes.find((outcome) => outcome.kind === 'deferred');
  const isWhole = outcomes.length > 0 && outcomes.every((outcome) => outcome.kind === 'succeeded');
  await deps.database.withCompany(companyId, async (tx) => {
    if (failed?.kind === 'failed') {
      const event = { name: 'check_failed' as const, problem: failed.problem };
      await applyCheckOutcome(tx, deps, { companyId, integrationId, event, nowMs });
    } else if (deferred?.kind === 'deferred') {
      await updateDueAt(tx, companyId, integrationId, Math.max(deferred.untilMs, nowMs));
    } else if (isWhole) {
      await applyCheckOutcome(tx, deps, {
        companyId,
        integrationId,
        event: { name: 'check_succeeded' },
        nowMs,
      });
    }
  });
}

function addCounts(sum: RunCounts, added: RunCounts): void {
  for (const name of Object.keys(sum) as (keyof RunCounts)[]) sum[name] += added[name];
}

function noteMetrics(
  deps: SyncDeps,
  integration: Integration,
  run: Run,
  state: string,
  counts: RunCounts,
  startedMs: number,
): void {
  deps.metrics.runFinished({
    provider: integration.provider,
    kind: run.kind,
    state,
    durationMs: deps.clock.now() - startedMs,
    ordersImported: counts.ordersNew,
  });
}
