import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { AttemptResult } from './decide-delivery.ts';

export type DeliveryState = 'pending' | 'delivered' | 'failed';

/** A message that is ours to send until the lease ends. */
export interface ClaimedDelivery {
  deliveryId: string;
  claimId: string;
  eventId: string;
  type: string;
  body: string;
  attemptCount: number;
  firstAttemptAt: Date;
}

/** Takes the endpoint's longest waiting message; null when none is due. */
export async function claimDelivery(
  tx: Tx,
  claim: { endpointId: string; nowMs: number; leaseMs: number },
): Promise<ClaimedDelivery | null> {
  const now = new Date(claim.nowMs);
  return tx.first(sql`
    UPDATE webhook_deliveries d SET attempt_count = attempt_count + 1, claim_id = ${newId(claim.nowMs)},
      first_attempt_at = coalesce(first_attempt_at, ${now}),
      next_attempt_at = ${new Date(claim.nowMs + claim.leaseMs)}
    FROM outgoing_events e
    WHERE d.company_id = ${tx.companyId} AND d.delivery_id = (
        SELECT due.delivery_id FROM webhook_deliveries due
        WHERE due.company_id = ${tx.companyId} AND due.endpoint_id = ${claim.endpointId}
          AND due.state = 'pending' AND due.next_attempt_at <= ${now}
        ORDER BY due.next_attempt_at, due.delivery_id LIMIT 1 FOR UPDATE SKIP LOCKED)
      AND e.company_id = d.company_id AND e.event_id = d.event_id
    RETURNING d.delivery_id AS "deliveryId", d.claim_id AS "claimId", d.event_id AS "eventId",
      e.type, e.body, d.attempt_count AS "attemptCount", d.first_attempt_at AS "firstAttemptAt"
  `);
}

/** Writes down what a claim came to; false when it is no longer ours. */
export async function settleDelivery(
  tx: Tx,
  settled: {
    deliveryId: string;
    claimId: string;
    state: DeliveryState;
    nextAttemptAtMs: number;
    nowMs: number;
  },
): Promise<boolean> {
  const { state } = settled;
  const finishedAt = state === 'pending' ? null : new Date(settled.nowMs);
  const touched = await tx.run(sql`
    UPDATE webhook_deliveries SET state = ${state}, claim_id = NULL, finished_at = ${finishedAt},
      next_attempt_at = ${new Date(settled.nextAttemptAtMs)}
    WHERE company_id = ${tx.companyId} AND delivery_id = ${settled.deliveryId}
      AND claim_id = ${settled.claimId} AND state = 'pending'
  `);
  return touched === 1;
}

/** Hands a message back that was not sent, as if it had never been taken. */
export async function releaseDelivery(
  tx: Tx,
  released: { deliveryId: string; claimId: string; nowMs: number },
): Promise<void> {
  await tx.run(sql`
    UPDATE webhook_deliveries SET attempt_count = attempt_count - 1, claim_id = NULL,
      next_attempt_at = ${new Date(released.nowMs)}
    WHERE company_id = ${tx.companyId} AND delivery_id = ${released.deliveryId}
      AND claim_id = ${released.claimId} AND state = 'pending'
  `);
}

/** Gives up whatever still waits for an endpoint. */
export async function failPending(
  tx: Tx,
  failed: { endpointId: string; nowMs: number },
): Promise<void> {
  await tx.run(sql`
    UPDATE webhook_deliveries SET state = 'failed', claim_id = NULL,
      finished_at = ${new Date(failed.nowMs)}
    WHERE company_id = ${tx.companyId} AND endpoint_id = ${failed.endpointId} AND state = 'pending'
  `);
}

/** Sends a message anew, with all its attempts before it. Its id stays. */
export async function restartDelivery(
  tx: Tx,
  restarted: { deliveryId: string; nowMs: number },
): Promise<void> {
  await tx.run(sql`
    UPDATE webhook_deliveries SET state = 'pending', attempt_count = 0, first_attempt_at = NULL,
      claim_id = NULL, finished_at = NULL, next_attempt_at = ${new Date(restarted.nowMs)}
    WHERE company_id = ${tx.companyId} AND delivery_id = ${restarted.deliveryId}
  `);
}

/** Attempts kept of one message. */
const attemptsKept = 40;

export async function insertAttempt(
  tx: Tx,
  attempt: {
    deliveryId: string;
    atMs: number;
    durationMs: number;
    result: Pick<AttemptResult, 'status' | 'failure' | 'answerStart'>;
  },
): Promise<void> {
  const { status, failure, answerStart } = attempt.result;
  await tx.run(sql`
    INSERT INTO webhook_attempts (company_id, attempt_id, delivery_id, at, duration_ms, status,
      failure, answer_start)
    VALUES (${tx.companyId}, ${newId(attempt.atMs)}, ${attempt.deliveryId},
      ${new Date(attempt.atMs)}, ${attempt.durationMs}, ${status}, ${failure}, ${answerStart})
  `);
  await tx.run(sql`
    DELETE FROM webhook_attempts WHERE company_id = ${tx.companyId} AND attempt_id IN (
      SELECT attempt_id FROM webhook_attempts
      WHERE company_id = ${tx.companyId} AND delivery_id = ${attempt.deliveryId}
      ORDER BY attempt_id DESC OFFSET ${attemptsKept})
  `);
}

/** Forgets finished messages of an endpoint: those from before an instant, and all but the newest. */
export async function deleteOldDeliveries(
  tx: Tx,
  old: { endpointId: string; beforeMs: number; keptMax: number },
): Promise<void> {
  await tx.run(sql`
    DELETE FROM webhook_deliveries
    WHERE company_id = ${tx.companyId} AND endpoint_id = ${old.endpointId} AND state <> 'pending'
      AND (finished_at < ${new Date(old.beforeMs)} OR delivery_id <= (
        SELECT delivery_id FROM webhook_deliveries
        WHERE company_id = ${tx.companyId} AND endpoint_id = ${old.endpointId}
        ORDER BY delivery_id DESC OFFSET ${old.keptMax} LIMIT 1))
  `);
}
