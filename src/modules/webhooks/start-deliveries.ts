import { setTimeout as delay } from 'node:timers/promises';
import { createLane } from '#modules/sync/index.ts';
import { deliverToEndpoint } from './deliver.ts';
import type { WebhookDeps } from './deps.ts';
import { listDueEndpoints } from './endpoint.store.ts';

/** Endpoints served at once in one process: a silent one holds its place for one timeout. */
const concurrencyMax = 8;
const tickMs = 1000;

/**
 * Sends what is due, until stopped. Any number of processes may: the database decides who sends
 * what. It outlives a lost database.
 */
export function startDeliveries(deps: WebhookDeps): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const onError = (error: unknown) => {
    if (!signal.aborted) deps.log.warn('the sending of webhooks met an error', { error });
    return false;
  };
  let wake = () => {};
  const lane = createLane(
    {
      find: (countMax) =>
        deps.database.withoutCompany((tx) =>
          listDueEndpoints(tx, { nowMs: deps.clock.now(), countMax }),
        ),
      keyOf: (due) => due.endpointId,
      perform: (due) => deliverToEndpoint(deps, { ...due, signal }),
      onError,
    },
    concurrencyMax,
    () => wake(),
  );
  const keepSending = async () => {
    while (!signal.aborted) {
      const freed = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await lane.fill().catch(onError);
      await Promise.race([freed, delay(tickMs, undefined, { signal }).catch(() => undefined)]);
    }
    await lane.drained();
  };
  const ended = keepSending();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
