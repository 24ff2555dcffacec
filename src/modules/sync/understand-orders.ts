import { hash } from 'node:crypto';
import type { Order, RawOrder } from '#connectors/contract.ts';
import { newId } from '#kernel/ids.ts';
import { type PosItemIdentity, type SoldPosItem, toPosItem } from '#modules/menu/index.ts';
import {
  createOrderSheet,
  type HeldOrder,
  type OrderSheet,
  type StorableLine,
  toOrderFigures,
  type UnreadableOrder,
  type WrittenOrder,
  writeOrder,
} from '#modules/sales/index.ts';
import type { Reading, ToldRawOrder } from './reading.ts';

export interface Understood {
  /** The fresh and the changed ones, ready to be stored. */
  sheet: OrderSheet;
  fresh: WrittenOrder[];
  changed: { now: WrittenOrder; was: HeldOrder }[];
  unreadable: UnreadableOrder[];
  posItems: Map<string, SoldPosItem>;
}

/** What is needed of an answer was let go after a first use: it has to be read once more. */
export class PayloadsNeeded extends Error {}

/** Reads what is new or changed; what cannot be read is set aside with its reason. */
export function understandOrders(
  source: Reading,
  plan: {
    fresh: readonly ToldRawOrder[];
    changed: readonly { told: ToldRawOrder; held: HeldOrder }[];
  },
  options: ReaderOptions,
): Understood {
  const reader = startReader(source, options);
  const { understood } = reader;
  for (const told of plan.fresh) readFresh(reader, told);
  for (const { told, held } of plan.changed) {
    const order = readOrder(reader, told, held.orderId);
    if (order) understood.changed.push({ now: order, was: held });
  }
  return understood;
}

export interface ReaderOptions {
  includeModifiers: boolean;
  nowMs: number;
}

/** Understands order by order, and gathers what it understood. */
export interface Reader extends ReaderOptions {
  source: Reading;
  understood: Understood;
}

export function startReader(source: Reading, options: ReaderOptions): Reader {
  const lists = { fresh: [], changed: [], unreadable: [] };
  const understood = { sheet: createOrderSheet(), ...lists, posItems: new Map() };
  return { source, understood, ...options };
}

/** Understands an order that is not held yet. */
export function readFresh(reader: Reader, told: ToldRawOrder): void {
  const order = readOrder(reader, told, newId(reader.nowMs));
  if (order) reader.understood.fresh.push(order);
}

function readOrder(reader: Reader, told: ToldRawOrder, orderId: string): WrittenOrder | null {
  const { key, occurredAtMs, payloadText, contentHash } = told;
  if (payloadText === null) throw new PayloadsNeeded(`the payload of ${key} was let go`);
  const raw = { key, occurredAtMs, payloadText };
  const result = reader.source.connector.transform(raw, reader.source.transformContext);
  if (result.kind === 'skip') return null;
  if (result.kind === 'invalid') {
    reader.understood.unreadable.push(toUnreadable(raw, result.reason));
    return null;
  }
  const { order } = result;
  return writeOrder(reader.understood.sheet, {
    ...order,
    orderId,
    lines: order.lines.map((line) => withPosItem(reader, order, line)),
    figures: toOrderFigures(order),
    contentHash,
    payloadText,
  });
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
  { key, occurredAtMs, payloadText }: RawOrder,
  reason: UnreadableOrder['reason'],
): UnreadableOrder {
  const payloadHash = hash('sha256', payloadText, 'buffer').subarray(0, 16);
  return { key, occurredAtMs, payloadText, payloadHash, reason };
}
