/**
 * A seeded restaurant: believable years of any size. A service day depends on the seed and its date
 * alone, so any day can be written again, on its own, on any machine.
 */
import { exponentOf } from './exact.ts';
import type { LedgerOrder, LedgerVenue } from './ledger.ts';
import { moneyWriter, writeBill } from './restaurant/bill.ts';
import { isClosed, openingSeconds, orderCount, serviceClock } from './restaurant/calendar.ts';
import { seededRandom } from './restaurant/random.ts';
import { drawRevision, type Revision } from './restaurant/revisions.ts';
import { addDays, isDate } from './wall-time.ts';

export interface RestaurantConfig {
  seed: number | string;
  venue: LedgerVenue;
  /** Average over all calendar days of a year, closed ones included. */
  ordersPerDay: number;
  /** First service day, 'YYYY-MM-DD'. */
  from: string;
  /** Number of service days; without it the house stays open for ever. */
  days?: number;
  /** Open on 25 December and January Mondays too. */
  isAlwaysOpen?: boolean;
}

/** One service day: what the till told at first, and what it told differently later. */
export interface ServiceDay {
  date: string;
  /** In the order of opening; a service day runs past midnight (at most to 04:59:59). */
  orders: LedgerOrder[];
  /** An id that is not among `orders` is an order that arrived late. At most one per order. */
  revisions: Revision[];
}

const ORDER_DIGITS = 5;

/** Writes one service day. Cheap enough (tens of microseconds an order) to be repeated at will. */
export function serviceDay(config: RestaurantConfig, date: string): ServiceDay {
  const day: ServiceDay = { date, orders: [], revisions: [] };
  if (config.isAlwaysOpen !== true && isClosed(date)) {
    return day;
  }
  const random = seededRandom(`${config.seed}|${date}`);
  const money = moneyFor(config.venue.currency);
  const clock = serviceClock(date, config.venue.timeZone);
  const count = orderCount(date, config.ordersPerDay, random);
  const prefix = date.slice(2, 4) + date.slice(5, 7) + date.slice(8, 10);
  let number = 0;
  for (const second of openingSeconds(date, count, random)) {
    number += 1;
    const bill = writeBill({
      id: prefix + String(number).padStart(ORDER_DIGITS, '0'),
      second,
      random,
      money,
    });
    const { order } = bill;
    const closedSecond = second + 300 + random.below(order.revenueCentre === 'Bar' ? 3000 : 5400);
    order.openedAt = clock.wall(second);
    order.closedAt = clock.wall(closedSecond);
    order.updatedAt = order.closedAt;
    if (random.chance(7)) {
      order.state = 'void';
      order.payments = [];
      order.lines = random.chance(300) ? [] : order.lines;
    }
    const late = drawRevision({ bill, closedSecond, clock, random, money });
    if (late !== null) {
      day.revisions.push(late.revision);
    }
    if (late?.isLateArrival !== true) {
      day.orders.push(order);
    }
  }
  return day;
}

/** Orders of a service day as they stand in the end, all revisions applied, by opening time. */
export function ordersOfDay(config: RestaurantConfig, date: string): LedgerOrder[] {
  const { orders, revisions } = serviceDay(config, date);
  if (revisions.length === 0) {
    return orders;
  }
  const final = new Map(orders.map((order) => [order.id, order]));
  for (const { order } of revisions) {
    final.set(order.id, order);
  }
  return [...final.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * The whole period day by day, as it stands in the end; `days` is required here.
 * Together with the venue the orders make a till ledger.
 */
export function* generateLedger(
  config: RestaurantConfig & { days: number },
): Generator<{ date: string; orders: LedgerOrder[] }> {
  for (let day = 0; day < config.days; day += 1) {
    const date = addDays(config.from, day);
    yield { date, orders: ordersOfDay(config, date) };
  }
}

/** The service day written into an order's id ('26011500042' → 2026-01-15); null for a foreign id. */
export function serviceDateOf(id: string): string | null {
  const date = `20${id.slice(0, 2)}-${id.slice(2, 4)}-${id.slice(4, 6)}`;
  return /^\d{11}$/.test(id) && isDate(date) ? date : null;
}

const writers = new Map<string, (minor: number) => string>();

function moneyFor(currency: string): (minor: number) => string {
  let writer = writers.get(currency);
  if (writer === undefined) {
    writer = moneyWriter(exponentOf(currency));
    writers.set(currency, writer);
  }
  return writer;
}
