/** Where a simulated till gets its orders from: a ledger file or the seeded restaurant. */
import { boundedCache } from './bounded-cache.ts';
import type { LedgerOrder, LedgerVenue } from './ledger.ts';
import { LedgerError, openLedger } from './ledger.ts';
import { type RestaurantConfig, type ServiceDay, serviceDateOf, serviceDay } from './restaurant.ts';
import { addDays, type ZoneClock } from './wall-time.ts';

/** One order over time: its first version, then what replaces it at a later wall time. */
export interface OrderHistory {
  order: LedgerOrder;
  /** Null when the order never changes. */
  revision: { at: string; order: LedgerOrder } | null;
  /** The till knows nothing of the order before its revision's time. */
  isLateArrival: boolean;
}

export interface OrderSource {
  venue: LedgerVenue;
  /** Calendar dates between which orders are opened. */
  firstDate: string;
  /** Null when the house stays open for ever. */
  lastDate: string | null;
  /** Orders opened on a calendar date, in no particular order. */
  historyOn(date: string): OrderHistory[];
  /** Calendar dates on which an order with this id can have been opened. */
  datesOf(id: string): string[];
}

/** Reads a whole ledger file (plain or gzipped) into a source. Throws LedgerError. */
export async function ledgerSource(path: string): Promise<OrderSource> {
  const { venue, orders } = await openLedger(path);
  const byDate = new Map<string, OrderHistory[]>();
  const dateById = new Map<string, string>();
  for await (const order of orders) {
    const date = order.openedAt.slice(0, 10);
    const history = { order, revision: null, isLateArrival: false };
    if (dateById.has(order.id)) {
      throw new LedgerError(`order ${order.id} occurs twice`, null);
    }
    dateById.set(order.id, date);
    const known = byDate.get(date);
    if (known === undefined) {
      byDate.set(date, [history]);
    } else {
      known.push(history);
    }
  }
  const dates = [...byDate.keys()].sort();
  return {
    venue,
    firstDate: dates[0] ?? '2000-01-01',
    lastDate: dates.at(-1) ?? '2000-01-01',
    historyOn: (date) => byDate.get(date) ?? [],
    datesOf: (id) => [dateById.get(id)].filter((date) => date !== undefined),
  };
}

/** Service days shared by all generated houses; a few are kept because a calendar date needs two. */
const serviceDays = boundedCache<ServiceDay>(20_000);

/** A source that writes its orders when they are asked for. */
export function restaurantSource(config: RestaurantConfig): OrderSource {
  const lastServiceDate = config.days === undefined ? null : addDays(config.from, config.days - 1);
  const key = JSON.stringify(config);
  const dayOf = (date: string): ServiceDay | null => {
    if (date < config.from || (lastServiceDate !== null && date > lastServiceDate)) {
      return null;
    }
    const known = serviceDays.get(key + date);
    if (known !== undefined) {
      return known;
    }
    const day = serviceDay(config, date);
    serviceDays.set(key + date, day, day.orders.length + 10);
    return day;
  };
  return {
    venue: config.venue,
    firstDate: config.from,
    lastDate: lastServiceDate === null ? null : addDays(lastServiceDate, 1),
    historyOn(date) {
      const histories: OrderHistory[] = [];
      for (const day of [dayOf(addDays(date, -1)), dayOf(date)]) {
        if (day !== null) {
          collectHistory(day, date, histories);
        }
      }
      return histories;
    },
    datesOf(id) {
      const date = serviceDateOf(id);
      return date === null ? [] : [date, addDays(date, 1)];
    },
  };
}

function collectHistory(day: ServiceDay, date: string, into: OrderHistory[]): void {
  const revised = new Map(day.revisions.map((revision) => [revision.order.id, revision]));
  for (const order of day.orders) {
    if (order.openedAt.startsWith(date)) {
      into.push({ order, revision: revised.get(order.id) ?? null, isLateArrival: false });
    }
    revised.delete(order.id);
  }
  for (const revision of revised.values()) {
    if (revision.order.openedAt.startsWith(date)) {
      into.push({ order: revision.order, revision, isLateArrival: true });
    }
  }
}

/** A moment at a venue, for asking whether wall times have come. */
export interface VenueMoment {
  nowMs: number;
  clock: ZoneClock;
  /** Wall times before this have passed in any reading; only nearer ones need their instant. */
  longPast: string;
}

/** The moment `nowMs` on a venue's clock. */
export function venueMoment(nowMs: number, clock: ZoneClock): VenueMoment {
  return { nowMs, clock, longPast: clock.toWall(nowMs - 2 * 86_400_000) };
}

/** What the till tells of an order now (null: nothing yet) and when that changes next. */
export function tellOrder(
  history: OrderHistory,
  moment: VenueMoment,
): { order: LedgerOrder | null; untilMs: number } {
  const { order, revision, isLateArrival } = history;
  if (revision !== null) {
    const changesAtMs = futureMs(revision.at, moment);
    if (changesAtMs === null) {
      return { order: revision.order, untilMs: Number.POSITIVE_INFINITY };
    }
    if (isLateArrival) {
      return { order: null, untilMs: changesAtMs };
    }
    const before = tellFirst(order, moment);
    return { order: before.order, untilMs: Math.min(before.untilMs, changesAtMs) };
  }
  return tellFirst(order, moment);
}

function tellFirst(
  order: LedgerOrder,
  moment: VenueMoment,
): { order: LedgerOrder | null; untilMs: number } {
  const opensAtMs = futureMs(order.openedAt, moment);
  if (opensAtMs !== null) {
    return { order: null, untilMs: opensAtMs };
  }
  const closesAtMs = order.closedAt === null ? null : futureMs(order.closedAt, moment);
  if (closesAtMs === null) {
    return { order, untilMs: Number.POSITIVE_INFINITY };
  }
  return { order: openVersion(order), untilMs: closesAtMs };
}

/** The instant of a wall time that has not come yet; null once it has. */
function futureMs(wall: string, moment: VenueMoment): number | null {
  if (wall < moment.longPast) {
    return null;
  }
  const instantMs = moment.clock.toInstantMs(wall);
  return instantMs > moment.nowMs ? instantMs : null;
}

/** The bill while guests still sit at the table: nothing paid, nothing closed. */
function openVersion(order: LedgerOrder): LedgerOrder {
  return { ...order, state: 'open', closedAt: null, updatedAt: order.openedAt, payments: [] };
}
