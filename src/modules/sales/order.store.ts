import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { HeldOrder } from './order-plan.ts';

interface HeldRow {
  order_id: string;
  key: string;
  state: HeldOrder['state'];
  is_gone: boolean;
  occurred_at: Date;
  net_minor: number;
  content_hash: Buffer;
}

function toHeldOrder(row: HeldRow): HeldOrder {
  return {
    orderId: row.order_id,
    key: row.key,
    state: row.state,
    isGone: row.is_gone,
    occurredAtMs: row.occurred_at.getTime(),
    netMinor: row.net_minor,
    contentHash: row.content_hash,
  };
}

/** What is held of one location for a half-open window of business time. */
export async function listHeldOrders(
  tx: Tx,
  scope: { companyId: string; locationId: string; fromMs: number; toMs: number },
): Promise<HeldOrder[]> {
  const rows = await tx.rows<HeldRow>(sql`
    SELECT order_id, key, state, gone_at IS NOT NULL AS is_gone, occurred_at, net_minor, content_hash
    FROM orders
    WHERE company_id = ${scope.companyId} AND location_id = ${scope.locationId}
      AND occurred_at >= ${new Date(scope.fromMs)} AND occurred_at < ${new Date(scope.toMs)}
  `);
  return rows.map(toHeldOrder);
}

/** Whether anything is held of one location for a half-open window of business time. */
export async function holdsOrders(
  tx: Tx,
  scope: { companyId: string; locationId: string; fromMs: number; toMs: number },
): Promise<boolean> {
  const row = await tx.first<{ holds: boolean }>(sql`
    SELECT EXISTS (
      SELECT FROM orders
      WHERE company_id = ${scope.companyId} AND location_id = ${scope.locationId}
        AND occurred_at >= ${new Date(scope.fromMs)} AND occurred_at < ${new Date(scope.toMs)}
    ) AS holds
  `);
  return row?.holds === true;
}

/** Whether any order of a span counts or may yet: those that are gone do not. */
export async function holdsSales(
  tx: Tx,
  scope: { companyId: string; locationId: string; fromMs: number; toMs: number },
): Promise<boolean> {
  const row = await tx.first<{ holds: boolean }>(sql`
    SELECT EXISTS (
      SELECT FROM orders
      WHERE company_id = ${scope.companyId} AND location_id = ${scope.locationId}
        AND occurred_at >= ${new Date(scope.fromMs)} AND occurred_at < ${new Date(scope.toMs)}
        AND gone_at IS NULL
    ) AS holds
  `);
  return row?.holds === true;
}

/** The keys of orders of a span as these runs left them. */
export async function listKeysOfRuns(
  tx: Tx,
  scope: {
    companyId: string;
    locationId: string;
    fromMs: number;
    toMs: number;
    runIds: readonly string[];
  },
): Promise<string[]> {
  const rows = await tx.rows<{ key: string }>(sql`
    SELECT key FROM orders
    WHERE company_id = ${scope.companyId} AND location_id = ${scope.locationId}
      AND occurred_at >= ${new Date(scope.fromMs)} AND occurred_at < ${new Date(scope.toMs)}
      AND gone_at IS NULL AND run_id = ANY(${scope.runIds}::uuid[])
  `);
  return rows.map((row) => row.key);
}

/** An order that stands, and when what it is was said. */
export interface StandingOrder {
  key: string;
  occurredAtMs: number;
  toldAtMs: number | null;
}

/** Orders of these spans of a location whose keys match none of the patterns. */
export async function listOrdersBeside(
  tx: Tx,
  scope: {
    companyId: string;
    locationId: string;
    spans: readonly { fromMs: number; toMs: number }[];
    keyPatterns: readonly string[];
  },
): Promise<StandingOrder[]> {
  const rows = await tx.rows<{ key: string; occurred_at: Date; told_at: Date | null }>(sql`
    SELECT held.key, held.occurred_at, run.told_at
    FROM unnest(${scope.spans.map(({ fromMs }) => new Date(fromMs))}::timestamptz[],
      ${scope.spans.map(({ toMs }) => new Date(toMs))}::timestamptz[]) AS span (from_at, to_at)
    JOIN orders held ON held.company_id = ${scope.companyId}
      AND held.location_id = ${scope.locationId} AND held.gone_at IS NULL
      AND held.occurred_at >= span.from_at AND held.occurred_at < span.to_at
      AND held.key !~ ALL(${scope.keyPatterns}::text[])
    LEFT JOIN runs run ON run.company_id = held.company_id AND run.run_id = held.run_id
  `);
  return rows.map((row) => ({
    key: row.key,
    occurredAtMs: row.occurred_at.getTime(),
    toldAtMs: row.told_at?.getTime() ?? null,
  }));
}

/** What is held under these vendor keys, whatever their time. */
export async function listHeldOrdersByKey(
  tx: Tx,
  scope: { companyId: string; locationId: string; keys: readonly string[] },
): Promise<HeldOrder[]> {
  if (scope.keys.length === 0) return [];
  const rows = await tx.rows<HeldRow>(sql`
    SELECT order_id, key, state, gone_at IS NOT NULL AS is_gone, occurred_at, net_minor, content_hash
    FROM orders
    WHERE company_id = ${scope.companyId} AND location_id = ${scope.locationId}
      AND key = ANY(${scope.keys}::text[])
  `);
  return rows.map(toHeldOrder);
}

export async function markOrdersGone(
  tx: Tx,
  change: { companyId: string; orderIds: readonly string[]; runId: string; nowMs: number },
): Promise<void> {
  if (change.orderIds.length === 0) return;
  await tx.run(sql`
    UPDATE orders SET gone_at = ${new Date(change.nowMs)}, run_id = ${change.runId}
    WHERE company_id = ${change.companyId} AND order_id = ANY(${change.orderIds}::uuid[])
  `);
}

export async function markOrdersReturned(
  tx: Tx,
  change: { companyId: string; orderIds: readonly string[]; runId: string },
): Promise<void> {
  if (change.orderIds.length === 0) return;
  await tx.run(sql`
    UPDATE orders SET gone_at = NULL, run_id = ${change.runId}
    WHERE company_id = ${change.companyId} AND order_id = ANY(${change.orderIds}::uuid[])
  `);
}

/** What happened to one order after it was first stored. */
export interface OrderChange {
  changeId: string;
  orderId: string;
  kind: 'edited' | 'closed' | 'voided' | 'gone' | 'returned';
  was: { state: string; netMinor: number; occurredAt: string };
  now: { state: string; netMinor: number; occurredAt: string };
}

export async function recordOrderChanges(
  tx: Tx,
  source: { companyId: string; venueId: string; locationId: string; runId: string; nowMs: number },
  changes: readonly OrderChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await tx.run(sql`
    INSERT INTO order_changes (company_id, change_id, venue_id, location_id, order_id, run_id, at, kind, was, now)
    SELECT ${source.companyId}, change."changeId", ${source.venueId}, ${source.locationId},
      change."orderId", ${source.runId}, ${new Date(source.nowMs)}, change.kind, change.was, change.now
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      AS change ("changeId" uuid, "orderId" uuid, kind text, was jsonb, now jsonb)
  `);
}

/** A stored order with the vendor's words, to be understood again. */
export interface HeldPayload {
  orderId: string;
  key: string;
  occurredAtMs: number;
  contentHash: Buffer;
  payloadText: string;
}

/** Stored orders that count, by id; `after` is the last id of the batch before. */
export async function listHeldPayloads(
  tx: Tx,
  batch: { companyId: string; locationId: string; after: string | null; countMax: number },
): Promise<HeldPayload[]> {
  const rows = await tx.rows<{
    order_id: string;
    key: string;
    occurred_at: Date;
    content_hash: Buffer;
    payload: string;
  }>(sql`
    SELECT order_id, key, occurred_at, content_hash, payload FROM orders
    WHERE company_id = ${batch.companyId} AND location_id = ${batch.locationId} AND gone_at IS NULL
      AND (${batch.after}::uuid IS NULL OR order_id > ${batch.after}::uuid)
    ORDER BY order_id LIMIT ${batch.countMax}
  `);
  return rows.map((row) => ({
    orderId: row.order_id,
    key: row.key,
    occurredAtMs: row.occurred_at.getTime(),
    contentHash: row.content_hash,
    payloadText: row.payload,
  }));
}
