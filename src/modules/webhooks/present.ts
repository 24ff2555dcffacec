import type { AttemptRow, DeliveryRow } from './delivery-log.store.ts';
import type { Endpoint } from './endpoint.store.ts';
import { eventTypes, messageSchema } from './event-types.ts';

export function presentEndpoint(endpoint: Endpoint) {
  return {
    id: endpoint.endpointId,
    url: endpoint.url,
    description: endpoint.description,
    // A type that this version does not know is sent to nobody.
    eventTypes: eventTypes.filter((type) => endpoint.eventTypes.includes(type)),
    enabled: endpoint.disabledAt === null,
    disabledAt: toInstant(endpoint.disabledAt),
    disabledReason: endpoint.disabledReason,
    failingSince: toInstant(endpoint.failingSince),
    lastSuccessAt: toInstant(endpoint.lastSuccessAt),
    createdAt: endpoint.createdAt.toISOString(),
  };
}

export function presentDelivery(row: DeliveryRow) {
  return {
    id: row.deliveryId,
    messageId: row.eventId,
    type: row.type,
    occurredAt: row.occurredAt.toISOString(),
    state: row.state,
    attemptCount: row.attemptCount,
    nextAttemptAt:
      row.state === 'pending' && !row.isClaimed ? row.nextAttemptAt.toISOString() : null,
    finishedAt: toInstant(row.finishedAt),
    lastStatus: row.lastStatus,
    lastFailure: row.lastFailure,
  };
}

export function presentDeliveryDetail(
  row: DeliveryRow & { body: string },
  attempts: readonly AttemptRow[],
) {
  return {
    ...presentDelivery(row),
    message: messageSchema.parse(JSON.parse(row.body)),
    attempts: attempts.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })),
  };
}

function toInstant(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
