import { setTimeout as sleepReal } from 'node:timers/promises';
import type { Clock, EpochMs } from '#kernel/clock.ts';

/** Waits; rejects when the signal aborts. */
export type Sleep = (ms: number, signal: AbortSignal | undefined) => Promise<void>;

/** The machine's timer. */
export const realSleep: Sleep = async (ms, signal) => {
  await sleepReal(ms, undefined, signal === undefined ? {} : { signal });
};

/** A vendor's limits, shared by whoever holds the same budget. */
export interface RequestBudget {
  /** Waits for a turn, first come first served; call the result when the request has ended. */
  take(signal: AbortSignal | undefined): Promise<() => void>;
}

const MINUTE_MS = 60_000;

/**
 * At most so many requests at once, and so many started within any 60 seconds.
 * One budget per vendor credential: make it once and hand it to every client of that credential.
 */
export function createRequestBudget(options: {
  requestsPerMinuteMax?: number | undefined;
  concurrencyMax?: number | undefined;
  clock: Clock;
  sleep?: Sleep;
}): RequestBudget {
  const perMinuteMax = options.requestsPerMinuteMax ?? Number.POSITIVE_INFINITY;
  const concurrencyMax = options.concurrencyMax ?? Number.POSITIVE_INFINITY;
  const sleep = options.sleep ?? realSleep;
  const startedAtMs: EpochMs[] = [];
  let running = 0;
  let wake: (() => void) | null = null;
  /** Ends when the request before us has got its turn (or given up). */
  let turn: Promise<void> = Promise.resolve();

  const end = () => {
    running--;
    wake?.();
  };
  const waitForPlace = async (signal: AbortSignal | undefined) => {
    while (running >= concurrencyMax) {
      await new Promise<void>((resolve, reject) => {
        const giveUp = () => reject(signal?.reason);
        signal?.addEventListener('abort', giveUp, { once: true });
        wake = () => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        };
      });
    }
  };
  const waitForRate = async (signal: AbortSignal | undefined) => {
    for (;;) {
      const waitMs = nextStartMs(startedAtMs, perMinuteMax) - options.clock.now();
      if (waitMs <= 0) return;
      await sleep(waitMs, signal);
    }
  };
  return {
    async take(signal) {
      const before = turn;
      const { promise, resolve: passTurn } = Promise.withResolvers<void>();
      turn = promise;
      try {
        await before;
        signal?.throwIfAborted();
        await waitForPlace(signal);
        await waitForRate(signal);
        running++;
        if (perMinuteMax !== Number.POSITIVE_INFINITY) startedAtMs.push(options.clock.now());
        if (startedAtMs.length > perMinuteMax) startedAtMs.shift();
        return end;
      } finally {
        passTurn();
      }
    },
  };
}

/** When the next request may start: a minute after the oldest of the last `perMinuteMax`. */
function nextStartMs(startedAtMs: readonly EpochMs[], perMinuteMax: number): EpochMs {
  const oldest = startedAtMs[0];
  if (oldest === undefined || startedAtMs.length < perMinuteMax) return 0;
  return oldest + MINUTE_MS;
}
