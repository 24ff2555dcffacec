/** What changes after the fact: late edits, voids after close and orders that arrive late. */
import type { LedgerOrder, LedgerPayment } from '../ledger.ts';
import type { Bill } from './bill.ts';
import type { ServiceClock } from './calendar.ts';
import type { Random } from './random.ts';

/** From the wall time `at` on, the till tells this version of the order. */
export interface Revision {
  at: string;
  order: LedgerOrder;
}

const HOUR_SECONDS = 3600;

/** Decides whether a bill changes later, and how. Only closed bills do. */
export function drawRevision(input: {
  bill: Bill;
  /** Seconds since the service day's midnight. */
  closedSecond: number;
  clock: ServiceClock;
  random: Random;
  money: (minor: number) => string;
}): { revision: Revision; isLateArrival: boolean } | null {
  const { bill, closedSecond, clock, random, money } = input;
  const draw = random.below(1000);
  const { order } = bill;
  if (draw >= 18 || order.state !== 'closed') {
    return null;
  }
  if (draw < 3) {
    const at = clock.wall(closedSecond + 1200 + random.below(40 * HOUR_SECONDS));
    return { revision: { at, order: { ...order, updatedAt: at } }, isLateArrival: true };
  }
  const seconds = 600 + random.below(draw < 10 ? 3 * HOUR_SECONDS : 72 * HOUR_SECONDS);
  const at = clock.wall(closedSecond + seconds);
  if (draw < 7) {
    return {
      revision: { at, order: { ...order, state: 'void', updatedAt: at, payments: [] } },
      isLateArrival: false,
    };
  }
  const edited = draw < 13 ? takeLineOff(bill, random, money) : addTip(order, random, money);
  return { revision: { at, order: { ...edited, updatedAt: at } }, isLateArrival: false };
}

function takeLineOff(bill: Bill, random: Random, money: (minor: number) => string): LedgerOrder {
  const { order, lineTotals } = bill;
  const index = random.below(order.lines.length);
  const line = order.lines[index];
  const payment = order.payments[0];
  if (line?.kind !== 'sale' || payment === undefined) {
    return order;
  }
  const lines = order.lines.with(index, {
    ...line,
    kind: 'void',
    discount: money(0),
    tax: money(0),
    taxes: [],
  });
  const paid = minorOf(payment.amount) - (lineTotals[index] as number);
  return { ...order, lines, payments: order.payments.with(0, { ...payment, amount: money(paid) }) };
}

function addTip(order: LedgerOrder, random: Random, money: (minor: number) => string): LedgerOrder {
  const payment = order.payments[0];
  if (payment === undefined) {
    return order;
  }
  const tipped: LedgerPayment = {
    ...payment,
    tip: money(minorOf(payment.tip) + 100 * (1 + random.below(5))),
  };
  return { ...order, payments: order.payments.with(0, tipped) };
}

/** Amounts written by this generator have all decimals of their currency: the digits are the units. */
function minorOf(amount: string): number {
  return Number(amount.replace('.', ''));
}
