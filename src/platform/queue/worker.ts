import type { PgBoss } from 'pg-boss';
import type { Clock } from '#kernel/clock.ts';
import type { Log } from '#platform/log/log.ts';
import type { JobData, JobHandler } from './job.ts';
import { HEARTBEAT_SECONDS } from './queues.ts';
import { heartbeat, type RunningJob, untilDone } from './running-jobs.ts';
import { type ClaimedJob, completeJob, failJobs } from './settle-job.ts';

/** Takes jobs of one queue and does them; see {@link createWorker}. */
export interface Worker {
  start(): void;
  /** There may be a job now. */
  wake(): void;
  stop(graceMs: number): Promise<void>;
}

interface WorkerOptions {
  boss: PgBoss;
  name: string;
  concurrency: number;
  handler: JobHandler;
  log: Log;
  clock: Clock;
}

/** Finds jobs whose time has come, and those whose announcement was lost. */
const LOOK_EVERY_MS = 1_000;
const HEARTBEAT_EVERY_MS = (HEARTBEAT_SECONDS * 1_000) / 3;
/** What an aborted handler gets to clean up before its job is handed back. */
const ABORT_GRACE_MS = 1_000;

/**
 * A worker that keeps `concurrency` jobs running while there are any. pg-boss's own worker takes
 * one job per polling interval, or waits for the slowest of a batch; this one refills each free
 * place at once. Claims, retries, expiry and dead letters stay pg-boss's.
 */
export function createWorker(options: WorkerOptions): Worker {
  const { boss, name, concurrency, log } = options;
  const running = new Map<string, RunningJob>();
  const timers: NodeJS.Timeout[] = [];
  let isStopping = false;
  let isWoken = false;
  let fetching: Promise<void> | null = null;

  const begin = (job: ClaimedJob) => {
    const controller = new AbortController();
    const done = runJob(options, job, controller).finally(() => {
      running.delete(job.id);
      wake();
    });
    running.set(job.id, { job, controller, done });
  };
  const fetchJobs = async () => {
    try {
      while (!isStopping && running.size < concurrency) {
        isWoken = false;
        const free = concurrency - running.size;
        const jobs = await boss.fetch<JobData>(name, { batchSize: free, includeMetadata: true });
        for (const job of jobs as ClaimedJob[]) begin(job);
        if (jobs.length < free && !isWoken) break;
      }
    } catch (error) {
      isWoken = false;
      if (!isStopping) log.warn('jobs could not be fetched', { queue: name, error });
    }
  };
  function wake(): void {
    isWoken = true;
    const isRunning = timers.length > 0 && !isStopping;
    if (!isRunning || fetching !== null || running.size >= concurrency) return;
    fetching = fetchJobs().finally(() => {
      fetching = null;
      // Woken after the last look and before this line.
      if (isWoken) wake();
    });
  }
  return {
    start() {
      if (timers.length > 0) return;
      const beat = () => {
        heartbeat(boss, running).catch((error: unknown) => log.warn('heartbeat failed', { error }));
      };
      timers.push(setInterval(wake, LOOK_EVERY_MS), setInterval(beat, HEARTBEAT_EVERY_MS));
      wake();
    },
    wake,
    async stop(graceMs) {
      isStopping = true;
      // Jobs of a fetch under way are ours already.
      await fetching;
      await untilDone(running, graceMs);
      for (const { controller } of running.values()) {
        controller.abort(new Error('the process is stopping'));
      }
      await untilDone(running, ABORT_GRACE_MS);
      for (const timer of timers) clearInterval(timer);
      const left = [...running.values()].map(({ job }) => job);
      await failJobs(boss, left, 'the process stopped');
    },
  };
}

async function runJob(
  options: WorkerOptions,
  job: ClaimedJob,
  controller: AbortController,
): Promise<void> {
  const { boss, name, log, clock } = options;
  const { signal } = controller;
  const end = () => controller.abort(new Error('the job ran longer than its queue allows'));
  const timer = setTimeout(end, job.expireInSeconds * 1_000);
  try {
    const outcome = (await options.handler(job.data, signal)) ?? undefined;
    await completeJob(boss, job, { outcome, clock });
  } catch (error) {
    log.warn('a job failed', { queue: name, jobId: job.id, retryCount: job.retryCount, error });
    // Should this fail too, the job's heartbeat has ended and the watch takes it back.
    await failJobs(boss, [job], error).catch((failError: unknown) =>
      log.warn('a job could not be handed back', { queue: name, jobId: job.id, error: failError }),
    );
  } finally {
    clearTimeout(timer);
  }
}
