import { createHash } from 'node:crypto';
import { type Db, PgBoss } from 'pg-boss';
import type { Clock } from '#kernel/clock.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import { QUEUE_SCHEMA } from './install-queue.ts';
import type { JobData, JobHandler, SendOptions } from './job.ts';
import { toJobOptions } from './job-options.ts';
import { DEAD_QUEUE, type QueueName, queueNames, WATCH_SECONDS } from './queues.ts';
import { createWorker, type Worker } from './worker.ts';

/** Jobs that survive any process; see {@link openQueue}. */
export interface Queue {
  /**
   * Queues a job; within `tx` it exists exactly if the transaction commits.
   * @returns the job's id, or null when the queue already holds one for the key.
   */
  send(
    tx: Tx | null,
    name: QueueName,
    data: JobData,
    options?: SendOptions,
  ): Promise<string | null>;
  /** Queues many at once in one statement. @returns how many were queued (keys already held are not). */
  sendMany(
    tx: Tx | null,
    name: QueueName,
    jobs: readonly (SendOptions & { data: JobData })[],
  ): Promise<number>;
  /** Does the jobs of a queue in this process, `concurrency` at a time, from `start` on. */
  work(name: QueueName, options: { concurrency: number }, handler: JobHandler): void;
  /** @throws Error when the schema is absent or of another version: migrations have not run. */
  start(): Promise<void>;
  /** Takes no more jobs, waits for those under way, then aborts what is left and hands it back. */
  stop(options: { graceMs: number }): Promise<void>;
  /** Jobs ready to run by queue (the dead ones under `dead`); a few seconds old. */
  depths(): Promise<{ queue: string; ready: number }[]>;
}

const CONNECTIONS_MAX = 4;

/**
 * The queue over the application's own connection, which may neither create nor alter anything.
 * Sending and working need `start` first.
 */
export function openQueue(options: { url: string; log: Log; clock: Clock }): Queue {
  const { log, clock } = options;
  const boss = new PgBoss({
    connectionString: options.url,
    schema: QUEUE_SCHEMA,
    max: CONNECTIONS_MAX,
    application_name: 'tillbridge-queue',
    migrate: false,
    createSchema: false,
    schedule: false,
    // Rebuilding indexes takes their owner.
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: WATCH_SECONDS,
    monitorIntervalSeconds: WATCH_SECONDS,
    maintenanceIntervalSeconds: 60,
  });
  boss.on('error', (error) => log.warn('the queue met an error', { error }));
  boss.on('warning', (warning) => log.warn('the queue warns', { warning: warning.message }));
  const workers = new Map<string, Worker>();
  let listener: { close(): Promise<void> } | null = null;
  let isStarted = false;

  const send: Queue['send'] = (tx, name, data, sendOptions = {}) =>
    boss.send(name, data, { ...toJobOptions(sendOptions, clock), ...dbOf(tx) });
  return {
    send,
    async sendMany(tx, name, jobs) {
      if (jobs.length === 0) return 0;
      const inserts = jobs.map((job) => ({ data: job.data, ...toJobOptions(job, clock) }));
      const ids = await boss.insert(name, inserts, { returnId: true, ...dbOf(tx) });
      return ids?.length ?? 0;
    },
    work(name, { concurrency }, handler) {
      if (workers.has(name)) throw new Error(`queue "${name}" already has its worker`);
      const worker = createWorker({ boss, name, concurrency, handler, log, clock });
      workers.set(name, worker);
      if (isStarted) worker.start();
    },
    async start() {
      await boss.start();
      const wakeAll = () => {
        for (const worker of workers.values()) worker.wake();
      };
      listener = await listen(boss, (name) => workers.get(name)?.wake(), wakeAll);
      isStarted = true;
      for (const worker of workers.values()) worker.start();
    },
    async stop({ graceMs }) {
      isStarted = false;
      await listener?.close();
      listener = null;
      await Promise.all([...workers.values()].map((worker) => worker.stop(graceMs)));
      await boss.stop({ graceful: false });
    },
    async depths() {
      const found = await boss.getQueues([...queueNames, DEAD_QUEUE]);
      return found.map(({ name, readyCount }) => ({ queue: name, ready: readyCount }));
    },
  };
}

/** Has pg-boss run its statements on the transaction's own connection. */
function dbOf(tx: Tx | null): { db?: Db } {
  if (tx === null) return {};
  return { db: { executeSql: (text, values) => tx.client.query(text, values) } };
}

/**
 * Hears of new jobs as they are committed. pg-boss announces the queue's name on a channel made of
 * its schema's hash; should that change, workers still look every second.
 */
async function listen(
  boss: PgBoss,
  onJob: (name: string) => void,
  onReconnect: () => void,
): Promise<{ close(): Promise<void> } | null> {
  const hash = createHash('sha224').update(QUEUE_SCHEMA).digest('hex').slice(0, 24);
  return (await boss.getDb().listen?.(`pgboss_${hash}`, onJob, onReconnect)) ?? null;
}
