import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

export interface OutgoingEvent {
  eventId: string;
  type: string;
  body: string;
}

export async function insertEvents(
  tx: Tx,
  events: readonly OutgoingEvent[],
  nowMs: number,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO outgoing_events (company_id, event_id, type, occurred_at, body)
    SELECT ${tx.companyId}, event."eventId", event.type, ${new Date(nowMs)}, event.body
    FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
      AS event ("eventId" uuid, type text, body text)
  `);
}

export async function insertDeliveries(
  tx: Tx,
  deliveries: readonly { deliveryId: string; endpointId: string; eventId: string }[],
  nowMs: number,
): Promise<void> {
  const now = new Date(nowMs);
  await tx.run(sql`
    INSERT INTO webhook_deliveries (company_id, delivery_id, endpoint_id, event_id, state,
      next_attempt_at, created_at)
    SELECT ${tx.companyId}, delivery."deliveryId", delivery."endpointId", delivery."eventId",
      'pending', ${now}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb)
      AS delivery ("deliveryId" uuid, "endpointId" uuid, "eventId" uuid)
  `);
}

/** Events whose deliveries are all forgotten. */
export async function deleteUnusedEvents(tx: Tx): Promise<void> {
  await tx.run(sql`
    DELETE FROM outgoing_events event WHERE event.company_id = ${tx.companyId} AND NOT EXISTS (
      SELECT FROM webhook_deliveries delivery
      WHERE delivery.company_id = event.company_id AND delivery.event_id = event.event_id)
  `);
}

/**
 * Waits for whoever is judging days of the venue: of two transactions that each complete half a
 * day, the second one sees the first.
 */
export async function lockVenueDays(tx: Tx, venueId: string): Promise<void> {
  await tx.run(sql`
    SELECT pg_advisory_xact_lock(hashtextextended(${`webhooks: days of ${venueId}`}, 0))
  `);
}
