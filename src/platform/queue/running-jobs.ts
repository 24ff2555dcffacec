import type { PgBoss } from 'pg-boss';
import { attemptOf, type ClaimedJob } from './settle-job.ts';

/** A job this process is doing. */
export interface RunningJob {
  job: ClaimedJob;
  controller: AbortController;
  done: Promise<void>;
}

/** Says that our jobs are alive, and ends those that are no longer ours: two must not do one job. */
export async function heartbeat(
  boss: PgBoss,
  running: ReadonlyMap<string, RunningJob>,
): Promise<void> {
  const held = [...running.values()];
  const [first] = held;
  if (first === undefined) return;
  const touched = await boss.touch(
    first.job.name,
    held.map(({ job }) => attemptOf(job)),
  );
  const { settled } = touched as { settled?: string[] };
  if (settled === undefined) return;
  for (const { job, controller } of held) {
    const isOurs = settled.includes(job.id) || !running.has(job.id);
    if (!isOurs) controller.abort(new Error('the job was taken away'));
  }
}

/** Waits until every job has ended, but no longer than `graceMs`. */
export async function untilDone(
  running: ReadonlyMap<string, RunningJob>,
  graceMs: number,
): Promise<void> {
  if (running.size === 0) return;
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, graceMs);
  await Promise.race([Promise.all([...running.values()].map(({ done }) => done)), over]);
  clearTimeout(timer);
}
