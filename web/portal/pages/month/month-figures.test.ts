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
    expect(figures.missingCount).toBe(2);
  });
});
