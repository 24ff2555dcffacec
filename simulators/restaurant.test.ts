import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LedgerOrder } from './ledger.ts';
import { checkOrder } from './ledger-check.ts';
import { MENU } from './restaurant/menu.ts';
import { generateLedger, ordersOfDay, type RestaurantConfig, serviceDay } from './restaurant.ts';
import { businessDateOf, ledgerDays, lineFigures } from './truth.ts';
import { zoneClock } from './wall-time.ts';

const config: RestaurantConfig & { days: number } = {
  seed: 7,
  venue: { name: 'Brasserie', timeZone: 'America/Toronto', currency: 'CAD' },
  ordersPerDay: 60,
  from: '2025-01-01',
  days: 365,
};
const year = [...generateLedger(config)];
const orders = year.flatMap((day) => day.orders);
const lines = orders.flatMap((order) => order.lines);

describe('the same seed', () => {
  it('writes the same day for ever', () => {
    const text = JSON.stringify(serviceDay(config, '2025-08-16'));
    expect(createHash('sha256').update(text).digest('hex')).toBe(
      'f297d0dcc8b6e48e34d1858720c87d3b195375e80343a5ea5041474578cc18d9',
    );
  });

  it('writes a day on its own as it does within the year', () => {
    expect(ordersOfDay(config, '2025-08-16')).toEqual(
      year.find((day) => day.date === '2025-08-16')?.orders,
    );
    expect(ordersOfDay({ ...config, seed: 8 }, '2025-08-16')).not.toEqual(
      ordersOfDay(config, '2025-08-16'),
    );
  });
});

describe('a year', () => {
  it('has the orders asked for and about four lines each', () => {
    expect(orders.length / (365 * config.ordersPerDay)).toBeCloseTo(1, 1);
    expect(lines.length / orders.length).toBeGreaterThan(3.9);
    expect(lines.length / orders.length).toBeLessThan(4.1);
    expect(new Set(orders.map((order) => order.id)).size).toBe(orders.length);
  });

  it('is shut on Christmas Day and on Mondays in January', () => {
    const shut = year.filter((day) => day.orders.length === 0).map((day) => day.date);
    expect(shut).toEqual(['2025-01-06', '2025-01-13', '2025-01-20', '2025-01-27', '2025-12-25']);
  });

  it('sells the whole menu, in French and English, with accents', () => {
    expect(MENU.length).toBeGreaterThanOrEqual(60);
    expect(new Set(MENU.map((item) => item.code)).size).toBe(MENU.length);
    expect(new Set(lines.map((line) => line.name)).size).toBe(MENU.length);
    expect(new Set(lines.map((line) => line.category)).size).toBeGreaterThanOrEqual(8);
    expect(lines.some((line) => /[éèêÉ]/.test(line.name))).toBe(true);
  });

  it('knows voids, comps, refunds, discounts, weighed goods, extras and wishes', () => {
    const share = (test: (line: (typeof lines)[number]) => boolean) =>
      lines.filter(test).length / lines.length;
    expect(share((line) => line.kind === 'void')).toBeGreaterThan(0.01);
    expect(share((line) => line.kind === 'comp')).toBeGreaterThan(0.004);
    expect(share((line) => line.kind === 'refund')).toBeGreaterThan(0.0004);
    expect(share((line) => Number(line.discount) > 0)).toBeGreaterThan(0.02);
    expect(share((line) => line.quantity.includes('.'))).toBeGreaterThan(0.005);
    const modifiers = lines.flatMap((line) => line.modifiers);
    expect(modifiers.some((modifier) => modifier.quantity === '2')).toBe(true);
    expect(modifiers.some((modifier) => modifier.name === 'Sans oignon / No onion')).toBe(true);
    const voids = orders.filter((order) => order.state === 'void').length / orders.length;
    expect(voids).toBeGreaterThan(0.005);
    expect(voids).toBeLessThan(0.03);
  });

  it('adds up: net and taxes are what was paid, and the taxes are GST and QST', () => {
    for (const [date, day] of Object.entries(ledgerDays({ venue: config.venue, orders }))) {
      const paid = Object.values(day.tenders).reduce((sum, tender) => sum + tender.amountMinor, 0);
      expect(paid, date).toBe(day.netMinor + day.taxMinor);
      expect(Object.keys(day.taxes)).toEqual(['GST', 'QST']);
      expect(day.tipMinor).toBeGreaterThan(0);
    }
  });

  it('taxes every taxed line at 5 % and 9.975 %, each rounded on its own', () => {
    for (const line of lines) {
      const net = Number(lineFigures(line, 2)?.net ?? 0n);
      const [gst, qst] = (line.taxes ?? []).map((tax) => Math.round(Number(tax.amount) * 100));
      if (gst !== undefined && qst !== undefined) {
        expect(Math.abs(gst - net * 0.05)).toBeLessThanOrEqual(0.5);
        expect(Math.abs(qst - net * 0.09975)).toBeLessThanOrEqual(0.5);
      }
    }
    expect(lines.some((line) => line.taxes?.length === 0)).toBe(true);
  });

  it('keeps every order on its service day, with some in the last minute and on the first second', () => {
    const clock = zoneClock(config.venue.timeZone);
    for (const { date, orders: served } of year) {
      for (const order of served) {
        expect(businessDateOf(order.openedAt, clock, '05:00'), order.openedAt).toBe(date);
      }
    }
    expect(orders.some((order) => order.openedAt.includes('T04:59:'))).toBe(true);
    expect(orders.some((order) => order.openedAt.endsWith('T05:00:00'))).toBe(true);
    expect(orders.some((order) => order.openedAt.includes('T02:2'))).toBe(true);
  });

  it('never shows a time over which the clock is put forward', () => {
    const busy = { ...config, ordersPerDay: 2000 };
    const night = ordersOfDay(busy, '2025-03-08');
    const times = night.flatMap((order) => [order.openedAt, order.closedAt ?? '']);
    expect(times.filter((time) => time.startsWith('2025-03-09T02:'))).toEqual([]);
    expect(times.some((time) => time.startsWith('2025-03-09T03:'))).toBe(true);
    const usual = ordersOfDay(busy, '2025-03-15').map((order) => order.openedAt);
    expect(usual.some((time) => time.startsWith('2025-03-16T02:'))).toBe(true);
  });
});

describe('revisions', () => {
  it('come after closing, name their time and are of three sorts', () => {
    const seen = { edited: 0, voided: 0, late: 0 };
    for (const { date } of year) {
      const day = serviceDay(config, date);
      const first = new Map(day.orders.map((order) => [order.id, order]));
      for (const { at, order } of day.revisions) {
        const before = first.get(order.id);
        expect(order.updatedAt).toBe(at);
        expect(at > (order.closedAt ?? '')).toBe(true);
        seen[before === undefined ? 'late' : order.state === 'void' ? 'voided' : 'edited'] += 1;
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
  });
});

it('writes orders that a ledger reader accepts, in currencies of any number of decimals', () => {
  for (const currency of ['CAD', 'JPY', 'KWD']) {
    const venue = { ...config.venue, currency };
    const day: LedgerOrder[] = ordersOfDay({ ...config, venue }, '2025-08-16');
    for (const order of day) {
      expect(checkOrder(JSON.parse(JSON.stringify(order)))).toEqual(order);
    }
    const truth = ledgerDays({ venue, orders: day })['2025-08-16'];
    expect(truth?.netMinor).toBe(
      ledgerDays({ venue: config.venue, orders: ordersOfDay(config, '2025-08-16') })['2025-08-16']
        ?.netMinor,
    );
  }
});
