import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, download, get } from './client.ts';
import type { ApiKey, Me, Member, Page, Venue } from './company.types.ts';
import type {
  Integration,
  Provider,
  Run,
  SettingsPreview,
  TimelineEvent,
  TimelineFilter,
  TimelineOf,
  TimelinePerson,
} from './integration.types.ts';
import type { Overview } from './overview.types.ts';

type Cursor = string | null;

export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => get<Me>('/api/v1/me', undefined, signal),
    staleTime: 5 * 60_000,
  });

export const venuesQuery = () =>
  queryOptions({
    queryKey: ['venues'],
    queryFn: async ({ signal }) =>
      (await get<Page<Venue>>('/api/v1/venues', { limit: 200 }, signal)).items,
    staleTime: 60_000,
    refetchInterval: (query) =>
      query.state.data?.some(
        ({ recomputation }) => recomputation !== null && recomputation.state !== 'done',
      )
        ? importPollMs
        : false,
  });

export const overviewQuery = () =>
  queryOptions({
    queryKey: ['overview'],
    queryFn: ({ signal }) => get<Overview>('/api/v1/overview', undefined, signal),
  });

export const providersQuery = () =>
  queryOptions({
    queryKey: ['providers'],
    queryFn: async ({ signal }) =>
      (await get<{ items: Provider[] }>('/api/v1/providers', undefined, signal)).items,
    staleTime: 60 * 60_000,
  });

export const integrationsQuery = (venueId: string, isActive: boolean) =>
  queryOptions({
    queryKey: ['integrations', venueId, { isActive }],
    queryFn: async ({ signal }) =>
      (
        await get<{ items: Integration[] }>(
          `/api/v1/venues/${venueId}/integrations`,
          { active: isActive },
          signal,
        )
      ).items,
    refetchInterval: (query) => (query.state.data?.some(isImporting) ? importPollMs : false),
  });

/** While history is being imported a card is asked for now and then, should events not arrive. */
export const importPollMs = 5000;

export const isImporting = (integration: Integration): boolean =>
  integration.backfill?.state === 'running' || integration.backfill?.state === 'pending';

export const integrationQuery = (integrationId: string) =>
  queryOptions({
    queryKey: ['integration', integrationId],
    queryFn: ({ signal }) =>
      get<Integration>(`/api/v1/integrations/${integrationId}`, undefined, signal),
    refetchInterval: (query) =>
      query.state.data && isImporting(query.state.data) ? importPollMs : false,
  });

const timelinePath = (of: TimelineOf): string =>
  'venueId' in of
    ? `/api/v1/venues/${of.venueId}/timeline`
    : `/api/v1/integrations/${of.integrationId}/timeline`;

export const timelineQuery = (of: TimelineOf, filter: TimelineFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ['timeline', of, filter],
    queryFn: ({ pageParam, signal }) =>
      get<Page<TimelineEvent>>(
        timelinePath(of),
        { ...filter, cursor: pageParam, limit: 100 },
        signal,
      ),
    initialPageParam: null as Cursor,
    getNextPageParam: (page) => page.nextCursor,
  });

/** The same as a file for a spreadsheet. */
export const downloadTimeline = (of: TimelineOf, filter: TimelineFilter) =>
  download(`${timelinePath(of)}.csv`, { ...filter });

/** Whom the timeline of a venue names. */
export const timelinePeopleQuery = (venueId: string) =>
  queryOptions({
    queryKey: ['timeline', 'people', venueId],
    queryFn: async ({ signal }) =>
      (
        await get<{ items: TimelinePerson[] }>(
          `/api/v1/venues/${venueId}/timeline/people`,
          undefined,
          signal,
        )
      ).items,
  });

export const settingsPreviewQuery = (integrationId: string, includeModifiers: boolean) =>
  queryOptions({
    queryKey: ['settings-preview', integrationId, includeModifiers],
    queryFn: ({ signal }) =>
      call<SettingsPreview>({
        method: 'POST',
        path: `/api/v1/integrations/${integrationId}/settings/preview`,
        body: { settings: { includeModifiers } },
        signal,
      }),
    staleTime: 60_000,
  });

export const runsQuery = (integrationId: string) =>
  infiniteQueryOptions({
    queryKey: ['runs', integrationId],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Run>>(
        `/api/v1/integrations/${integrationId}/runs`,
        { cursor: pageParam, limit: 50 },
        signal,
      ),
    initialPageParam: null as Cursor,
    getNextPageParam: (page) => page.nextCursor,
  });

export const membersQuery = () =>
  queryOptions({
    queryKey: ['members'],
    queryFn: async ({ signal }) =>
      (await get<{ items: Member[] }>('/api/v1/members', undefined, signal)).items,
  });

export const apiKeysQuery = () =>
  queryOptions({
    queryKey: ['api-keys'],
    queryFn: async ({ signal }) =>
      (await get<{ items: ApiKey[] }>('/api/v1/api-keys', undefined, signal)).items,
  });
