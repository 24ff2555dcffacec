import type { EpochMs } from '#kernel/clock.ts';

/** What a job carries: ids, never secrets and never data that can be read from its tables. */
export type JobData = Record<string, unknown>;

export interface SendOptions {
  /**
   * For queues that hold one job per key: what the job is about (a venue, an integration). While
   * one is queued another is dropped. Without a key a job is never dropped.
   */
  key?: string | undefined;
  /** The instant before which the job does not run. */
  startAfterMs?: EpochMs | undefined;
  /** Higher runs first; 0 when absent. */
  priority?: number | undefined;
}

/**
 * What a handler may return: `again` sends the same job anew (same key, data unless given) in the
 * transaction that completes it. For long work done in pieces, and for stepping back a moment.
 */
export type JobOutcome = undefined | { again: SendOptions & { data?: JobData } };

/**
 * Does one job. Must be repeatable: a job runs again when its worker vanished before it was
 * completed. The signal aborts when the claim is lost, the time is over, or the process stops.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: handlers without a result are the usual case.
export type JobHandler = (data: JobData, signal: AbortSignal) => Promise<JobOutcome | void>;
