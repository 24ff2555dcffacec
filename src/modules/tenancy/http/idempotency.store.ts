import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** One POST that must happen once: its key, where it went and what it said. */
export interface Claim {
  key: string;
  route: string;
  bodyHash: Buffer;
  nowMs: number;
}

/** `status` is null while the first call is still at work. */
export interface ClaimRow {
  bodyHash: Buffer;
  status: number | null;
  reply: unknown;
}

/** How long a call waits for the one with the same key, in the transaction it works in. */
export async function limitLockWait(tx: Tx, timeoutMs: number): Promise<void> {
  await tx.run(sql`SELECT set_config('lock_timeout', ${String(timeoutMs)}, true)`);
}

/**
 * True when this call is the first with its key. While another transaction holds the same key
 * uncommitted, PostgreSQL waits here for how it ends.
 */
export async function recordClaim(tx: Tx, claim: Claim): Promise<boolean> {
  const inserted = await tx.run(
    sql`INSERT INTO idempotency_replies (company_id, route, idempotency_key, body_hash, created_at)
        VALUES (${tx.companyId}, ${claim.route}, ${claim.key}, ${claim.bodyHash},
                ${new Date(claim.nowMs)})
        ON CONFLICT (company_id, route, idempotency_key) DO NOTHING`,
  );
  return inserted > 0;
}

export async function findClaim(tx: Tx, claim: Claim): Promise<ClaimRow | null> {
  return tx.first(
    sql`SELECT body_hash AS "bodyHash", status, reply FROM idempotency_replies
        WHERE company_id = ${tx.companyId} AND route = ${claim.route}
          AND idempotency_key = ${claim.key}`,
  );
}

/** Takes over a claim whose call never ended (its process died). True for one caller only. */
export async function takeOverClaim(
  tx: Tx,
  claim: Claim,
  startedBeforeMs: number,
): Promise<boolean> {
  const touched = await tx.run(
    sql`UPDATE idempotency_replies SET created_at = ${new Date(claim.nowMs)}
        WHERE company_id = ${tx.companyId} AND route = ${claim.route}
          AND idempotency_key = ${claim.key} AND status IS NULL
          AND created_at < ${new Date(startedBeforeMs)}`,
  );
  return touched > 0;
}

export async function storeReply(
  tx: Tx,
  claim: Claim,
  answer: { status: number; reply: unknown },
): Promise<void> {
  await tx.run(
    sql`UPDATE idempotency_replies
        SET status = ${answer.status}, reply = ${JSON.stringify(answer.reply ?? null)}
        WHERE company_id = ${tx.companyId} AND route = ${claim.route}
          AND idempotency_key = ${claim.key}`,
  );
}

/** A call that failed had no effect: the same key may be used again. */
export async function releaseClaim(tx: Tx, claim: Claim): Promise<void> {
  await tx.run(
    sql`DELETE FROM idempotency_replies
        WHERE company_id = ${tx.companyId} AND route = ${claim.route}
          AND idempotency_key = ${claim.key} AND status IS NULL`,
  );
}

/** Sweeps a few of the company's old replies; every call does, so they never pile up. */
export async function deleteOldReplies(tx: Tx, olderThanMs: number): Promise<void> {
  await tx.run(
    sql`DELETE FROM idempotency_replies WHERE ctid IN (
          SELECT ctid FROM idempotency_replies
          WHERE company_id = ${tx.companyId} AND created_at < ${new Date(olderThanMs)}
          LIMIT 100 FOR UPDATE SKIP LOCKED)`,
  );
}
