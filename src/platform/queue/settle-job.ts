import type { JobWithMetadata, PgBoss } from 'pg-boss';
import type { Clock } from '#kernel/clock.ts';
import { redact } from '#platform/log/redactor.ts';
import type { JobData, JobOutcome } from './job.ts';
import { toJobOptions } from './job-options.ts';

export type ClaimedJob = JobWithMetadata<JobData>;

const ERROR_CHARS_MAX = 600;

/** Names the attempt we hold: a job that was taken away meanwhile is left alone. */
export function attemptOf(job: ClaimedJob): { id: string; retryCount: number } {
  return { id: job.id, retryCount: job.retryCount };
}

/** Completes a job and, if its handler asked for it, sends it again in the same transaction. */
export async function completeJob(
  boss: PgBoss,
  job: ClaimedJob,
  options: { outcome: JobOutcome; clock: Clock },
): Promise<void> {
  const { outcome, clock } = options;
  if (outcome === undefined) {
    await boss.complete(job.name, attemptOf(job));
    return;
  }
  const transaction = await boss.getDb().beginTransaction?.();
  if (transaction === undefined) throw new Error('the queue’s connection has no transactions');
  const { db } = transaction;
  try {
    const completed = await boss.complete(job.name, attemptOf(job), null, { db });
    // Taken away from us: whoever has it now will decide about its successor.
    if ((completed as { affected?: number }).affected === 1) {
      const { data, ...sendOptions } = outcome.again;
      const key = sendOptions.key ?? job.singletonKey ?? undefined;
      const priority = sendOptions.priority ?? job.priority;
      const options = toJobOptions({ ...sendOptions, key, priority }, clock);
      await boss.send(job.name, data ?? job.data, { ...options, db });
    }
    await transaction.commit();
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}

/** Hands jobs back: they come again while they have retries left. */
export async function failJobs(
  boss: PgBoss,
  jobs: readonly ClaimedJob[],
  reason: unknown,
): Promise<void> {
  const [first] = jobs;
  if (first === undefined) return;
  const message = redact(String(reason)).slice(0, ERROR_CHARS_MAX);
  await boss.fail(first.name, jobs.map(attemptOf), { message });
}
