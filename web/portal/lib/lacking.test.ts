import { describe, expect, it } from 'vitest';
import type { Completeness } from '../api/sales.types.ts';
import { importSpans, isComparable, isPartialSum, lackingOf } from './lacking.ts';

const day = (businessDate: string, completeness: Completeness, isAsked = true) => ({
  ...{ businessDate, completeness, isAsked },
});
const backfill = (state: 'running' | 'pending' | 'done', reachedDate: string | null) => ({
  backfill: {
    ...{ state, reachedDate, from: '2026-03-01' },
    ...{ percent: 40, ordersImported: 1, etaSeconds: null },
  },
});
const none = { importing: 0, missing: 0, partial: 0, unknown: 0 };

describe('what days lack', () => {
  it('is nothing where they are whole, without sales, or still running', () => {
    const lacking = lackingOf([
      day('2026-05-01', 'complete'),
      day('2026-05-02', 'no_sales'),
      day('2026-05-03', 'open'),
    ]);
    expect(lacking).toEqual(none);
    expect(isComparable(lacking)).toBe(true);
  });

  it('is counted by why: missing, in part, or never asked for', () => {
    const missing = lackingOf([day('2026-05-01', 'missing'), day('2026-05-02', 'partial')]);
    expect(missing).toEqual({ ...none, missing: 1, partial: 1 });
    expect([isPartialSum(missing), isComparable(missing)]).toEqual([true, false]);
    const unknown = lackingOf([day('2026-05-01', 'missing', false)]);
    expect(unknown).toEqual({ ...none, unknown: 1 });
    expect([isPartialSum(unknown), isComparable(unknown)]).toEqual([false, false]);
  });

  it('is still being imported where an import under way has yet to come', () => {
    const days = [
      day('2026-02-28', 'missing'),
      day('2026-03-01', 'missing'),
      day('2026-05-10', 'partial'),
      day('2026-05-11', 'partial'),
    ];
    const of = (...links: Parameters<typeof importSpans>[0]) => lackingOf(days, importSpans(links));
    expect(of(backfill('running', '2026-05-10'))).toEqual({
      ...none,
      ...{ importing: 2, missing: 1, partial: 1 },
    });
    expect(of(backfill('pending', null))).toEqual({ ...none, importing: 3, missing: 1 });
    expect(of(backfill('done', '2026-03-01'), { backfill: null })).toEqual({
      ...none,
      ...{ missing: 2, partial: 2 },
    });
  });
});
