import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  businessDateOf,
  CalendarError,
  type DayRule,
  dayStartMs,
  dayWindow,
  wallBoundaryMs,
} from './business-day.ts';
import known from './fixtures/business-day-windows.json' with { type: 'json' };
import { momentsNearClockChanges } from './fixtures/moments.ts';

const toronto: DayRule = { timeZone: 'America/Toronto', cutoff: '05:00' };
const ms = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds;

const knownWindows = Object.entries(known.windows).flatMap(([timeZone, rows]) =>
  rows.map((row) => {
    const [date = '', cutoff = '', start = '', end = '', startKind = '', endKind = ''] =
      row.split(' ');
    return { timeZone, date, cutoff, start, end, startKind, endKind };
  }),
);

/** Half past or on the hour and odd minutes alike; cut-offs near the usual clock changes more often. */
const cutoffs = fc.oneof(
  fc.constantFrom('00:00', '00:30', '01:30', '02:00', '02:30', '03:00', '05:00', '23:30'),
  fc
    .tuple(fc.nat(23), fc.nat(59))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`),
);

/** The rule once more, straight from the calendar library. */
function independentStartMs(date: string, { timeZone, cutoff }: DayRule): number {
  return Temporal.PlainDateTime.from(`${date}T${cutoff}`).toZonedDateTime(timeZone, {
    disambiguation: 'compatible',
  }).epochMilliseconds;
}

describe('known windows', () => {
  test('there are 213, of every kind', () => {
    expect(knownWindows).toHaveLength(213);
    for (const kind of ['unique', 'gap', 'overlap']) {
      expect(knownWindows.some((window) => window.startKind === kind)).toBe(true);
      expect(knownWindows.some((window) => window.endKind === kind)).toBe(true);
    }
  });

  test.each(knownWindows)(
    '$timeZone $date from $cutoff',
    ({ timeZone, date, cutoff, start, end }) => {
      const rule = { timeZone, cutoff };
      expect(dayWindow(date, rule)).toEqual({ startMs: ms(start), endMs: ms(end) });
      expect(dayStartMs(date, rule)).toBe(ms(start));
      if (start === end) return;
      expect(businessDateOf(ms(start), rule)).toBe(date);
      expect(businessDateOf(ms(end) - 1, rule)).toBe(date);
      expect(businessDateOf(ms(end), rule)).not.toBe(date);
      expect(businessDateOf(ms(start) - 1, rule)).not.toBe(date);
    },
  );
});

describe('businessDateOf', () => {
  test('changes at the cut-off: 04:59:59 is last night, 05:00:00 is today', () => {
    expect(businessDateOf(ms('2026-07-02T08:59:59.999Z'), toronto)).toBe('2026-07-01');
    expect(businessDateOf(ms('2026-07-02T09:00:00Z'), toronto)).toBe('2026-07-02');
  });

  test('a night on which clocks fall back stays one business day, both 01:30s', () => {
    expect(businessDateOf(ms('2026-11-01T05:30:00Z'), toronto)).toBe('2026-10-31');
    expect(businessDateOf(ms('2026-11-01T06:30:00Z'), toronto)).toBe('2026-10-31');
  });

  test('a repeated cut-off starts the day once: the second 01:30 is already today', () => {
    const rule = { timeZone: 'America/Toronto', cutoff: '01:30' };
    expect(businessDateOf(ms('2026-11-01T05:29:59Z'), rule)).toBe('2026-10-31');
    expect(businessDateOf(ms('2026-11-01T05:30:00Z'), rule)).toBe('2026-11-01');
    // 01:10 for the second time: the wall says before the cut-off, the day has begun all the same.
    expect(businessDateOf(ms('2026-11-01T06:10:00Z'), rule)).toBe('2026-11-01');
  });

  test('a skipped cut-off starts the day after the gap: 03:10 is still last night', () => {
    const rule = { timeZone: 'America/Toronto', cutoff: '02:30' };
    expect(businessDateOf(ms('2026-03-08T07:10:00Z'), rule)).toBe('2026-03-07');
    expect(businessDateOf(ms('2026-03-08T07:30:00Z'), rule)).toBe('2026-03-08');
  });

  test('no instant falls on a day that the zone skipped', () => {
    const rule = { timeZone: 'Pacific/Apia', cutoff: '05:00' };
    const { startMs, endMs } = dayWindow('2011-12-30', rule);
    expect(endMs).toBe(startMs);
    expect(businessDateOf(startMs - 1, rule)).toBe('2011-12-29');
    expect(businessDateOf(startMs, rule)).toBe('2011-12-31');
  });

  test('is the one date whose window holds the instant, for any zone and cut-off', () => {
    fc.assert(
      fc.property(momentsNearClockChanges, cutoffs, ({ timeZone, instantMs }, cutoff) => {
        const rule = { timeZone, cutoff };
        const date = businessDateOf(instantMs, rule);
        const holding = [-2, -1, 0, 1, 2].filter((days) => {
          const startMs = independentStartMs(addDays(date, days), rule);
          const endMs = independentStartMs(addDays(date, days + 1), rule);
          return startMs <= instantMs && instantMs < endMs;
        });
        expect(holding).toEqual([0]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('dayWindow', () => {
  test('agrees with the calendar library around clock changes of any zone', () => {
    fc.assert(
      fc.property(momentsNearClockChanges, cutoffs, ({ timeZone, instantMs }, cutoff) => {
        const rule = { timeZone, cutoff };
        const date = businessDateOf(instantMs, rule);
        expect(dayWindow(date, rule)).toEqual({
          startMs: independentStartMs(date, rule),
          endMs: independentStartMs(addDays(date, 1), rule),
        });
      }),
      { numRuns: 400 },
    );
  });

  test('the last day of the calendar has an end', () => {
    const { startMs, endMs } = dayWindow('9999-12-31', toronto);
    expect(endMs - startMs).toBe(86_400_000);
  });

  test.each([
    ['2026-02-30', toronto],
    ['2026-03-08', { ...toronto, cutoff: '5:00' }],
    ['2026-03-08', { ...toronto, cutoff: '24:00' }],
    ['2026-03-08', { ...toronto, timeZone: 'America/Nowhere' }],
  ])('%s under %j is refused', (date, rule) => {
    expect(() => dayWindow(date, rule)).toThrow(CalendarError);
    expect(() => dayStartMs(date, rule)).toThrow(CalendarError);
    expect(() => wallBoundaryMs(date, '15:00', rule)).toThrow(CalendarError);
  });
});

describe('wallBoundaryMs', () => {
  test('times from the cut-off on are of the same date, times before it of the next', () => {
    expect(wallBoundaryMs('2026-07-01', '15:00', toronto)).toBe(ms('2026-07-01T19:00:00Z'));
    expect(wallBoundaryMs('2026-07-01', '05:00', toronto)).toBe(ms('2026-07-01T09:00:00Z'));
    expect(wallBoundaryMs('2026-07-01', '02:00', toronto)).toBe(ms('2026-07-02T06:00:00Z'));
    expect(wallBoundaryMs('2026-07-01', '04:59', toronto)).toBe(ms('2026-07-02T08:59:00Z'));
  });

  test('three in the afternoon stays that on days of 23 and 25 hours', () => {
    const rule = { ...toronto, cutoff: '00:00' };
    expect(wallBoundaryMs('2026-03-08', '15:00', rule)).toBe(ms('2026-03-08T19:00:00Z'));
    expect(wallBoundaryMs('2026-11-01', '15:00', rule)).toBe(ms('2026-11-01T20:00:00Z'));
  });

  test('a time right after a skipped cut-off is not before the start of its day', () => {
    const rule = { ...toronto, cutoff: '02:30' };
    expect(wallBoundaryMs('2026-03-08', '03:00', rule)).toBe(dayStartMs('2026-03-08', rule));
  });

  test('never leaves the window of its day', () => {
    fc.assert(
      fc.property(
        momentsNearClockChanges,
        cutoffs,
        cutoffs,
        ({ timeZone, instantMs }, cutoff, time) => {
          const rule = { timeZone, cutoff };
          const date = businessDateOf(instantMs, rule);
          const { startMs, endMs } = dayWindow(date, rule);
          const boundaryMs = wallBoundaryMs(date, time, rule);
          expect(boundaryMs >= startMs && boundaryMs <= endMs).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});
