import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backfillDelayMs, nextChunkDays } from './backfill-pace.ts';

describe('the pace of a backfill', () => {
  test('asks for at least a day, at most the vendor’s limit, and never grows more than fourfold', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 31 }),
        fc.nat(100_000),
        fc.integer({ min: 1, max: 31 }),
        (days, orders, daysMax) => {
          const next = nextChunkDays({ days, orders }, daysMax);
          expect(next).toBeGreaterThanOrEqual(1);
          expect(next).toBeLessThanOrEqual(Math.max(1, Math.min(daysMax, days * 4)));
          expect(Number.isInteger(next)).toBe(true);
        },
      ),
    );
  });

  test('asks for less after a rich answer and for more after a poor one', () => {
    expect(nextChunkDays({ days: 10, orders: 30_000 }, 31)).toBe(2);
    expect(nextChunkDays({ days: 5, orders: 500 }, 31)).toBe(20);
    expect(nextChunkDays({ days: 5, orders: 0 }, 31)).toBe(20);
  });

  test('waits a minute after the first trouble, then longer, an hour at most', () => {
    expect([1, 2, 3, 7, 40].map(backfillDelayMs)).toEqual([
      60_000, 120_000, 240_000, 3_600_000, 3_600_000,
    ]);
  });
});
