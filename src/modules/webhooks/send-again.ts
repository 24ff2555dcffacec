import type { Tx } from '#platform/db/database.ts';
import { getEndpoint } from './change-endpoints.ts';
import { restartDelivery } from './delivery.store.ts';
import { type DeliveryRow, findDelivery, listDeliveries } from './delivery-log.store.ts';
import { testType } from './event-types.ts';
import { recordFacts } from './record-facts.ts';
import { deliveryNotFound, endpointDisabled, tooManyTests } from './refusals.ts';

type Found = DeliveryRow & { body: string };

/** @throws Refusal 404 `webhook_not_found` or `webhook_delivery_not_found`. */
export async function getDelivery(
  tx: Tx,
  place: { endpointId: string; deliveryId: string },
): Promise<Found> {
  await getEndpoint(tx, place.endpointId);
  const delivery = await findDelivery(tx, place);
  if (delivery === null) throw deliveryNotFound();
  return delivery;
}

/**
 * Has a test message sent, once.
 * @throws Refusal 404 `webhook_not_found`, 409 `webhook_disabled` or `webhook_test_waiting`.
 */
export async function requestTest(
  tx: Tx,
  { endpointId, nowMs }: { endpointId: string; nowMs: number },
): Promise<Found> {
  const endpoint = await getEndpoint(tx, endpointId);
  if (endpoint.disabledAt !== null) throw endpointDisabled();
  const [newest] = await listDeliveries(tx, { endpointId, before: null, countMax: 1 });
  if (newest?.type === testType && newest.state === 'pending') throw tooManyTests();
  const fact = { type: testType, data: { endpointId } } as const;
  const [deliveryId = ''] = (await recordFacts(tx, [fact], nowMs)).deliveryIds;
  return getDelivery(tx, { endpointId, deliveryId });
}

/**
 * Has a message sent again from the start, under its own id.
 * @throws Refusal 404 as {@link getDelivery}, 409 `webhook_disabled`.
 */
export async function requestRedelivery(
  tx: Tx,
  place: { endpointId: string; deliveryId: string; nowMs: number },
): Promise<Found> {
  const endpoint = await getEndpoint(tx, place.endpointId);
  await getDelivery(tx, place);
  if (endpoint.disabledAt !== null) throw endpointDisabled();
  await restartDelivery(tx, place);
  return getDelivery(tx, place);
}
