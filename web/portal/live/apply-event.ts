import type { QueryClient } from '@tanstack/react-query';
import type { ServerEvent } from './event-parser.ts';

/** Makes the page know what the server just said: events name what changed, which is read again. */
export function applyEvent(queries: QueryClient, event: ServerEvent): void {
  const { integrationId, venueId } = event.data;
  switch (event.name) {
    case 'backfill.progress':
      stale(queries, ['integrations', venueId], ['integration', integrationId], ['onboarding']);
      return;
    case 'integration.changed':
      stale(queries, ['integrations', venueId], ['integration', integrationId], ['overview']);
      stale(queries, ['timeline'], ['onboarding'], ['quarantine', venueId]);
      return;
    case 'run.finished':
      stale(queries, ['integrations', venueId], ['integration', integrationId]);
      stale(queries, ['runs', integrationId], ['timeline'], ['onboarding']);
      stale(queries, ['quarantine', venueId]);
      // A run may hold bills of approved days back, and change no day.
      stale(queries, ['reconciliation', venueId]);
      return;
    case 'days.changed':
      stale(queries, ['days', venueId], ['day', venueId], ['orders', venueId], ['overview']);
      stale(queries, ['pos-items', venueId], ['reconciliation', venueId]);
      return;
    case 'venue.changed':
      stale(queries, ['venues'], ['overview'], ['days', venueId], ['day', venueId]);
      stale(queries, ['orders', venueId], ['pos-items', venueId], ['reconciliation', venueId]);
      return;
    case 'file.changed':
      stale(queries, ['files', integrationId]);
      return;
    case 'onboarding.changed':
      stale(queries, ['onboarding']);
      return;
    case 'gap':
      void queries.invalidateQueries();
      return;
    default:
  }
}

function stale(queries: QueryClient, ...keys: unknown[][]): void {
  for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
}
