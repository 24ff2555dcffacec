import { businessDateOf, wallBoundaryMs } from '#kernel/business-day.ts';
import { addQuantities } from '#kernel/quantity.ts';
import type { DayTruth } from '#simulators/truth.ts';
import type { Order, OrderLine } from '../contract.ts';

/** A business day's figures, comparable between a simulator's truth and what a connector read. */
export type DaySum = Omit<DayTruth, 'hours'>;

/** Adds up orders by business day (05:00 to 05:00, morning until 15:00). Only closed orders count. */
export function sumDays(orders: readonly Order[], timeZone: string): Record<string, DaySum> {
  const rule = { timeZone, cutoff: '05:00' };
  const days: Record<string, DaySum> = {};
  for (const order of orders) {
    if (order.state !== 'closed') continue;
    const date = businessDateOf(order.occurredAtMs, rule);
    days[date] ??= emptyDay();
    const isMorning = order.occurredAtMs < wallBoundaryMs(date, '15:00', rule);
    addOrder(days[date], order, isMorning);
  }
  return days;
}

/** The truth without what a connector does not decide, and without taxes that were never due. */
export function comparable(truth: Record<string, DayTruth | DaySum>): Record<string, DaySum> {
  const days = Object.entries(truth).map(([date, day]) => {
    const { hours: _, ...sum } = { hours: null, ...day };
    const taxes = Object.entries(sum.taxes).filter(([, amountMinor]) => amountMinor !== 0);
    return [date, { ...sum, taxes: Object.fromEntries(taxes) }] as const;
  });
  return Object.fromEntries(days);
}

function emptyDay(): DaySum {
  return {
    ...{ orders: 0, guests: 0, lines: 0, quantity: '0', morningNetMinor: 0, morningOrders: 0 },
    ...{ grossMinor: 0, discountMinor: 0, compMinor: 0, netMinor: 0, taxMinor: 0, tipMinor: 0 },
    ...{ categories: {}, tenders: {}, taxes: {} },
  };
}

function addOrder(day: DaySum, order: Order, isMorning: boolean): void {
  const netBeforeMinor = day.netMinor;
  day.orders += 1;
  day.guests += order.guests;
  for (const line of order.lines) if (line.kind !== 'void') addLine(day, line);
  for (const payment of order.payments) {
    day.tenders[payment.tender] ??= { amountMinor: 0, tipMinor: 0, count: 0 };
    const tender = day.tenders[payment.tender] as DaySum['tenders'][string];
    tender.amountMinor += payment.amountMinor;
    tender.tipMinor += payment.tipMinor;
    tender.count += 1;
    day.tipMinor += payment.tipMinor;
  }
  if (!isMorning) return;
  day.morningOrders += 1;
  day.morningNetMinor += day.netMinor - netBeforeMinor;
}

function addLine(day: DaySum, line: OrderLine): void {
  day.lines += 1;
  day.quantity = addQuantities(day.quantity, line.quantity);
  day.grossMinor += line.grossMinor;
  day.discountMinor += line.discountMinor;
  day.compMinor += line.compMinor;
  day.netMinor += line.netMinor;
  day.taxMinor += line.taxMinor;
  day.categories[line.category] ??= { quantity: '0', netMinor: 0 };
  const category = day.categories[line.category] as DaySum['categories'][string];
  category.quantity = addQuantities(category.quantity, line.quantity);
  category.netMinor += line.netMinor;
  for (const { name, amountMinor } of line.taxes) {
    day.taxes[name] = (day.taxes[name] ?? 0) + amountMinor;
  }
}
