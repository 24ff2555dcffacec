import { interruptRun, listOrphanRuns, updateDueAt } from '#modules/integrations/index.ts';
import type { SyncDeps } from './deps.ts';

/**
 * Ends the runs of workers that died and makes their integrations due at once. An interruption is
 * ours, not the till's: it changes no status.
 */
export async function reapOrphans(deps: SyncDeps): Promise<number> {
  const orphans = await deps.database.withoutCompany(listOrphanRuns);
  for (const { companyId, runId } of orphans) {
    const nowMs = deps.clock.now();
    await deps.database.withCompany(companyId, async (tx) => {
      const run = await interruptRun(tx, { companyId, runId, nowMs });
      if (run?.lane === 'live') await updateDueAt(tx, companyId, run.integrationId, nowMs);
    });
  }
  return orphans.length;
}
