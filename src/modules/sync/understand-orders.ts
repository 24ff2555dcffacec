import { hash } from 'node:crypto';
import type { Order, RawOrder } from '#connectors/contract.ts';
import { newId } from '#kernel/ids.ts';
import { type PosItemIdentity, type SoldPosItem, toPosItem } from '#modules/menu/index.ts';
import {
  type HeldOrder,
  type StorableLine,
  type StorableOrder,
  toOrderFigures,
  type UnreadableOrder,
} from '#modules/sales/index.ts';
import type { Reading, ToldRawOrder } from './read-window.ts';

export interface Understood {
  fresh: StorableOrder[];
  changed: { now: StorableOrder; was: HeldOrder }[];
  unreadable: UnreadableOrder[];
  posItems: Map<string, SoldPosItem>;
}

/** Reads what is new or changed; what cannot be read is set aside with its reason. */
export function understandOrders(
  source: Reading,
  plan: {
    fresh: readonly ToldRawOrder[];
    changed: readonly { told: ToldRawOrder; held: HeldOrder }[];
  },
  options: { includeModifiers: boolean; nowMs: number },
): Understood {
  const understood: Understood = { fresh: [], changed: [], unreadable: [], posItems: new Map() };
  const reader = { source, understood, ...options };
  for (const told of plan.fresh) {
    const order = readOrder(reader, told, newId(options.nowMs));
    if (order) understood.fresh.push(order);
  }
  for (const { told, held } of plan.changed) {
    const order = readOrder(reader, told, held.orderId);
    if (order) understood.changed.push({ now: order, was: held });
  }
  return understood;
}

interface Reader {
  source: Reading;
  understood: Understood;
  includeModifiers: boolean;
  nowMs: number;
}

function readOrder(reader: Reader, told: ToldRawOrder, orderId: string): StorableOrder | null {
  const result = reader.source.connector.transform(told.raw, reader.source.transformContext);
  if (result.kind === 'skip') return null;
  if (result.kind === 'invalid') {
    reader.understood.unreadable.push(toUnreadable(told.raw, told.payloadText, result.reason));
    return null;
  }
  const { order } = result;
  return {
    ...order,
    orderId,
    lines: order.lines.map((line) => withPosItem(reader, order, line)),
    figures: toOrderFigures(order),
    contentHash: told.contentHash,
    payloadText: told.payloadText,
  };
}

function withPosItem(reader: Reader, order: Order, line: Order['lines'][number]): StorableLine {
  const item = toPosItem(line, reader.includeModifiers);
  noteSale(reader, item, order.occurredAtMs);
  // Added in place: the line was made for us a moment ago, and a year has a million of them.
  return Object.assign(line, { posItemCode: item.code });
}

function noteSale(reader: Reader, item: PosItemIdentity, soldAtMs: number): void {
  const known = reader.understood.posItems.get(item.code);
  if (!known) {
    const span = { firstSoldAtMs: soldAtMs, lastSoldAtMs: soldAtMs };
    reader.understood.posItems.set(item.code, { posItemId: newId(reader.nowMs), ...item, ...span });
    return;
  }
  if (soldAtMs < known.firstSoldAtMs) known.firstSoldAtMs = soldAtMs;
  if (soldAtMs >= known.lastSoldAtMs) {
    known.lastSoldAtMs = soldAtMs;
    known.name = item.name;
    known.category = item.category;
  }
}

/** A raw order on its way to quarantine. */
export function toUnreadable(
  raw: RawOrder,
  payloadText: string,
  reason: UnreadableOrder['reason'],
): UnreadableOrder {
  const payloadHash = hash('sha256', payloadText, 'buffer').subarray(0, 16);
  return { key: raw.key, payloadText, payloadHash, reason };
}
