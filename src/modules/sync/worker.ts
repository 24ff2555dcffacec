import { setTimeout as delay } from 'node:timers/promises';
import { listDueIntegrations, listOpenBackfills } from '#modules/integrations/index.ts';
import { advanceBackfill } from './advance-backfill.ts';
import { checkIntegration } from './check-integration.ts';
import type { SyncDeps } from './deps.ts';
import { createLane, type Lane } from './lane.ts';
import { reapOrphans } from './reap-orphans.ts';
import { takeWorkerKey, type WorkerKey } from './worker-key.ts';

export interface WorkerOptions {
  liveConcurrencyMax: number;
  backfillConcurrencyMax: number;
  /** How often to look for work when idle. */
  tickMs: number;
}

export interface Worker {
  /** Ends: running work is aborted at its next safe point and waited for. */
  stop(): Promise<void>;
}

/** How long to wait before trying again when the database cannot be reached. */
const databaseRetryMs = 1000;

/**
 * The sync worker: finds due integrations and open backfills, and does them. Any number of workers
 * may run; the database decides who gets what. It outlives a lost database.
 */
export function startWorker(deps: SyncDeps, options: WorkerOptions): Worker {
  const stopping = new AbortController();
  const ended = keepWorking(deps, options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

async function keepWorking(
  deps: SyncDeps,
  options: WorkerOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const key = await takeWorkerKey(deps.database);
      try {
        await workUntilLost(deps, options, { key, stopping: signal });
      } finally {
        await key.release().catch(() => undefined);
      }
    } catch (error) {
      if (signal.aborted) return;
      deps.log.warn('the worker lost its database and tries again', { error });
      await delay(databaseRetryMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function workUntilLost(
  deps: SyncDeps,
  options: WorkerOptions,
  life: { key: WorkerKey; stopping: AbortSignal },
): Promise<void> {
  const signal = AbortSignal.any([life.stopping, life.key.lost]);
  let wake = () => {};
  const onFreed = () => wake();
  const lanes = createLanes(deps, options, { workerKey: life.key.key, signal, onFreed });
  try {
    while (!signal.aborted) {
      const freed = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await reapOrphans(deps);
      for (const lane of lanes) await lane.fill();
      await Promise.race([freed, pause(options.tickMs, signal)]);
    }
  } finally {
    await Promise.all(lanes.map((lane) => lane.drained()));
  }
  life.key.lost.throwIfAborted();
}

function createLanes(
  deps: SyncDeps,
  options: WorkerOptions,
  life: { workerKey: number; signal: AbortSignal; onFreed: () => void },
): Lane[] {
  const { database, clock } = deps;
  const onError = (error: unknown) => {
    if (!life.signal.aborted) deps.log.warn('work ended early', { error });
    return false;
  };
  const live = createLane(
    {
      find: (countMax) =>
        database.withoutCompany((tx) => listDueIntegrations(tx, { nowMs: clock.now(), countMax })),
      keyOf: (due) => due.integrationId,
      perform: (due) => checkIntegration(deps, { ...due, ...life }),
      onError,
    },
    options.liveConcurrencyMax,
    life.onFreed,
  );
  const backfill = createLane(
    {
      find: (countMax) =>
        database.withoutCompany((tx) => listOpenBackfills(tx, { nowMs: clock.now(), countMax })),
      keyOf: (due) => due.backfillId,
      perform: (due) => advanceBackfill(deps, { ...due, ...life }),
      onError,
    },
    options.backfillConcurrencyMax,
    life.onFreed,
  );
  return [live, backfill];
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return delay(durationMs, undefined, { signal }).catch(() => undefined);
}
