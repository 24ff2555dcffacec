import type { Problem } from '#connectors/contract.ts';
import {
  type Backfill,
  finishRun,
  type Integration,
  type Location,
  lockOpenBackfill,
  namesOf,
  noCounts,
  type Run,
  updateBackfillTrouble,
} from '#modules/integrations/index.ts';
import { recordTimelineEvent, systemActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { backfillDelayMs, backfillFailuresMax } from './backfill-pace.ts';
import type { SyncDeps } from './deps.ts';
import { VendorTrouble } from './read-window.ts';

/** A backfill's chunk that is not to go on: the backfill or its run was ended by somebody else. */
export async function endLostChunk(deps: SyncDeps, run: Run): Promise<void> {
  const nowMs = deps.clock.now();
  await deps.database.withCompany(run.companyId, (tx) =>
    finishRun(tx, {
      ...run,
      state: 'cancelled',
      nowMs,
      counts: noCounts,
      warnings: [],
      problem: null,
    }),
  );
}

/** Tells the timeline how a backfill ended, in the transaction that ends it. */
export async function recordBackfillEnd(
  tx: Tx,
  deps: SyncDeps,
  pass: { integration: Integration },
  end: { ordersImported: number } | { problem: Problem },
): Promise<void> {
  const { companyId, venueId, integrationId } = pass.integration;
  await recordTimelineEvent(tx, {
    ...{ companyId, venueId, integrationId, atMs: deps.clock.now(), actor: systemActor },
    name: 'problem' in end ? 'backfill.failed' : 'backfill.finished',
    details: { ...namesOf(deps, pass.integration), ...end },
  });
}

/** Tells of a whole import as of one run: all of its history, under the id of its last chunk's run. */
export async function tellBackfillEnd(
  tx: Tx,
  deps: SyncDeps,
  end: {
    pass: { backfill: Backfill; location: Location; run: Run };
    state: 'succeeded' | 'failed';
    ordersNew: number;
    problem?: Problem;
  },
): Promise<void> {
  const { backfill, location, run } = end.pass;
  const nowMs = deps.clock.now();
  await deps.onRunFinished(tx, {
    run: { ...run, fromMs: backfill.fromMs, toMs: backfill.toMs },
    venueId: location.venueId,
    state: end.state,
    counts: { ...noCounts, ordersNew: end.ordersNew },
    problem: end.problem ?? null,
    nowMs,
  });
}

/** Delays a backfill after trouble, longer each time. The integration's status is not its business. */
export async function recordTrouble(
  deps: SyncDeps,
  pass: { backfill: Backfill; integration: Integration; location: Location; run: Run },
  error: unknown,
): Promise<void> {
  const nowMs = deps.clock.now();
  const isVendors = error instanceof VendorTrouble;
  if (!isVendors) deps.log.warn('a backfill failed on our side', { error });
  const problem = isVendors ? error.problem : internalProblem;
  const isDeferred = problem.kind === 'rate_limited';
  const { companyId, integrationId } = pass.backfill;
  const end = {
    state: isDeferred ? 'deferred' : 'failed',
    problem: isDeferred ? null : problem,
  } as const;
  await deps.database.withCompany(companyId, async (tx) => {
    // The run first, then the backfill: the order in which the user's cancelling takes them.
    await finishRun(tx, { ...pass.run, ...end, nowMs, counts: noCounts, warnings: [] });
    const current = await lockOpenBackfill(tx, companyId, pass.backfill.backfillId);
    if (!current) return;
    const failureCount = current.failureCount + (isDeferred ? 0 : 1);
    const isGivenUp = failureCount >= backfillFailuresMax;
    await updateBackfillTrouble(tx, {
      ...current,
      problem,
      failureCount,
      chunkDays: nextChunkAfter(problem, current.chunkDays),
      state: isGivenUp ? 'failed' : 'running',
      nextAttemptAtMs: isDeferred
        ? (problem.retryAtMs ?? nowMs + deferralUsualMs)
        : nowMs + backfillDelayMs(failureCount),
    });
    if (isGivenUp) {
      await recordBackfillEnd(tx, deps, pass, { problem });
      const ordersNew = current.ordersImported;
      await tellBackfillEnd(tx, deps, { pass, state: 'failed', ordersNew, problem });
    }
    const data = { integrationId, venueId: pass.location.venueId };
    await deps.notify(tx, { companyId, name: 'backfill.progress', data });
  });
}

/** A rate limit without a time of its own is waited out for this long. */
const deferralUsualMs = 60_000;

/** A smaller question is the best answer to one that was too big or too slow. */
function nextChunkAfter(problem: Problem, days: number): number {
  return problem.kind === 'timeout' ? Math.max(1, Math.floor(days / 2)) : days;
}

const internalProblem: Problem = {
  kind: 'bug',
  code: 'engine.internal',
  message: {
    en: 'The import of history stumbled on our side. It goes on by itself where it stopped; live sales are not affected.',
    fr: 'L’importation de l’historique a trébuché de notre côté. Elle reprend d’elle-même là où elle s’est arrêtée ; les ventes en direct ne sont pas touchées.',
  },
};
