import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { nowMs } from '../lib/clock.ts';
import { applyEvent } from './apply-event.ts';
import { setConnection } from './connection.ts';
import type { ServerEvent } from './event-parser.ts';
import { readEventStream } from './event-stream.ts';

const retryMinMs = 1000;
const retryMaxMs = 30_000;
/** Bursts (an import touches many days a second) are answered once per beat. */
const beatMs = 400;

const wait = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Collects events and applies the last of each kind and subject once per beat. */
function createBeat(queries: QueryClient) {
  const waiting = new Map<string, ServerEvent>();
  const flush = () => {
    const events = [...waiting.values()];
    waiting.clear();
    for (const event of events) applyEvent(queries, event);
  };
  return (event: ServerEvent) => {
    const { integrationId, venueId } = event.data;
    if (waiting.size === 0) setTimeout(flush, beatMs);
    waiting.set(`${event.name} ${String(venueId)} ${String(integrationId)}`, event);
  };
}

async function keepListening(queries: QueryClient, signal: AbortSignal): Promise<void> {
  const onEvent = createBeat(queries);
  let failures = 0;
  while (!signal.aborted) {
    const startedMs = nowMs();
    try {
      await readEventStream({
        path: '/api/v1/events',
        signal,
        onEvent,
        onOpen: () => {
          setConnection('live');
          // What happened while nobody listened is asked for once.
          if (failures > 0) void queries.invalidateQueries();
          failures = 0;
        },
      });
    } catch {
      // Ended by an error or by silence: the same remedy as a plain end.
    }
    if (signal.aborted) return;
    failures = nowMs() - startedMs > retryMaxMs ? 1 : failures + 1;
    if (failures > 2) {
      setConnection('lost');
      // The polling fallback: whatever is on the screen is read again on every attempt.
      void queries.invalidateQueries({ refetchType: 'active' });
    }
    await wait(Math.min(retryMaxMs, retryMinMs * 2 ** failures), signal);
  }
}

/** Keeps the page true while it is open: one event stream, reconnecting, with polling behind it. */
export function useLiveEvents(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    void keepListening(queries, stop.signal);
    return () => stop.abort();
  }, [queries]);
}
