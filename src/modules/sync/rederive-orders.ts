import { businessDateOf } from '#kernel/business-day.ts';
import { recordPosItems } from '#modules/menu/index.ts';
import { type HeldPayload, listHeldPayloads, stageAndMerge } from '#modules/sales/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { contentHash } from './read-window.ts';
import type { ToldRawOrder } from './reading.ts';
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
    if (understood.changed.length === 0) continue;
    for (const { now, was } of understood.changed) {
      touched.add(businessDateOf(was.occurredAtMs, job.rule));
      touched.add(businessDateOf(now.occurredAtMs, job.rule));
    }
    await stageAndMerge(
      tx,
      toMergeSource(job, nowMs),
      understood.sheet,
      understood.changed.map((change) => change.was.orderId),
    );
    await recordPosItems(tx, { ...job.location, integrationId }, [...understood.posItems.values()]);
  }
}

/** The order as if told again, when its hash no longer fits how it is to be read. */
function toStale(held: HeldPayload, readingKey: string) {
  const newHash = contentHash(held.payloadText, readingKey);
  if (newHash.equals(held.contentHash)) return null;
  const { key, occurredAtMs, payloadText } = held;
  const told: ToldRawOrder = { key, occurredAtMs, payloadText, contentHash: newHash };
  const heldOrder = { ...held, state: 'closed' as const, isGone: false, netMinor: 0 };
  return { told, held: heldOrder };
}
