import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { everyMinutesChoices, nextBeatMs, offsetSecondsOf } from './schedule.ts';

const anyPeriod = fc.constantFrom(...everyMinutesChoices);
const anyNow = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });

describe('the beat of an integration', () => {
  it('lies strictly after now, at most one period away, and always on the same offset', () => {
    fc.assert(
      fc.property(anyNow, anyPeriod, fc.uuid(), (nowMs, everyMinutes, id) => {
        const offset = offsetSecondsOf(id, everyMinutes);
        const beatMs = nextBeatMs(nowMs, everyMinutes, offset);
        expect(beatMs).toBeGreaterThan(nowMs);
        expect(beatMs - nowMs).toBeLessThanOrEqual(everyMinutes * 60_000);
        expect((beatMs / 1000) % (everyMinutes * 60)).toBe(offset);
      }),
    );
  });

  it('goes on from beat to beat without drifting', () => {
    fc.assert(
      fc.property(anyNow, anyPeriod, fc.uuid(), (nowMs, everyMinutes, id) => {
        const offset = offsetSecondsOf(id, everyMinutes);
        const first = nextBeatMs(nowMs, everyMinutes, offset);
        expect(nextBeatMs(first, everyMinutes, offset) - first).toBe(everyMinutes * 60_000);
      }),
    );
  });

  it('is the same for an integration on every machine', () => {
    expect(offsetSecondsOf('0195a1b2-0000-7000-8000-000000000000', 60)).toBe(
      offsetSecondsOf('0195a1b2-0000-7000-8000-000000000000', 60),
    );
  });

  it.each(everyMinutesChoices)('spreads many integrations over %i minutes', (everyMinutes) => {
    const slots = new Array<number>(12).fill(0);
    const count = 6000;
    for (let made = 0; made < count; made += 1) {
      const share = offsetSecondsOf(newId(), everyMinutes) / (everyMinutes * 60);
      const slot = Math.floor(share * slots.length);
      slots[slot] = (slots[slot] ?? 0) + 1;
    }
    const expected = count / slots.length;
    // Five standard deviations: chance fails this once in a million runs.
    for (const found of slots) {
      expect(Math.abs(found - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
  });
});
