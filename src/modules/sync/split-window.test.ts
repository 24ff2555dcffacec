import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessDateOf, dayStartMs } from '#kernel/business-day.ts';
import { splitWindow } from './split-window.ts';

const rule = { timeZone: 'America/Toronto', cutoff: '05:00' };

describe('cutting a window', () => {
  test('gives pieces that touch, cover the whole, start at cut-offs and are no longer than asked', () => {
    const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) });
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 1, max: 400 * 86_400_000 }),
        fc.integer({ min: 1, max: 31 }),
        (fromMs, lengthMs, daysMax) => {
          const toMs = fromMs + lengthMs;
          const pieces = splitWindow({ fromMs, toMs }, daysMax, rule);
          expect(pieces[0]?.fromMs).toBe(fromMs);
          expect(pieces.at(-1)?.toMs).toBe(toMs);
          for (const [index, piece] of pieces.entries()) {
            expect(piece.toMs).toBeGreaterThan(piece.fromMs);
            // A day of clock change has 25 hours.
            expect(piece.toMs - piece.fromMs).toBeLessThanOrEqual(daysMax * 86_400_000 + 3_600_000);
            if (index === 0) continue;
            expect(piece.fromMs).toBe(pieces[index - 1]?.toMs);
            expect(piece.fromMs).toBe(dayStartMs(businessDateOf(piece.fromMs, rule), rule));
          }
        },
      ),
    );
  });

  test('gives nothing for an empty window', () => {
    expect(splitWindow({ fromMs: 5, toMs: 5 }, 3, rule)).toEqual([]);
  });
});
