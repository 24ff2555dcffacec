import type { QueryClient } from '@tanstack/react-query';
import type { Backfill, Integration } from '../api/integration.types.ts';
import type { ServerEvent } from './event-parser.ts';

/** Makes the page know what the server just said: small news is patched in, the rest is re-read. */
export function applyEvent(queries: QueryClient, event: ServerEvent): void {
  const { integrationId, venueId } = event.data;
  switch (event.name) {
    case 'backfill.progress':
      patchBackfill(queries, event.data);
      return;
    case 'integration.changed':
      stale(queries, ['integrations', venueId], ['integration', integrationId], ['overview']);
      stale(queries, ['timeline']);
      return;
    case 'run.finished':
      stale(queries, ['integrations', venueId], ['integration', integrationId]);
      stale(queries, ['runs', integrationId], ['timeline']);
      return;
    case 'days.changed':
      stale(queries, ['days', venueId], ['day', venueId], ['orders', venueId], ['overview']);
      stale(queries, ['pos-items', venueId]);
      return;
    case 'venue.changed':
      stale(queries, ['venues'], ['overview'], ['days', venueId], ['day', venueId]);
      return;
    default:
  }
}

function stale(queries: QueryClient, ...keys: unknown[][]): void {
  for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
}

function patchBackfill(queries: QueryClient, data: Record<string, unknown>): void {
  const { integrationId, venueId, percent, ordersImported, etaSeconds } = data;
  const withProgress = (integration: Integration): Integration => {
    if (integration.id !== integrationId || integration.backfill === null) return integration;
    const progress: Backfill = {
      ...integration.backfill,
      state: integration.backfill.state === 'pending' ? 'running' : integration.backfill.state,
      percent: typeof percent === 'number' ? percent : integration.backfill.percent,
      ordersImported:
        typeof ordersImported === 'number' ? ordersImported : integration.backfill.ordersImported,
      etaSeconds: typeof etaSeconds === 'number' ? etaSeconds : null,
    };
    return { ...integration, backfill: progress };
  };
  queries.setQueriesData<Integration[]>({ queryKey: ['integrations', venueId] }, (list) =>
    list?.map(withProgress),
  );
  queries.setQueryData<Integration>(['integration', integrationId], (integration) =>
    integration ? withProgress(integration) : integration,
  );
}
