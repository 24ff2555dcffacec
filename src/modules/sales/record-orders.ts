import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import {
  deleteLines,
  deletePayments,
  type MergeSource,
  mergeStagedLines,
  mergeStagedOrders,
  mergeStagedPayments,
} from './merge-orders.store.ts';
import {
  markOrdersGone,
  markOrdersReturned,
  type OrderChange,
  recordOrderChanges,
} from './order.store.ts';
import type { HeldOrder } from './order-plan.ts';
import type { OrderSheet, WrittenOrder } from './order-sheet.ts';
import { stageOrders } from './stage-orders.ts';

/** What one page changes, decided by `planOrders` and confirmed by the second read. */
export interface OrderWrites {
  /** Holds the fresh and the changed ones. */
  sheet: OrderSheet;
  fresh: WrittenOrder[];
  changed: { now: WrittenOrder; was: HeldOrder }[];
  returned: HeldOrder[];
  gone: HeldOrder[];
}

/** Stores a page's orders and the history of what changed. Repeating it changes nothing. */
export async function recordOrders(
  tx: Tx,
  source: MergeSource,
  writes: OrderWrites,
): Promise<OrderChange[]> {
  const replaced = writes.changed.map((change) => change.was.orderId);
  if (writes.fresh.length + replaced.length > 0) {
    await stageAndMerge(tx, source, writes.sheet, replaced);
  }
  const { companyId, runId, nowMs } = source;
  await markOrdersGone(tx, {
    companyId,
    runId,
    nowMs,
    orderIds: writes.gone.map((order) => order.orderId),
  });
  await markOrdersReturned(tx, {
    companyId,
    runId,
    orderIds: writes.returned.map((order) => order.orderId),
  });
  const changes = toChanges(writes, nowMs);
  await recordOrderChanges(tx, source, changes);
  return changes;
}

/** Writes orders set by set; lines and payments of `replacedIds` are written anew. */
export async function stageAndMerge(
  tx: Tx,
  source: MergeSource,
  sheet: OrderSheet,
  replacedIds: string[],
): Promise<void> {
  await stageOrders(tx, sheet);
  await mergeStagedOrders(tx, source);
  if (replacedIds.length > 0) {
    await deleteLines(tx, source.companyId, replacedIds);
    await deletePayments(tx, source.companyId, replacedIds);
  }
  await mergeStagedLines(tx, source.companyId);
  await mergeStagedPayments(tx, source.companyId);
}

function toChanges(writes: OrderWrites, nowMs: number): OrderChange[] {
  const changes: OrderChange[] = [];
  for (const { now, was } of writes.changed) {
    changes.push({
      changeId: newId(nowMs),
      orderId: was.orderId,
      kind: kindOfChange(was, now.state),
      was: summary(was),
      now: {
        state: now.state,
        netMinor: countedNet(now.state, now.netMinor),
        occurredAt: iso(now.occurredAtMs),
      },
    });
  }
  for (const was of writes.gone) {
    changes.push({
      changeId: newId(nowMs),
      orderId: was.orderId,
      kind: 'gone',
      was: summary(was),
      now: { ...summary(was), state: 'gone', netMinor: 0 },
    });
  }
  for (const was of writes.returned) {
    const now = {
      state: was.state,
      netMinor: countedNet(was.state, was.netMinor),
      occurredAt: iso(was.occurredAtMs),
    };
    changes.push({
      changeId: newId(nowMs),
      orderId: was.orderId,
      kind: 'returned',
      was: { ...now, state: 'gone', netMinor: 0 },
      now,
    });
  }
  return changes;
}

function kindOfChange(was: HeldOrder, nowState: WrittenOrder['state']): OrderChange['kind'] {
  if (was.isGone) return 'returned';
  if (nowState === 'void' && was.state !== 'void') return 'voided';
  if (nowState === 'closed' && was.state === 'open') return 'closed';
  return 'edited';
}

function summary(held: HeldOrder): OrderChange['was'] {
  if (held.isGone) return { state: 'gone', netMinor: 0, occurredAt: iso(held.occurredAtMs) };
  return {
    state: held.state,
    netMinor: countedNet(held.state, held.netMinor),
    occurredAt: iso(held.occurredAtMs),
  };
}

/** What the order adds to its day: only closed bills count. */
function countedNet(state: string, netMinor: number): number {
  return state === 'closed' ? netMinor : 0;
}

function iso(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
