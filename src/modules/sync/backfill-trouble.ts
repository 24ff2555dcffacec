import type { Problem } from '#connectors/contract.ts';
import {
  type Backfill,
  finishRun,
  type Location,
  lockOpenBackfill,
  noCounts,
  type Run,
  updateBackfillTrouble,
} from '#modules/integrations/index.ts';
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

/** Delays a backfill after trouble, longer each time. The integration's status is not its business. */
export async function recordTrouble(
  deps: SyncDeps,
  pass: { backfill: Backfill; location: Location; run: Run },
  error: unknown,
): Promise<void> {
  const nowMs = deps.clock.now();
  const isVendors = error instanceof VendorTrouble;
  if (!isVendors) deps.log.warn('a backfill failed on our side', { error });
  const problem = isVendors ? error.problem : internalProblem;
  const isDeferred = problem.kind === 'rate_limited';
  const { companyId, integrationId } = pass.backfill;
  await deps.database.withCompany(companyId, async (tx) => {
    const current = await lockOpenBackfill(tx, companyId, pass.backfill.backfillId);
    const state = isDeferred ? 'deferred' : 'failed';
    await finishRun(tx, {
      ...pass.run,
      state,
      nowMs,
      counts: noCounts,
      warnings: [],
      problem: isDeferred ? null : problem,
    });
    if (!current) return;
    const failureCount = current.failureCount + (isDeferred ? 0 : 1);
    await updateBackfillTrouble(tx, {
      ...current,
      problem,
      failureCount,
      // A smaller question is the best answer to one that was too big or too slow.
      chunkDays:
        problem.kind === 'timeout'
          ? Math.max(1, Math.floor(current.chunkDays / 2))
          : current.chunkDays,
      state: failureCount >= backfillFailuresMax ? 'failed' : 'running',
      nextAttemptAtMs: isDeferred
        ? (problem.retryAtMs ?? nowMs + 60_000)
        : nowMs + backfillDelayMs(failureCount),
    });
    await deps.notify(tx, {
      companyId,
      name: 'backfill.progress',
      data: { integrationId, venueId: pass.location.venueId },
    });
  });
}

const internalProblem: Problem = {
  kind: 'bug',
  code: 'engine.internal',
  message: {
    en: 'The import of history stumbled on our side. It goes on by itself where it stopped; live sales are not affected.',
    fr: 'L’importation de l’historique a trébuché de notre côté. Elle reprend d’elle-même là où elle s’est arrêtée ; les ventes en direct ne sont pas touchées.',
  },
};
