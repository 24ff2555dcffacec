import type { Tx } from '#platform/db/database.ts';
import type { AppliedWindow } from './apply-window.ts';
import type { SyncDeps } from './deps.ts';
import type { LocationJob } from './window-job.ts';

/**
 * Tells what a stored window made true, in its transaction: days now known as a whole, and days that
 * were known and changed. History is told once, when its import ends, and not day by day.
 */
export async function tellWindow(
  tx: Tx,
  deps: SyncDeps,
  told: { job: LocationJob; applied: AppliedWindow; nowMs: number },
): Promise<void> {
  const { job, applied, nowMs } = told;
  const { companyId, venueId } = job.location;
  const { seenDates: dates, restatements } = applied;
  if (dates.length > 0 && job.run.lane !== 'backfill') {
    await deps.onDaysSeen(tx, { companyId, venueId, dates, nowMs });
  }
  if (restatements.length > 0) {
    const { runId } = job.run;
    await deps.onDaysRestated(tx, { location: job.location, runId, restatements, nowMs });
  }
}
