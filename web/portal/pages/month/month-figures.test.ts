import { describe, expect, it } from 'vitest';
import type { Day } from '../../api/sales.types.ts';
import { addMonths, listDates, monthEnd, monthStart } from '../../lib/dates.ts';
import { monthFigures } from './month-figures.ts';

const day = (businessDate: string, netMinor: number | null): Day => ({
  businessDate,
  completeness: netMinor === null ? 'missing' : 'complete',
  isAsked: true,
  areTimesTold: true,
  areBillsTold: true,
  orders: netMinor === null ? null : 2,
  openOrders: 0,
  guests: 3,
  grossMinor: netMinor,
  discountMinor: 0,
  compMinor: 0,
  netMinor,
  taxMinor: 0,
  tipMinor: 0,
  serviceChargeMinor: 0,
  unbalancedOrders: 0,
  morning: null,
  endOfDay: null,
  categories: [],
  restated: false,
  unusual: null,
  adjustmentsMinor: null,
});

const twoMonths = (month: string, netMinor: number): Day[] =>
  listDates(monthStart(addMonths(month, -1)), monthEnd(month)).map((date) => day(date, netMinor));

describe('the figures of a month', () => {
  it('count no orders, and no average, where a day came as one sum', () => {
    const days = twoMonths('2026-11', 100);
    const last = { ...day('2026-11-30', 100), areBillsTold: false, orders: null };
    const figures = monthFigures({
      days: [...days.slice(0, -1), last],
      month: '2026-11',
      today: '2027-01-05',
    });
    expect(figures).toMatchObject({ netMinor: 3000, orders: null, averageMinor: null });
  });

  it('compare a finished month with the whole month before', () => {
    const figures = monthFigures({
      days: twoMonths('2026-11', 100),
      month: '2026-11',
      today: '2027-01-05',
    });
    expect(figures.netMinor).toBe(3000);
    expect(figures.comparison).toMatchObject({ beforeNetMinor: 3100, isWholeMonth: true });
  });

  it('compare a running month over its finished days, without today', () => {
    const figures = monthFigures({
      days: twoMonths('2026-11', 100),
      month: '2026-11',
      today: '2026-11-20',
    });
    expect(figures.netMinor).toBe(2000);
    expect(figures.comparison).toMatchObject({
      netMinor: 1900,
      beforeNetMinor: 1900,
      untilDay: 19,
    });
  });

  it('are unknown and not zero while nothing was read', () => {
    const days = [day('2026-11-01', null), day('2026-11-02', null)];
    const figures = monthFigures({ days, month: '2026-11', today: '2026-11-20' });
    expect(figures.netMinor).toBeNull();
    expect(figures.averageMinor).toBeNull();
    expect(figures.lacking.missing).toBe(2);
  });

  describe('beside those of the month before', () => {
    const whole = twoMonths('2026-11', 100);
    const with_ = (changes: Record<string, Partial<Day>>, more: object = {}) =>
      monthFigures({
        days: whole.map((one) => ({ ...one, ...changes[one.businessDate] })),
        ...{ month: '2026-11', today: '2026-11-20', ...more },
      });
    const partial: Partial<Day> = { completeness: 'partial' };
    const missing: Partial<Day> = { completeness: 'missing', netMinor: null, orders: null };

    it('are compared where the days of both are whole, whatever the running day is', () => {
      expect(with_({}).comparison.hindrance).toBeNull();
      const figures = with_({ '2026-11-20': { completeness: 'open' }, '2026-10-25': partial });
      expect(figures.comparison.hindrance).toBeNull();
    });

    it('are not compared from a month with days missing or partial', () => {
      const figures = with_({ '2026-11-03': missing, '2026-11-04': partial });
      expect(figures.comparison.hindrance).toEqual({
        month: '2026-11',
        lacking: { importing: 0, missing: 1, partial: 1, unknown: 0 },
      });
      expect(figures.lacking).toEqual(figures.comparison.hindrance?.lacking);
    });

    it('are not compared with a month with days missing or partial', () => {
      const figures = with_({ '2026-10-03': partial });
      expect(figures.comparison.hindrance).toMatchObject({
        month: '2026-10',
        lacking: { partial: 1 },
      });
      expect(figures.lacking).toMatchObject({ missing: 0, partial: 0 });
    });

    it('say that days are still being imported', () => {
      const imports = [{ from: '2026-01-01', to: '2026-11-05' }];
      const figures = with_({ '2026-11-03': missing, '2026-11-04': partial }, { imports });
      expect(figures.comparison.hindrance?.lacking).toMatchObject({ importing: 2, missing: 0 });
    });

    it('are not compared with the part of a month of which anything is known', () => {
      const unasked = { ...missing, isAsked: false };
      expect(with_({ '2026-10-01': unasked }).comparison.hindrance).toMatchObject({
        month: '2026-10',
        lacking: { unknown: 1 },
      });
    });

    it('say nothing where nothing is known of the month before, and nothing was expected', () => {
      const before = whole.filter((one) => one.businessDate < '2026-11-01');
      const changes = before.map((one) => [one.businessDate, { ...missing, isAsked: false }]);
      const figures = with_(Object.fromEntries(changes));
      expect(figures.comparison).toMatchObject({ hindrance: null, beforeNetMinor: null });
    });
  });
});
