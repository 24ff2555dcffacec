/** One simulated Cluster till: a location's orders as they stand now, and their rows. */
import type { BoundedCache } from '../bounded-cache.ts';
import type { LedgerOrder } from '../ledger.ts';
import { type OrderSource, tellOrder, venueMoment } from '../order-source.ts';
import { hashText } from '../restaurant/random.ts';
import { addDays, earlierOf, laterOf, type ZoneClock, zoneClock } from '../wall-time.ts';
import { rowsOf, type Shape } from './rows.ts';

/** The rows of one calendar date, newest first, joined by commas; valid for a span of time. */
export interface DayBlock {
  bytes: Buffer;
  fromMs: number;
  untilMs: number;
}

export interface Till {
  readonly apiKey: string;
  readonly serial: string;
  readonly shape: Shape;
  readonly source: OrderSource;
  readonly zone: ZoneClock;
  /** What the venue's clock shows. */
  nowWall(): string;
  /** Calendar dates that may hold orders now; null when there cannot be any. */
  dateRange(): { first: string; last: string } | null;
  /** Orders opened on a calendar date as told now, newest first. */
  ordersOn(date: string): LedgerOrder[];
  /** The same as serialised rows, cached. */
  blockOn(date: string): DayBlock;
  findOrder(id: string): LedgerOrder | null;
  /** Sets an order, whatever the source says of it. */
  putOrder(order: LedgerOrder): void;
  /** Makes an order unheard of. */
  removeOrder(id: string): void;
}

export interface TillOptions {
  apiKey: string;
  serial: string;
  shape: Shape;
  source: OrderSource;
  /** Orders appear, close and change when their time comes. */
  isLive: boolean;
  now: () => number;
  /** Of a venue with several tills: this one rings up the orders that fall to its number. */
  share: { index: number; of: number };
  blocks: BoundedCache<DayBlock>;
}

interface TillState extends TillOptions {
  zone: ZoneClock;
  /** Changes made through the control face, by order id; null for a vanished order. */
  changes: Map<string, LedgerOrder | null>;
  /** Ids of changed orders by calendar date. */
  changedOn: Map<string, Set<string>>;
}

/** Sets up a till. */
export function createTill(options: TillOptions): Till {
  const zone = zoneClock(options.source.venue.timeZone);
  const state: TillState = { ...options, zone, changes: new Map(), changedOn: new Map() };
  return {
    apiKey: options.apiKey,
    serial: options.serial,
    shape: options.shape,
    source: options.source,
    zone,
    nowWall: () => zone.toWall(options.now()),
    dateRange: () => dateRange(state),
    ordersOn: (date) => ordersNow(state, date).orders,
    blockOn: (date) => blockNow(state, date),
    findOrder: (id) => findOrder(state, id),
    putOrder: (order) => change(state, order.id, order),
    removeOrder: (id) => change(state, id, null),
  };
}

function dateRange(state: TillState): { first: string; last: string } | null {
  const { source } = state;
  const today = state.zone.toWall(state.now()).slice(0, 10);
  let last = source.lastDate ?? (state.isLive ? today : addDays(today, 366));
  last = state.isLive ? earlierOf(last, today) : last;
  let first = source.firstDate;
  for (const date of state.changedOn.keys()) {
    first = earlierOf(first, date);
    last = laterOf(last, date);
  }
  return first > last ? null : { first, last };
}

function ordersNow(state: TillState, date: string): { orders: LedgerOrder[]; untilMs: number } {
  const moment = venueMoment(state.now(), state.zone);
  const orders: LedgerOrder[] = [];
  let untilMs = Number.POSITIVE_INFINITY;
  for (const history of state.source.historyOn(date)) {
    const { id } = history.order;
    const isElsewhere = state.share.of > 1 && hashText(id) % state.share.of !== state.share.index;
    if (isElsewhere || state.changes.has(id)) {
      continue;
    }
    if (!state.isLive) {
      orders.push(history.revision?.order ?? history.order);
      continue;
    }
    const told = tellOrder(history, moment);
    untilMs = Math.min(untilMs, told.untilMs);
    if (told.order !== null) {
      orders.push(told.order);
    }
  }
  for (const id of state.changedOn.get(date) ?? []) {
    const order = state.changes.get(id);
    if (order != null) {
      orders.push(order);
    }
  }
  return { orders: orders.sort(newestFirst), untilMs };
}

function newestFirst(a: LedgerOrder, b: LedgerOrder): number {
  if (a.openedAt !== b.openedAt) {
    return a.openedAt < b.openedAt ? 1 : -1;
  }
  return a.id < b.id ? 1 : -1;
}

function blockNow(state: TillState, date: string): DayBlock {
  const nowMs = state.now();
  const key = `${state.serial}\n${date}`;
  const known = state.blocks.get(key);
  if (known !== undefined && known.fromMs <= nowMs && nowMs < known.untilMs) {
    return known;
  }
  const { orders, untilMs } = ordersNow(state, date);
  const rows = orders.flatMap((order) => rowsOf(order, state.shape));
  // Live answers hold from now on only: a clock set back must not see what was yet to come.
  const fromMs = state.isLive ? nowMs : Number.NEGATIVE_INFINITY;
  const block = { bytes: Buffer.from(rows.join(',')), fromMs, untilMs };
  state.blocks.set(key, block, block.bytes.length + 200);
  return block;
}

function findOrder(state: TillState, id: string): LedgerOrder | null {
  const changed = state.changes.get(id);
  if (changed !== undefined) {
    return changed;
  }
  for (const date of state.source.datesOf(id)) {
    const order = ordersNow(state, date).orders.find((candidate) => candidate.id === id);
    if (order !== undefined) {
      return order;
    }
  }
  return null;
}

function change(state: TillState, id: string, order: LedgerOrder | null): void {
  const before = state.changes.get(id)?.openedAt.slice(0, 10);
  if (before !== undefined) {
    state.changedOn.get(before)?.delete(id);
  }
  state.changes.set(id, order);
  const dates = new Set([...state.source.datesOf(id), ...(before === undefined ? [] : [before])]);
  if (order !== null) {
    const date = order.openedAt.slice(0, 10);
    const ids = state.changedOn.get(date) ?? new Set();
    state.changedOn.set(date, ids.add(id));
    dates.add(date);
  }
  for (const date of dates) {
    state.blocks.delete(`${state.serial}\n${date}`);
  }
}
