import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { DeliveryState } from './delivery.store.ts';

export interface DeliveryRow {
  deliveryId: string;
  eventId: string;
  type: string;
  occurredAt: Date;
  state: DeliveryState;
  attemptCount: number;
  nextAttemptAt: Date;
  isClaimed: boolean;
  finishedAt: Date | null;
  /** Of the last attempt. */
  lastStatus: number | null;
  lastFailure: string | null;
}

/** Newest first; `before` is the id of the last one of the page before. */
export async function listDeliveries(
  tx: Tx,
  page: { endpointId: string; before: string | null; countMax: number },
): Promise<DeliveryRow[]> {
  return tx.rows(sql`
    SELECT d.delivery_id AS "deliveryId", d.event_id AS "eventId", e.type,
      e.occurred_at AS "occurredAt", d.state, d.attempt_count AS "attemptCount",
      d.next_attempt_at AS "nextAttemptAt", d.claim_id IS NOT NULL AS "isClaimed",
      d.finished_at AS "finishedAt", last.status AS "lastStatus", last.failure AS "lastFailure"
    FROM webhook_deliveries d
    JOIN outgoing_events e ON e.company_id = d.company_id AND e.event_id = d.event_id
    LEFT JOIN LATERAL (
      SELECT a.status, a.failure FROM webhook_attempts a
      WHERE a.company_id = d.company_id AND a.delivery_id = d.delivery_id
      ORDER BY a.attempt_id DESC LIMIT 1
    ) last ON true
    WHERE d.company_id = ${tx.companyId} AND d.endpoint_id = ${page.endpointId}
      AND (${page.before}::uuid IS NULL OR d.delivery_id < ${page.before}::uuid)
    ORDER BY d.delivery_id DESC LIMIT ${page.countMax}
  `);
}

export async function findDelivery(
  tx: Tx,
  place: { endpointId: string; deliveryId: string },
): Promise<(DeliveryRow & { body: string }) | null> {
  return tx.first(sql`
    SELECT d.delivery_id AS "deliveryId", d.event_id AS "eventId", e.type, e.body,
      e.occurred_at AS "occurredAt", d.state, d.attempt_count AS "attemptCount",
      d.next_attempt_at AS "nextAttemptAt", d.claim_id IS NOT NULL AS "isClaimed",
      d.finished_at AS "finishedAt", last.status AS "lastStatus", last.failure AS "lastFailure"
    FROM webhook_deliveries d
    JOIN outgoing_events e ON e.company_id = d.company_id AND e.event_id = d.event_id
    LEFT JOIN LATERAL (
      SELECT a.status, a.failure FROM webhook_attempts a
      WHERE a.company_id = d.company_id AND a.delivery_id = d.delivery_id
      ORDER BY a.attempt_id DESC LIMIT 1
    ) last ON true
    WHERE d.company_id = ${tx.companyId} AND d.endpoint_id = ${place.endpointId}
      AND d.delivery_id = ${place.deliveryId}
  `);
}

export interface AttemptRow {
  at: Date;
  durationMs: number;
  status: number | null;
  failure: string | null;
  answerStart: string | null;
}

/** Newest first; never more than are kept. */
export async function listAttempts(tx: Tx, deliveryId: string): Promise<AttemptRow[]> {
  return tx.rows(sql`
    SELECT at, duration_ms AS "durationMs", status, failure, answer_start AS "answerStart"
    FROM webhook_attempts
    WHERE company_id = ${tx.companyId} AND delivery_id = ${deliveryId}
    ORDER BY attempt_id DESC
  `);
}
