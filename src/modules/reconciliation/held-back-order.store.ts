import type { EpochMs } from '#kernel/clock.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { BillChanges } from './hold-back.ts';

/** As it is kept; one that is voided is edited here. */
type KeptChange = Exclude<keyof BillChanges, 'voided'>;

/** A bill that a till sent for an approved day, as it was told last. */
export interface HeldBackOrder {
  key: string;
  change: KeptChange;
  /** The till's words; null for a bill that was taken back. */
  payloadText: string | null;
  /** When it was sold, as told now. */
  occurredAtMs: EpochMs;
  /** When it was sold, as it is stored; null for one that is not stored. */
  storedAtMs: EpochMs | null;
}

/** The location that sent it. */
export interface HeldBackScope {
  companyId: string;
  locationId: string;
}

interface HeldBackRow {
  key: string;
  change: KeptChange;
  payload: string | null;
  occurred_at: Date;
  stored_at: Date | null;
}

/** Everything that is held back of one location, in order of time, with when it was said. */
export async function listHeldBackOrders(
  tx: Tx,
  scope: HeldBackScope,
): Promise<(HeldBackOrder & { toldAtMs: EpochMs })[]> {
  const rows = await tx.rows<HeldBackRow & { told_at: Date }>(sql`
    SELECT key, change, payload, occurred_at, stored_at, told_at FROM held_back_orders
    WHERE company_id = ${scope.companyId} AND location_id = ${scope.locationId}
    ORDER BY occurred_at, key
  `);
  return rows.map((row) => ({
    key: row.key,
    change: row.change,
    payloadText: row.payload,
    occurredAtMs: row.occurred_at.getTime(),
    storedAtMs: row.stored_at?.getTime() ?? null,
    toldAtMs: row.told_at.getTime(),
  }));
}

/** As `listHeldBackOrders`, without the words. */
export async function listHeldBackTimes(
  tx: Tx,
  scope: HeldBackScope,
): Promise<Pick<HeldBackOrder, 'key' | 'occurredAtMs' | 'storedAtMs'>[]> {
  const rows = await tx.rows<Pick<HeldBackRow, 'key' | 'occurred_at' | 'stored_at'>>(sql`
    SELECT key, occurred_at, stored_at FROM held_back_orders
    WHERE company_id = ${scope.companyId} AND location_id = ${scope.locationId}
  `);
  return rows.map((row) => ({
    key: row.key,
    occurredAtMs: row.occurred_at.getTime(),
    storedAtMs: row.stored_at?.getTime() ?? null,
  }));
}

/** The keys of what is held back and was said after an instant. */
export async function listHeldBackSince(
  tx: Tx,
  scope: HeldBackScope & { toldAtMs: EpochMs },
): Promise<string[]> {
  const rows = await tx.rows<{ key: string }>(sql`
    SELECT key FROM held_back_orders
    WHERE company_id = ${scope.companyId} AND location_id = ${scope.locationId}
      AND told_at > ${new Date(scope.toldAtMs)}
  `);
  return rows.map((row) => row.key);
}

/** Which of these keys are held back. */
export async function listHeldBackKeys(
  tx: Tx,
  scope: HeldBackScope & { keys: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ key: string }>(sql`
    SELECT key FROM held_back_orders
    WHERE company_id = ${scope.companyId} AND location_id = ${scope.locationId}
      AND key = ANY(${scope.keys}::text[])
  `);
  return new Set(rows.map((row) => row.key));
}

/** Of each bill the last word counts; said again, it stays as old as it is. */
export async function upsertHeldBackOrders(
  tx: Tx,
  scope: HeldBackScope & { toldAtMs: EpochMs },
  orders: readonly HeldBackOrder[],
): Promise<void> {
  if (orders.length === 0) return;
  const toDate = (instantMs: EpochMs | null) => (instantMs === null ? null : new Date(instantMs));
  await tx.run(sql`
    INSERT INTO held_back_orders
      (company_id, location_id, key, change, payload, occurred_at, stored_at, told_at)
    SELECT ${scope.companyId}, ${scope.locationId}, told.*, ${new Date(scope.toldAtMs)}
    FROM unnest(
      ${orders.map((order) => order.key)}::text[],
      ${orders.map((order) => order.change)}::text[],
      ${orders.map((order) => order.payloadText)}::text[],
      ${orders.map((order) => toDate(order.occurredAtMs))}::timestamptz[],
      ${orders.map((order) => toDate(order.storedAtMs))}::timestamptz[]
    ) AS told
    ON CONFLICT (company_id, location_id, key) DO UPDATE SET
      told_at = CASE
        WHEN held_back_orders.payload IS NOT DISTINCT FROM excluded.payload
        THEN held_back_orders.told_at ELSE excluded.told_at END,
      change = excluded.change, payload = excluded.payload, occurred_at = excluded.occurred_at,
      stored_at = excluded.stored_at
  `);
}

export async function deleteHeldBackOrders(
  tx: Tx,
  scope: HeldBackScope & { keys: readonly string[] },
): Promise<void> {
  await tx.run(sql`
    DELETE FROM held_back_orders
    WHERE company_id = ${scope.companyId} AND location_id = ${scope.locationId}
      AND key = ANY(${scope.keys}::text[])
  `);
}

/** How many bills are held back that come into a half-open span of time or leave it. */
export async function countHeldBackOrders(
  tx: Tx,
  scope: HeldBackScope & { startMs: EpochMs; endMs: EpochMs },
): Promise<BillChanges> {
  const { startMs, endMs } = scope;
  const rows = await tx.rows<{ change: KeptChange; count: number }>(sql`
    SELECT change, count(*)::int AS count FROM held_back_orders
    WHERE company_id = ${scope.companyId} AND location_id = ${scope.locationId}
      AND (occurred_at >= ${new Date(startMs)} AND occurred_at < ${new Date(endMs)}
        OR stored_at >= ${new Date(startMs)} AND stored_at < ${new Date(endMs)})
    GROUP BY change
  `);
  const counts: BillChanges = { late: 0, edited: 0, gone: 0, returned: 0 };
  for (const { change, count } of rows) counts[change] = count;
  return counts;
}
