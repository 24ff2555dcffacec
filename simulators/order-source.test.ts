import { describe, expect, it } from 'vitest';
import type { LedgerOrder } from './ledger.ts';
import { type OrderHistory, restaurantSource, tellOrder, venueMoment } from './order-source.ts';
import { ordersOfDay, serviceDay } from './restaurant.ts';
import { zoneClock } from './wall-time.ts';

const clock = zoneClock('America/Toronto');
const at = (wall: string) => venueMoment(clock.toInstantMs(wall), clock);
const order: LedgerOrder = {
  ...{ id: '1', openedAt: '2026-03-03T12:00:00', closedAt: '2026-03-03T13:00:00' },
  ...{ updatedAt: '2026-03-03T13:00:00', state: 'closed', guests: 2, lines: [] },
  payments: [{ tender: 'Visa', amount: '10.00', tip: '1.00' }],
};
const revised: LedgerOrder = { ...order, state: 'void', updatedAt: '2026-03-05T09:00:00' };
const history: OrderHistory = {
  order,
  revision: { at: '2026-03-05T09:00:00', order: revised },
  isLateArrival: false,
};

describe('what a till tells of an order', () => {
  it('is nothing before it is opened, and says when to ask again', () => {
    expect(tellOrder(history, at('2026-03-03T11:59:59'))).toEqual({
      order: null,
      untilMs: clock.toInstantMs('2026-03-03T12:00:00'),
    });
  });

  it('is an unpaid open bill while guests sit', () => {
    const told = tellOrder(history, at('2026-03-03T12:00:00'));
    expect(told.order).toMatchObject({ state: 'open', closedAt: null, payments: [] });
    expect(told.order?.updatedAt).toBe(order.openedAt);
    expect(told.untilMs).toBe(clock.toInstantMs('2026-03-03T13:00:00'));
  });

  it('is the closed bill, then the revised one for ever', () => {
    expect(tellOrder(history, at('2026-03-03T13:00:00'))).toEqual({
      order,
      untilMs: clock.toInstantMs('2026-03-05T09:00:00'),
    });
    expect(tellOrder(history, at('2026-03-05T09:00:00')).order).toBe(revised);
    expect(tellOrder(history, at('2027-01-01T00:00:00')).untilMs).toBe(Infinity);
  });

  it('is nothing at all until a late arrival has arrived', () => {
    const late = { ...history, isLateArrival: true };
    expect(tellOrder(late, at('2026-03-04T12:00:00')).order).toBeNull();
    expect(tellOrder(late, at('2026-03-05T09:00:00')).order).toBe(revised);
  });
});

describe('a generated house', () => {
  const config = {
    ...{ seed: 3, ordersPerDay: 200, from: '2026-03-01', days: 3 },
    venue: { name: 'x', timeZone: 'America/Toronto', currency: 'CAD' },
  };
  const source = restaurantSource(config);

  it('shows each order on the calendar date of its opening, past midnight too', () => {
    expect([source.firstDate, source.lastDate]).toEqual(['2026-03-01', '2026-03-04']);
    const dates = [
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
      '2026-03-05',
    ];
    const shown = dates.flatMap((date) =>
      source.historyOn(date).map((each) => {
        expect(each.order.openedAt.slice(0, 10)).toBe(date);
        return each.revision?.order ?? each.order;
      }),
    );
    const all = ['2026-03-01', '2026-03-02', '2026-03-03'].flatMap((date) =>
      ordersOfDay(config, date),
    );
    const byId = (a: LedgerOrder, b: LedgerOrder) => (a.id < b.id ? -1 : 1);
    expect(shown.sort(byId)).toEqual(all.sort(byId));
    expect(source.historyOn('2026-03-04').length).toBeGreaterThan(0);
  });

  it('knows where to look for an id', () => {
    const [first] = serviceDay(config, '2026-03-02').orders;
    expect(source.datesOf(first?.id ?? '')).toContain('2026-03-02');
    expect(source.datesOf('not-ours')).toEqual([]);
  });
});
