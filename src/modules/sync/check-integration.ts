import { addDays, businessDateOf } from '#kernel/business-day.ts';
import { newId } from '#kernel/ids.ts';
import {
  applyCheckOutcome,
  getSealedSecret,
  type Integration,
  insertRun,
  isSendingProvider,
  judgeFileSilence,
  type Location,
  listLocations,
  liveWindowStartMs,
  lockDueIntegration,
  nextBeatMs,
  nextNightlyMs,
  type Run,
  updateCheckStarted,
  updateDueAt,
} from '#modules/integrations/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { askDoubtfulDays } from './ask-doubtful-days.ts';
import { checkLocation } from './check-location.ts';
import type { SyncDeps } from './deps.ts';
import type { SyncVenue } from './open-till.ts';
import type { Outcome } from './run-outcome.ts';
import { getSyncVenue } from './venue.ts';

/** Business days re-read by an ordinary check and by the nightly one: late voids and edits. */
const daysBack = { live: 3, nightly: 14 } as const;

interface ClaimedCheck {
  integration: Integration;
  venue: SyncVenue;
  runs: { run: Run; location: Location; secretSealed: string }[];
}

/**
 * Checks one due integration: every location's recent days, then one verdict on its health.
 * False when it was not due any more or somebody else has it, and for a link that is sent files,
 * which has no till to ask: there the silence since the last file is judged.
 */
export async function checkIntegration(
  deps: SyncDeps,
  due: { companyId: string; integrationId: string; workerKey: number; signal: AbortSignal },
): Promise<boolean> {
  const claimed = await deps.database.withCompany(due.companyId, (tx) => claimCheck(tx, deps, due));
  if (!claimed) return false;
  const outcomes: Outcome[] = [];
  for (const run of claimed.runs) {
    outcomes.push(await checkLocation(deps, { ...claimed, ...run, signal: due.signal }));
  }
  await concludeCheck(deps, claimed.integration, outcomes);
  await askWider(deps, { ...due, ...claimed, outcomes });
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
  if (isSendingProvider(deps, integration.provider)) {
    await judgeFileSilence(tx, deps, { integration, nowMs });
    return null;
  }
  const venue = await getSyncVenue(tx, integration.venueId);
  const kind = integration.nextNightlyAtMs <= nowMs ? 'nightly' : 'live';
  const runs: ClaimedCheck['runs'] = [];
  for (const location of await listLocations(tx, companyId, integrationId)) {
    const asked = {
      checkpointMs: location.checkpointAtMs,
      historyFrom: integration.historyFrom,
    };
    const fromMs = liveWindowStartMs(nowMs, venue.rule, asked, daysBack[kind]);
    const run: Run = {
      companyId,
      integrationId,
      workerKey,
      kind,
      fromMs,
      runId: newId(nowMs),
      locationId: location.locationId,
      lane: 'live',
      trigger: integration.isDueByUser ? 'user' : 'schedule',
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
    nextNightlyAtMs:
      kind === 'nightly' ? nextNightlyMs(nowMs, venue.rule) : integration.nextNightlyAtMs,
  });
  return { integration, venue, runs };
}

/** A nightly check also asks for older days that are in doubt, of the locations that answered. */
async function askWider(
  deps: SyncDeps,
  check: ClaimedCheck & { outcomes: Outcome[]; workerKey: number; signal: AbortSignal },
): Promise<void> {
  const [first] = check.runs;
  if (first?.run.kind !== 'nightly') return;
  const answered = check.runs.filter((_, index) => check.outcomes[index]?.kind === 'succeeded');
  const today = businessDateOf(first.run.toMs, check.venue.rule);
  await askDoubtfulDays(deps, {
    ...check,
    locations: answered.map(({ location }) => location),
    beforeDate: addDays(today, -daysBack.nightly),
  });
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
