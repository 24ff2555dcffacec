import { newId } from '#kernel/ids.ts';
import type { Localized } from '#kernel/localized.ts';
import type { TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { MergeSource } from './merge-orders.store.ts';

/** An order we could not understand, as the vendor sent it, and why. */
export interface UnreadableOrder {
  key: string | null;
  /** Its business time; null where that is not known. */
  occurredAtMs: number | null;
  payloadText: string;
  payloadHash: Buffer;
  reason: Localized;
}

/** Sets orders aside; the same payload read again is the same row. Answers how many were new. */
export async function recordQuarantined(
  tx: Tx,
  source: MergeSource,
  orders: readonly UnreadableOrder[],
): Promise<number> {
  if (orders.length === 0) return 0;
  const now = new Date(source.nowMs);
  const rows = orders.map((order) => ({
    id: newId(source.nowMs),
    key: order.key,
    at: order.occurredAtMs === null ? null : new Date(order.occurredAtMs).toISOString(),
    payload: order.payloadText,
    hash: order.payloadHash.toString('hex'),
    reason: order.reason,
  }));
  const stored = await tx.rows<{ is_new: boolean }>(sql`
    INSERT INTO quarantined_orders AS held (company_id, quarantine_id, venue_id, location_id, run_id, key,
      occurred_at, payload, payload_hash, reason, first_seen_at, last_seen_at)
    SELECT DISTINCT ON (row.hash) ${source.companyId}, row.id, ${source.venueId}, ${source.locationId}, ${source.runId},
      row.key, row.at, row.payload, decode(row.hash, 'hex'), row.reason, ${now}::timestamptz, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS row (id uuid, key text, at timestamptz, payload text, hash text, reason jsonb)
    ON CONFLICT (company_id, location_id, payload_hash) DO UPDATE SET
      last_seen_at = excluded.last_seen_at, occurred_at = excluded.occurred_at, resolved_at = NULL
    RETURNING first_seen_at = last_seen_at AS is_new
  `);
  return stored.filter((row) => row.is_new).length;
}

/** Marks what was set aside under these keys as settled: the order arrived well-formed. */
export async function resolveQuarantined(
  tx: Tx,
  source: MergeSource,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await tx.run(sql`
    UPDATE quarantined_orders SET resolved_at = ${new Date(source.nowMs)}
    WHERE company_id = ${source.companyId} AND location_id = ${source.locationId}
      AND key = ANY(${keys}::text[]) AND resolved_at IS NULL
  `);
}

/** Who looked at what was set aside and does not expect it to be read, and when; null takes it back. */
export async function updateDismissal(
  tx: Tx,
  quarantineId: string,
  dismissal: { at: Date; by: TimelineActor } | null,
): Promise<void> {
  await tx.run(sql`
    UPDATE quarantined_orders SET dismissed_at = ${dismissal?.at ?? null}::timestamptz,
      dismissed_by = ${dismissal === null ? null : JSON.stringify(dismissal.by)}::jsonb
    WHERE company_id = ${tx.companyId} AND quarantine_id = ${quarantineId}
  `);
}
