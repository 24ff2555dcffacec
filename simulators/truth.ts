/**
 * The oracle: what a ledger's business days add up to. It shares no code with the product on
 * purpose (own BigInt money, own Temporal days), so a mistake there cannot hide here.
 *
 * Line: gross = quantity × (unit price + modifiers), rounded half away from zero; sale: net =
 * gross − discount; comp: gross counts, net 0; void: nothing; refund: everything negative. Only
 * closed orders count, on the business day of `openedAt`.
 */
import { absolute, divideRounded, exponentOf, formatShort, parseDecimal } from './exact.ts';
import type { Ledger, LedgerLine, LedgerOrder, LedgerPayment } from './ledger.ts';
import { addDays, type ZoneClock, zoneClock } from './wall-time.ts';

export interface TruthRule {
  /** IANA zone; taken from the ledger's venue when absent. */
  timeZone?: string;
  /** ISO 4217, for the number of decimals; from the venue, else two decimals. */
  currency?: string;
  /** 'HH:MM' wall time at which a business day begins; default 05:00. */
  cutoff?: string;
  /** 'HH:MM' wall time at which its morning ends; default 15:00. */
  morningEnd?: string;
}

/** One business day. Money in minor units, quantities as decimal texts. */
export interface DayTruth {
  orders: number;
  guests: number;
  /** Lines that count: voided ones do not. */
  lines: number;
  quantity: string;
  grossMinor: number;
  discountMinor: number;
  compMinor: number;
  netMinor: number;
  taxMinor: number;
  tipMinor: number;
  morningNetMinor: number;
  morningOrders: number;
  categories: Record<string, { quantity: string; netMinor: number }>;
  /** Wall-clock hour 'HH' of opening. */
  hours: Record<string, { orders: number; netMinor: number }>;
  tenders: Record<string, { amountMinor: number; tipMinor: number; count: number }>;
  taxes: Record<string, number>;
}

export type TruthDays = Record<string, DayTruth>;

/** Adds orders one at a time; `days()` may be asked at any point. */
export interface TruthBook {
  add(order: LedgerOrder): void;
  days(): TruthDays;
}

/**
 * Totals per business date. With `nowWall`, the answer as of that moment: orders not yet opened or
 * not yet closed then do not count.
 */
export function ledgerDays(
  source: Ledger | Iterable<LedgerOrder>,
  rule: TruthRule = {},
  nowWall?: string,
): TruthDays {
  const venue = 'venue' in source ? source.venue : undefined;
  const orders = 'venue' in source ? source.orders : source;
  const book = openTruthBook({ ...venue, ...rule });
  for (const order of orders) {
    const isLater =
      nowWall !== undefined &&
      (order.openedAt > nowWall || (order.closedAt !== null && order.closedAt > nowWall));
    if (!isLater) {
      book.add(order);
    }
  }
  return book.days();
}

/** An empty book for streaming many orders through. Throws when no time zone is given. */
export function openTruthBook(rule: TruthRule): TruthBook {
  if (rule.timeZone === undefined) {
    throw new RangeError('a time zone is needed to know the business days');
  }
  const clock = zoneClock(rule.timeZone);
  const cutoff = rule.cutoff ?? '05:00';
  const morningEnd = rule.morningEnd ?? '15:00';
  const exponent = exponentOf(rule.currency ?? 'CAD');
  const sums = new Map<string, DaySum>();
  return {
    add(order) {
      if (order.state !== 'closed') {
        return;
      }
      const date = businessDateOf(order.openedAt, clock, cutoff);
      let sum = sums.get(date);
      if (sum === undefined) {
        sum = emptySum();
        sums.set(date, sum);
      }
      const morningEnds = `${morningEnd < cutoff ? addDays(date, 1) : date}T${morningEnd}:00`;
      addOrder(sum, order, {
        exponent,
        isMorning: clock.toInstantMs(order.openedAt) < clock.toInstantMs(morningEnds),
      });
    },
    days() {
      const dates = [...sums.keys()].sort();
      return Object.fromEntries(dates.map((date) => [date, truthOf(sums.get(date) as DaySum)]));
    },
  };
}

/** Business date of a wall time: the last cut-off at or before its instant names the day. */
export function businessDateOf(wall: string, clock: ZoneClock, cutoff: string): string {
  const date = wall.slice(0, 10);
  const isBefore = clock.toInstantMs(wall) < clock.toInstantMs(`${date}T${cutoff}:00`);
  return isBefore ? addDays(date, -1) : date;
}

export interface LineFigures {
  /** In millionths. */
  quantity: bigint;
  gross: bigint;
  discount: bigint;
  comp: bigint;
  net: bigint;
  tax: bigint;
}

const SIX = 6;
const MILLION = 1_000_000n;

/** What one line counts for, in minor units; null for a voided line. */
export function lineFigures(line: LedgerLine, exponent: number): LineFigures | null {
  if (line.kind === 'void') {
    return null;
  }
  const quantity = parseDecimal(line.quantity, SIX);
  let price = parseDecimal(line.unitPrice, SIX) * MILLION;
  for (const modifier of line.modifiers) {
    price += parseDecimal(modifier.quantity, SIX) * parseDecimal(modifier.unitPrice, SIX);
  }
  const gross = divideRounded(quantity * price, 10n ** BigInt(18 - exponent));
  const discount = parseDecimal(line.discount, exponent);
  const tax = parseDecimal(line.tax, exponent);
  if (line.kind === 'comp') {
    return { quantity, gross, discount: 0n, comp: gross, net: 0n, tax };
  }
  if (line.kind === 'sale') {
    return { quantity, gross, discount, comp: 0n, net: gross - discount, tax };
  }
  const back = { gross: -absolute(gross), discount: -absolute(discount), tax: -absolute(tax) };
  return { quantity: -absolute(quantity), comp: 0n, net: back.gross - back.discount, ...back };
}

interface DaySum extends LineFigures {
  orders: number;
  guests: number;
  lines: number;
  tip: bigint;
  morningNet: bigint;
  morningOrders: number;
  categories: Map<string, { quantity: bigint; net: bigint }>;
  hours: Map<string, { orders: number; net: bigint }>;
  tenders: Map<string, { amount: bigint; tip: bigint; count: number }>;
  taxes: Map<string, bigint>;
}

function emptySum(): DaySum {
  return {
    ...{ orders: 0, guests: 0, lines: 0, morningOrders: 0 },
    ...{ quantity: 0n, gross: 0n, discount: 0n, comp: 0n, net: 0n, tax: 0n, tip: 0n },
    morningNet: 0n,
    categories: new Map(),
    hours: new Map(),
    tenders: new Map(),
    taxes: new Map(),
  };
}

function addOrder(
  sum: DaySum,
  order: LedgerOrder,
  how: { exponent: number; isMorning: boolean },
): void {
  const netBefore = sum.net;
  for (const line of order.lines) {
    addLine(sum, line, how.exponent);
  }
  for (const payment of order.payments) {
    addPayment(sum, payment, how.exponent);
  }
  const net = sum.net - netBefore;
  const hour = entryOf(sum.hours, order.openedAt.slice(11, 13), () => ({ orders: 0, net: 0n }));
  hour.orders += 1;
  hour.net += net;
  sum.orders += 1;
  sum.guests += order.guests;
  if (how.isMorning) {
    sum.morningOrders += 1;
    sum.morningNet += net;
  }
}

function addLine(sum: DaySum, line: LedgerLine, exponent: number): void {
  const figures = lineFigures(line, exponent);
  if (figures === null) {
    return;
  }
  sum.lines += 1;
  sum.quantity += figures.quantity;
  sum.gross += figures.gross;
  sum.discount += figures.discount;
  sum.comp += figures.comp;
  sum.net += figures.net;
  sum.tax += figures.tax;
  const category = entryOf(sum.categories, line.category, () => ({ quantity: 0n, net: 0n }));
  category.quantity += figures.quantity;
  category.net += figures.net;
  for (const tax of line.taxes ?? [{ name: 'Tax', amount: line.tax }]) {
    const amount = parseDecimal(tax.amount, exponent);
    const counted = line.kind === 'refund' ? -absolute(amount) : amount;
    sum.taxes.set(tax.name, (sum.taxes.get(tax.name) ?? 0n) + counted);
  }
}

function addPayment(sum: DaySum, payment: LedgerPayment, exponent: number): void {
  const tip = parseDecimal(payment.tip, exponent);
  const tender = entryOf(sum.tenders, payment.tender, () => ({ amount: 0n, tip: 0n, count: 0 }));
  tender.amount += parseDecimal(payment.amount, exponent);
  tender.tip += tip;
  tender.count += 1;
  sum.tip += tip;
}

function entryOf<V>(map: Map<string, V>, key: string, create: () => V): V {
  let entry = map.get(key);
  if (entry === undefined) {
    entry = create();
    map.set(key, entry);
  }
  return entry;
}

function truthOf(sum: DaySum): DayTruth {
  return {
    orders: sum.orders,
    guests: sum.guests,
    lines: sum.lines,
    quantity: formatShort(sum.quantity, SIX),
    grossMinor: Number(sum.gross),
    discountMinor: Number(sum.discount),
    compMinor: Number(sum.comp),
    netMinor: Number(sum.net),
    taxMinor: Number(sum.tax),
    tipMinor: Number(sum.tip),
    morningNetMinor: Number(sum.morningNet),
    morningOrders: sum.morningOrders,
    categories: record(sum.categories, (entry) => ({
      quantity: formatShort(entry.quantity, SIX),
      netMinor: Number(entry.net),
    })),
    hours: record(sum.hours, (entry) => ({ orders: entry.orders, netMinor: Number(entry.net) })),
    tenders: record(sum.tenders, (entry) => ({
      amountMinor: Number(entry.amount),
      tipMinor: Number(entry.tip),
      count: entry.count,
    })),
    taxes: record(sum.taxes, Number),
  };
}

function record<V, R>(map: Map<string, V>, present: (value: V) => R): Record<string, R> {
  const names = [...map.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, present(map.get(name) as V)]));
}
