import { z } from 'zod';
import { type FileDeps, readFile } from '#modules/files/index.ts';
import { readMail } from '#modules/mail-in/index.ts';
import {
  LocationBusy,
  performResync,
  type ResyncJob,
  recomputeVenue,
  rederiveIntegration,
  type SyncDeps,
  takeWorkerKey,
} from '#modules/sync/index.ts';
import type { JobOutcome } from '#platform/queue/job.ts';
import type { Queue } from '#platform/queue/queue.ts';

const recomputeJob = z.object({ companyId: z.string(), recomputationId: z.string() });
const resyncJob = z.object({
  companyId: z.string(),
  integrationId: z.string(),
  from: z.string(),
  to: z.string(),
  runIds: z.record(z.string(), z.string()).optional(),
  left: z.record(z.string(), z.string()).optional(),
  failureCount: z.int().optional(),
}) satisfies z.ZodType<ResyncJob>;
const fileJob = z.object({ companyId: z.string(), fileId: z.string() });
const mailJob = z.object({ companyId: z.string(), mailId: z.string() });
const rederiveJob = z.object({ companyId: z.string(), integrationId: z.string() });

/** While a check holds the location, the job steps back for a moment. */
const busyRetryMs = 2000;

/** Which queued jobs this process does, and with what. */
export function workQueues(queue: Queue, deps: FileDeps): void {
  queue.work('sales.recompute', { concurrency: 1 }, (data, signal) =>
    orLater(deps, () => recomputeVenue(deps, { ...recomputeJob.parse(data), signal })),
  );
  queue.work('sales.rederive', { concurrency: 1 }, (data, signal) =>
    orLater(deps, () => rederiveIntegration(deps, { ...rederiveJob.parse(data), signal })),
  );
  queue.work('sync.resync', { concurrency: 2 }, (data, signal) =>
    orLater(deps, () => resyncAlive(deps, resyncJob.parse(data), signal)),
  );
  queue.work('files.read', { concurrency: 2 }, (data, signal) =>
    orLater(deps, () => readFile(deps, { ...fileJob.parse(data), signal })),
  );
  queue.work('mail.read', { concurrency: 1 }, (data, signal) =>
    readMail(deps, { ...mailJob.parse(data), signal }),
  );
}

/**
 * A re-sync's run shows while it lasts, so it carries a worker key like any other. What the till did
 * not answer is asked again later.
 */
async function resyncAlive(
  deps: SyncDeps,
  job: ResyncJob,
  signal: AbortSignal,
): Promise<JobOutcome> {
  const worker = await takeWorkerKey(deps.database);
  try {
    const life = AbortSignal.any([signal, worker.lost]);
    const { rest } = await performResync(deps, { ...job, workerKey: worker.key, signal: life });
    return rest ? { again: { data: { ...rest.job }, startAfterMs: rest.startAfterMs } } : undefined;
  } finally {
    await worker.release();
  }
}

async function orLater(
  deps: SyncDeps,
  // biome-ignore lint/suspicious/noConfusingVoidType: work without an outcome is the usual case.
  work: () => Promise<JobOutcome | void>,
): Promise<JobOutcome> {
  try {
    return (await work()) ?? undefined;
  } catch (error) {
    if (!(error instanceof LocationBusy)) throw error;
    return { again: { startAfterMs: deps.clock.now() + busyRetryMs } };
  }
}
