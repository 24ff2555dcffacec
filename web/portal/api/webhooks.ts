import { queryOptions } from '@tanstack/react-query';
import { get, patch, post, remove } from './client.ts';

export const webhookEventTypes = [
  'integration.status_changed',
  'day.completed',
  'day.restated',
  'run.finished',
] as const;
export type WebhookEventType = (typeof webhookEventTypes)[number];

export interface Webhook {
  id: string;
  url: string;
  description: string;
  eventTypes: WebhookEventType[];
  enabled: boolean;
  disabledAt: string | null;
  disabledReason: 'user' | 'gone' | 'failing' | null;
  failingSince: string | null;
  lastSuccessAt: string | null;
  createdAt: string;
}

export interface WebhookDelivery {
  id: string;
  messageId: string;
  type: WebhookEventType | 'webhook.test';
  occurredAt: string;
  state: 'pending' | 'delivered' | 'failed';
  attemptCount: number;
  nextAttemptAt: string | null;
  lastStatus: number | null;
  lastFailure: string | null;
}

export interface WebhookDeliveryDetail extends WebhookDelivery {
  message: unknown;
  attempts: {
    at: string;
    durationMs: number;
    status: number | null;
    failure: string | null;
    answerStart: string | null;
  }[];
}

export interface WebhookDraft {
  url: string;
  description: string;
  eventTypes: WebhookEventType[];
}

const base = '/api/v1/webhooks';
/** While something waits to be sent, its log is read again this often. */
const waitingMs = 2000;

export const webhooksQuery = () =>
  queryOptions({
    queryKey: ['webhooks'],
    queryFn: async ({ signal }) => (await get<{ items: Webhook[] }>(base, undefined, signal)).items,
  });

export const webhookDeliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id, 'deliveries'],
    queryFn: async ({ signal }) =>
      (await get<{ items: WebhookDelivery[] }>(`${base}/${id}/deliveries`, undefined, signal))
        .items,
    refetchInterval: ({ state }) =>
      state.data?.some((delivery) => delivery.state === 'pending') ? waitingMs : false,
  });

export const webhookDeliveryQuery = (id: string, deliveryId: string) =>
  queryOptions({
    queryKey: ['webhooks', id, 'deliveries', deliveryId],
    queryFn: ({ signal }) =>
      get<WebhookDeliveryDetail>(`${base}/${id}/deliveries/${deliveryId}`, undefined, signal),
  });

export const createWebhook = (draft: WebhookDraft) =>
  post<Webhook & { secret: string }>(base, draft);
export const changeWebhook = (id: string, change: Partial<WebhookDraft> & { enabled?: boolean }) =>
  patch<Webhook>(`${base}/${id}`, change);
export const deleteWebhook = (id: string) => remove<void>(`${base}/${id}`);
export const rotateWebhookSecret = (id: string) =>
  post<{ secret: string }>(`${base}/${id}/rotate-secret`);
export const testWebhook = (id: string) => post<WebhookDelivery>(`${base}/${id}/test`);
export const redeliverWebhook = (id: string, deliveryId: string) =>
  post<WebhookDelivery>(`${base}/${id}/deliveries/${deliveryId}/redeliver`);
