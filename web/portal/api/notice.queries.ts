import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, get, post } from './client.ts';
import type { Page } from './company.types.ts';

export const noticeKinds = [
  'integration_warned',
  'integration_called_off',
  'integration_recovered',
  'webhook_disabled',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export interface NoticePreferences {
  kinds: NoticeKind[];
  /** Null: all venues, those to come included. */
  venueIds: string[] | null;
  /** Null: both languages. */
  language: 'en' | 'fr' | null;
  quietHours: { from: string; to: string } | null;
  gatherMinutes: number;
}

export type DeliveryState =
  | 'waiting'
  | 'sending'
  | 'sent'
  | 'unconfirmed'
  | 'failed'
  | 'withdrawn'
  | 'expired';

export interface Delivery {
  userId: string;
  name: string;
  state: DeliveryState;
  at: string | null;
  lastError: string | null;
}

export interface PortalNotice {
  id: string;
  kind: NoticeKind;
  at: string;
  venueId: string;
  /** Null for a notice about a webhook. */
  integrationId: string | null;
  title: string;
  text: string;
  toDo: string;
  deliveries: Delivery[];
}

const preferencesPath = '/api/v1/me/notice-preferences';

export const noticePreferencesQuery = () =>
  queryOptions({
    queryKey: ['notice-preferences'],
    queryFn: async ({ signal }) =>
      (await get<{ preferences: NoticePreferences | null }>(preferencesPath, undefined, signal))
        .preferences,
  });

const outboxPollMs = 15_000;

export const noticesQuery = () =>
  infiniteQueryOptions({
    queryKey: ['notices'],
    queryFn: ({ pageParam, signal }) =>
      get<Page<PortalNotice> & { mailsGoOut: boolean }>(
        '/api/v1/notices',
        { cursor: pageParam, limit: 50 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: outboxPollMs,
  });

export const saveNoticePreferences = (preferences: NoticePreferences) =>
  call<{ preferences: NoticePreferences }>({
    method: 'PUT',
    path: preferencesPath,
    body: preferences,
  });
export const resendNotice = (noticeId: string) =>
  post<{ mails: number }>(`/api/v1/notices/${noticeId}/resend`);
