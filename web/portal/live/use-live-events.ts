import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { applyEvent } from './apply-event.ts';
import { setConnection } from './connection.ts';
import type { ServerEvent } from './event-parser.ts';
import type { Word } from './keep-listening.ts';
import { listenTogether } from './listen-together.ts';
import { whileSeen } from './while-seen.ts';

/** Bursts (an import touches many days a second) are answered once per beat. */
const beatMs = 400;

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

/** Keeps the page true while it is seen: what changed is read again, also what changed unseen. */
function listenWhileSeen(queries: QueryClient, companyId: string): () => void {
  const onEvent = createBeat(queries);
  let wasAway = false;
  const hear = (word: Word) => {
    if (word.kind === 'event') return onEvent(word.event);
    setConnection(word.kind);
    // The polling fallback: whatever is on the screen is read again on every attempt.
    if (word.kind === 'lost') return void queries.invalidateQueries({ refetchType: 'active' });
    // What happened while nobody listened is asked for once.
    if (word.hasGap || wasAway) void queries.invalidateQueries();
    wasAway = false;
  };
  return whileSeen((signal) => {
    signal.addEventListener('abort', () => {
      wasAway = true;
    });
    void listenTogether({ companyId, signal, hear });
  });
}

/** Keeps the page true while it is looked at: server events, with polling behind them. */
export function useLiveEvents(companyId: string): void {
  const queries = useQueryClient();
  useEffect(() => listenWhileSeen(queries, companyId), [queries, companyId]);
}
