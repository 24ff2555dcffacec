import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import { listSubscribers } from './endpoint.store.ts';
import { type Fact, testType } from './event-types.ts';
import { insertDeliveries, insertEvents } from './outgoing.store.ts';

/**
 * Writes down facts of one type for every endpoint that wants to hear of them, in the transaction
 * that makes them true: no message about what did not happen, and none forgotten. Without such an
 * endpoint nothing is written.
 */
export async function recordFacts(
  tx: Tx,
  facts: readonly Fact[],
  nowMs: number,
): Promise<{ deliveryIds: string[] }> {
  const [first] = facts;
  if (first === undefined) return { deliveryIds: [] };
  const endpointIds =
    first.type === testType ? [first.data.endpointId] : await listSubscribers(tx, first.type);
  if (endpointIds.length === 0) return { deliveryIds: [] };
  const timestamp = new Date(nowMs).toISOString();
  const events = facts.map(({ type, data }) => ({
    eventId: newId(nowMs),
    type,
    body: JSON.stringify({ type, timestamp, data }),
  }));
  const deliveries = events.flatMap(({ eventId }) =>
    endpointIds.map((endpointId) => ({ deliveryId: newId(nowMs), endpointId, eventId })),
  );
  await insertEvents(tx, events, nowMs);
  await insertDeliveries(tx, deliveries, nowMs);
  return { deliveryIds: deliveries.map(({ deliveryId }) => deliveryId) };
}
