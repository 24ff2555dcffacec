import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  askedSpan,
  type Completeness,
  type Cover,
  completenesses,
  coverOf,
  judgeLocationDay,
  judgeVenueDay,
  reachOf,
  type Span,
} from './completeness.ts';

const covers: readonly Cover[] = ['whole', 'part', 'none'];
const factsArbitrary = fc.record({
  hasBegun: fc.boolean(),
  hasEnded: fc.boolean(),
  cover: fc.constantFrom(...covers),
  hasOrders: fc.boolean(),
  isSuspicious: fc.boolean(),
  hasSetAside: fc.boolean(),
});
const judged = fc.constantFrom(
  ...completenesses.filter((one) => one !== 'open' && one !== 'future'),
);

describe('one location’s day', () => {
  it.each([
    [
      { hasBegun: false, hasEnded: false, cover: 'none', hasOrders: false, isSuspicious: false },
      'future',
    ],
    [
      { hasBegun: true, hasEnded: false, cover: 'none', hasOrders: false, isSuspicious: false },
      'open',
    ],
    [
      { hasBegun: true, hasEnded: false, cover: 'part', hasOrders: true, isSuspicious: true },
      'open',
    ],
    [
      { hasBegun: true, hasEnded: true, cover: 'none', hasOrders: false, isSuspicious: false },
      'missing',
    ],
    [
      { hasBegun: true, hasEnded: true, cover: 'none', hasOrders: true, isSuspicious: false },
      'partial',
    ],
    [
      { hasBegun: true, hasEnded: true, cover: 'part', hasOrders: false, isSuspicious: false },
      'partial',
    ],
    [
      { hasBegun: true, hasEnded: true, cover: 'part', hasOrders: true, isSuspicious: false },
      'partial',
    ],
    [
      { hasBegun: true, hasEnded: true, cover: 'whole', hasOrders: true, isSuspicious: false },
      'complete',
    ],
    [
      { hasBegun: true, hasEnded: true, cover: 'whole', hasOrders: false, isSuspicious: false },
      'no_sales',
    ],
    [
      { hasBegun: true, hasEnded: true, cover: 'whole', hasOrders: true, isSuspicious: true },
      'suspicious',
    ],
    [
      { hasBegun: true, hasEnded: true, cover: 'none', hasOrders: false, isSuspicious: true },
      'suspicious',
    ],
  ] as const)('%o is %s', (facts, completeness) => {
    expect(judgeLocationDay({ ...facts, hasSetAside: false }).completeness).toBe(completeness);
  });

  it('is called complete or without sales only when it is over and was read whole', () => {
    fc.assert(
      fc.property(factsArbitrary, (facts) => {
        const { completeness } = judgeLocationDay(facts);
        const isSettled = completeness === 'complete' || completeness === 'no_sales';
        const isOver = facts.hasBegun && facts.hasEnded;
        const isWhole = facts.cover === 'whole' && !facts.hasSetAside;
        expect(isSettled).toBe(isOver && isWhole && !facts.isSuspicious);
        if (isSettled) expect(completeness === 'complete').toBe(facts.hasOrders);
      }),
    );
  });

  it('is read in part while a bill of it could not be read, and says so', () => {
    const whole = { hasBegun: true, hasEnded: true, cover: 'whole', isSuspicious: false } as const;
    for (const hasOrders of [true, false])
      expect(judgeLocationDay({ ...whole, hasOrders, hasSetAside: true })).toEqual({
        completeness: 'partial',
        reason: 'bills_set_aside',
      });
  });
});

describe('a venue’s day', () => {
  it.each([
    [[], 'missing', 'nobody_asked'],
    [['missing', 'missing'], 'missing', 'not_read'],
    [['complete', 'missing'], 'partial', 'some_locations_not_read'],
    [['no_sales', 'missing'], 'partial', 'some_locations_not_read'],
    [['complete', 'partial'], 'partial', 'read_in_part'],
    [['no_sales', 'complete'], 'complete', 'read_with_sales'],
    [['no_sales', 'no_sales'], 'no_sales', 'read_without_sales'],
    [['missing', 'suspicious'], 'suspicious', 'answer_not_believed'],
  ] as const)('of %j is %s because of %s', (locations, completeness, reason) => {
    expect(judgeVenueDay({ hasBegun: true, hasEnded: true, locations })).toEqual({
      completeness,
      reason,
    });
  });

  it('is open until it ends, whatever was read', () => {
    fc.assert(
      fc.property(fc.array(judged), (locations) => {
        expect(judgeVenueDay({ hasBegun: true, hasEnded: false, locations }).completeness).toBe(
          'open',
        );
      }),
    );
  });

  it('does not depend on the order of its locations, and is never better than any of them', () => {
    const rank: Record<Completeness, number> = {
      future: 0,
      open: 0,
      suspicious: 1,
      missing: 2,
      partial: 2,
      no_sales: 3,
      complete: 3,
    };
    fc.assert(
      fc.property(fc.array(judged, { minLength: 1 }), (locations) => {
        const { completeness } = judgeVenueDay({ hasBegun: true, hasEnded: true, locations });
        const reversed = judgeVenueDay({
          hasBegun: true,
          hasEnded: true,
          locations: locations.toReversed(),
        });
        expect(reversed.completeness).toBe(completeness);
        for (const location of locations) {
          expect(rank[completeness]).toBeLessThanOrEqual(rank[location]);
        }
        if (completeness === 'no_sales') expect(new Set(locations)).toEqual(new Set(['no_sales']));
      }),
    );
  });

  it('of one location is that location’s', () => {
    fc.assert(
      fc.property(judged, (location) => {
        const judgement = judgeVenueDay({ hasBegun: true, hasEnded: true, locations: [location] });
        expect(judgement.completeness).toBe(location);
      }),
    );
  });
});

/** Merged, disjoint spans, as a multirange holds them. */
const coveredArbitrary = fc
  .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 8 })
  .map((bounds) => {
    const sorted = bounds.toSorted((a, b) => a - b);
    const spans: Span[] = [];
    for (let i = 0; i + 1 < sorted.length; i += 2) {
      spans.push({ fromMs: sorted[i] as number, toMs: sorted[i + 1] as number });
    }
    return spans;
  });
const spanArbitrary = fc
  .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 10 }))
  .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));

describe('cover', () => {
  it('agrees with counting instants one by one', () => {
    fc.assert(
      fc.property(spanArbitrary, coveredArbitrary, (span, covered) => {
        const instants = Array.from(
          { length: span.toMs - span.fromMs },
          (_, index) => span.fromMs + index,
        );
        const read = instants.filter((at) =>
          covered.some((part) => at >= part.fromMs && at < part.toMs),
        );
        const expected =
          read.length === 0 ? 'none' : read.length === instants.length ? 'whole' : 'part';
        expect(coverOf(span, covered)).toBe(expected);
        expect(reachOf(span, covered)).toBe(read.length === 0 ? null : (read.at(-1) as number) + 1);
      }),
    );
  });
});

describe('the span a location is asked for', () => {
  const day = { businessDate: '2025-03-03', startMs: 100, morningEndMs: 150, endMs: 200 };

  it.each([
    ['the whole day from the first day of its history on', '2025-03-03', null, 100, 200],
    ['the day up to the deactivation', '2025-01-01', 130, 100, 130],
    ['the whole day when deactivated later', '2025-01-01', 900, 100, 200],
  ])('is %s', (_, historyFrom, deactivatedAtMs, fromMs, toMs) => {
    const toldFromMs = 20;
    expect(askedSpan(day, { historyFrom, deactivatedAtMs, toldFromMs })).toEqual({ fromMs, toMs });
  });

  it.each([
    ['whole while it is still to be imported', null, null, { fromMs: 100, toMs: 200 }],
    ['whole while the import has not come to it', null, 200, { fromMs: 100, toMs: 200 }],
    [
      'whole when only the end of it was read before the deactivation',
      900,
      199,
      { fromMs: 100, toMs: 200 },
    ],
    ['none when it was deactivated before the import came to it', 900, 200, null],
    ['none when it was deactivated before anything was read', 900, null, null],
  ])('is %s', (_, deactivatedAtMs, toldFromMs, span) => {
    const location = { historyFrom: '2025-01-01', deactivatedAtMs, toldFromMs };
    expect(askedSpan(day, location)).toEqual(span);
  });

  it.each([
    ['before its history', '2025-03-04', null],
    ['from the deactivation on', '2025-01-01', 100],
  ])('is none %s', (_, historyFrom, deactivatedAtMs) => {
    expect(askedSpan(day, { historyFrom, deactivatedAtMs, toldFromMs: 20 })).toBeNull();
  });
});
