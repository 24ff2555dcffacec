import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantToWall, wallToInstantMs } from '#kernel/business-day.ts';
import { lastDateOf, RANGE_DATES_MAX, rangesOf, salesQuery, splitRange } from './query.ts';

const zones = ['America/Toronto', 'America/St_Johns', 'America/Havana', 'Pacific/Chatham', 'UTC'];
const HOUR_MS = 3_600_000;
const SENTENCE =
  /^SELECT \* FROM orders WHERE Date >= '(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)' AND Date <= '(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)' ORDER BY Date DESC$/;

const windows = fc
  .record({
    fromMs: fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2030, 0, 1) }),
    lengthMs: fc.integer({ min: 1, max: 40 * 24 * HOUR_MS }),
  })
  .map(({ fromMs, lengthMs }) => ({ fromMs, toMs: fromMs + lengthMs }));

function wallsOf(query: string): { start: string; end: string } {
  const [, start = '', end = ''] = SENTENCE.exec(query) ?? [];
  return { start, end };
}

describe('the query', () => {
  it('asks for whole calendar dates of the venue around the window', () => {
    const timeZone = 'America/Toronto';
    const fromMs = wallToInstantMs('2025-03-08T05:00:00', timeZone);
    const toMs = wallToInstantMs('2025-03-10T05:00:00', timeZone);
    expect(rangesOf({ fromMs, toMs }, timeZone, 11).map(salesQuery)).toEqual([
      "SELECT * FROM orders WHERE Date >= '2025-03-08 00:00:00' AND Date <= '2025-03-10 23:59:59' ORDER BY Date DESC",
    ]);
  });

  it('leaves out a date that only the excluded end touches', () => {
    const fromMs = wallToInstantMs('2025-06-01T00:00:00', 'UTC');
    const toMs = wallToInstantMs('2025-06-02T00:00:00', 'UTC');
    expect(rangesOf({ fromMs, toMs }, 'UTC', 11).map(lastDateOf)).toEqual(['2025-06-01']);
  });

  it('covers every second of every window, newest first, without overlap, in bounded ranges', () => {
    fc.assert(
      fc.property(windows, fc.constantFrom(...zones), fc.nat(), (window, timeZone, seed) => {
        const ranges = rangesOf(window, timeZone, RANGE_DATES_MAX);
        const instantMs = window.fromMs + (seed % (window.toMs - window.fromMs));
        const wall = instantToWall(instantMs, timeZone).replace('T', ' ');
        const holding = ranges.filter((range) => {
          const { start, end } = wallsOf(salesQuery(range));
          return start <= wall && wall <= end;
        });
        expect(holding).toHaveLength(1);
        for (const [index, range] of ranges.entries()) {
          expect(range.endWallMs - range.startWallMs).toBeLessThan(RANGE_DATES_MAX * 24 * HOUR_MS);
          const next = ranges[index + 1];
          if (next) expect(next.endWallMs).toBe(range.startWallMs - 1000);
        }
      }),
    );
  });

  it('asks nothing for an empty window', () => {
    expect(rangesOf({ fromMs: 5, toMs: 5 }, 'UTC', 11)).toEqual([]);
  });
});

describe('splitting a range', () => {
  it('cuts at midnights, then at full hours, and ends at an hour', () => {
    fc.assert(
      fc.property(windows, fc.infiniteStream(fc.boolean()), (window, choices) => {
        let range = rangesOf(window, 'America/Toronto', RANGE_DATES_MAX)[0];
        for (let depth = 0; range !== undefined && depth < 12; depth += 1) {
          const halves = splitRange(range);
          if (halves === null) break;
          const [later, earlier] = halves;
          expect(later.endWallMs).toBe(range.endWallMs);
          expect(earlier.startWallMs).toBe(range.startWallMs);
          expect(earlier.endWallMs + 1000).toBe(later.startWallMs);
          const isDayCut = range.endWallMs - range.startWallMs >= 24 * HOUR_MS;
          expect(later.startWallMs % (isDayCut ? 24 * HOUR_MS : HOUR_MS)).toBe(0);
          range = choices.next().value ? later : earlier;
        }
        expect(range && range.endWallMs + 1000 - range.startWallMs).toBe(HOUR_MS);
      }),
    );
  });
});
