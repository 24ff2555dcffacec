import type { Json } from '#connectors/contract.ts';
import { businessDateOf } from '#kernel/business-day.ts';
import { recordPosItems } from '#modules/menu/index.ts';
import { type HeldPayload, listHeldPayloads, stageAndMerge } from '#modules/sales/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { contentHash, type ToldRawOrder } from './read-window.ts';
import { understandOrders } from './understand-orders.ts';
import { type LocationJob, toMergeSource } from './window-job.ts';

/** Orders read again in one stroke. */
const batchCount = 2000;

/**
 * Understands every stored order of a location anew from the vendor's words: after a change of the
 * venue's zone or of Include modifiers. Nothing is asked of the vendor. Answers the business dates
 * whose orders changed, old and new. Runs in the caller's transaction: all or nothing.
 */
export async function rederiveOrders(
  tx: Tx,
  job: LocationJob,
  nowMs: number,
): Promise<Set<string>> {
  const { companyId, locationId, integrationId } = job.location;
  const touched = new Set<string>();
  let after: string | null = null;
  for (;;) {
    const held: HeldPayload[] = await listHeldPayloads(tx, {
      companyId,
      locationId,
      after,
      countMax: batchCount,
    });
    if (held.length === 0) return touched;
    after = (held.at(-1) as HeldPayload).orderId;
    const stale = held
      .map((order) => toStale(order, job.source.readingKey))
      .filter((order) => order !== null);
    const understood = understandOrders(
      job.source,
      { fresh: [], changed: stale },
      { includeModifiers: job.includeModifiers, nowMs },
    );
    const orders = understood.changed.map((change) => change.now);
    if (orders.length === 0) continue;
    for (const { now, was } of understood.changed) {
      touched.add(businessDateOf(was.occurredAtMs, job.rule));
      touched.add(businessDateOf(now.occurredAtMs, job.rule));
    }
    await stageAndMerge(
      tx,
      toMergeSource(job, nowMs),
      orders,
      orders.map((order) => order.orderId),
    );
    await tx.client.query('TRUNCATE staged_orders, staged_lines, staged_payments');
    await recordPosItems(tx, { ...job.location, integrationId }, [...understood.posItems.values()]);
  }
}

/** The order as if told again, when its hash no longer fits how it is to be read. */
function toStale(held: HeldPayload, readingKey: string) {
  const newHash = contentHash(held.payloadText, readingKey);
  if (newHash.equals(held.contentHash)) return null;
  const payload = JSON.parse(held.payloadText) as Json;
  const told: ToldRawOrder = {
    key: held.key,
    occurredAtMs: held.occurredAtMs,
    contentHash: newHash,
    payloadText: held.payloadText,
    raw: { key: held.key, occurredAtMs: held.occurredAtMs, payload },
  };
  const heldOrder = { ...held, state: 'closed' as const, isGone: false, netMinor: 0 };
  return { told, held: heldOrder };
}
