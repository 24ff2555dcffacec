import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

export interface RecentPayload {
  key: string;
  occurredAtMs: number;
  payloadText: string;
}

/** The vendor's words of a location's newest orders that still count, newest first. */
export async function listRecentPayloads(
  tx: Tx,
  wanted: { companyId: string; locationId: string; countMax: number },
): Promise<RecentPayload[]> {
  const rows = await tx.rows<{ key: string; occurred_at: Date; payload: string }>(sql`
    SELECT key, occurred_at, payload FROM orders
    WHERE company_id = ${wanted.companyId} AND location_id = ${wanted.locationId} AND gone_at IS NULL
    ORDER BY occurred_at DESC LIMIT ${wanted.countMax}
  `);
  return rows.map(({ key, occurred_at, payload }) => ({
    key,
    occurredAtMs: occurred_at.getTime(),
    payloadText: payload,
  }));
}
