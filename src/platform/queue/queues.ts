/** How one kind of job is queued, repeated and given up. */
export interface QueueDeclaration {
  /**
   * `short`: at most one queued job per key, beside a running one: what came in meanwhile is seen.
   * `standard`: as many as are sent; keys are ignored.
   */
  policy: 'short' | 'standard';
  /** Times a job comes back after it threw or its worker vanished, before it is dead. */
  retryLimit: number;
  /** The first wait before it comes back; doubles up to the maximum, with jitter. */
  retryDelaySeconds: number;
  retryDelaySecondsMax: number;
  /** A job that runs longer is taken away and comes back. */
  expireInSeconds: number;
}

/** Where jobs end whose retries are spent; kept for two weeks for somebody to look at. */
export const DEAD_QUEUE = 'dead';

/*
 * Reading tills is not queued here: the integrations and backfills tables say what is due, and the
 * engine takes it from there. Jobs are what somebody asked for once. A job fails when the database
 * was away, its worker was killed, or we made a mistake; retries are many and quick.
 */
export const queues = {
  /** Days of a venue computed anew after its day rule changed. */
  'sales.recompute': onePerKey({ retryLimit: 50, expireInSeconds: 1_800 }),
  /** An integration's orders understood anew after its settings changed. */
  'sales.rederive': onePerKey({ retryLimit: 50, expireInSeconds: 1_800 }),
  /** Days read again on somebody's wish. */
  'sync.resync': onePerKey({ retryLimit: 20, expireInSeconds: 1_800 }),
  /** A sales file that came in, read once. */
  'files.read': onePerKey({ retryLimit: 50, expireInSeconds: 600 }),
  /** A message that came in by mail, taken apart once. */
  'mail.read': onePerKey({ retryLimit: 50, expireInSeconds: 300 }),
} satisfies Record<string, QueueDeclaration>;

export type QueueName = keyof typeof queues;

/** The declaration under a name, in its general form. */
export function declarationOf(name: QueueName): QueueDeclaration {
  return queues[name];
}

export const queueNames = Object.keys(queues) as QueueName[];

/**
 * A worker says every third of this that its jobs are alive. The least that pg-boss allows: with
 * the watch below, a killed worker's jobs are back with another within 15 seconds.
 */
export const HEARTBEAT_SECONDS = 10;
/** How often, over all processes together, silent and overdue jobs are taken back. */
export const WATCH_SECONDS = 5;
/** Finished jobs are of no use to anybody: runs have a table of their own. Keeps the watch cheap. */
export const KEEP_FINISHED_SECONDS = 300;

function onePerKey(limits: { retryLimit: number; expireInSeconds: number }): QueueDeclaration {
  return { policy: 'short', retryDelaySeconds: 1, retryDelaySecondsMax: 60, ...limits };
}
