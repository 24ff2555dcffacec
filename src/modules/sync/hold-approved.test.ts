import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessDateOf } from '#kernel/business-day.ts';
import type { HeldOrder } from '#modules/sales/index.ts';
import { type Changes, splitChanges } from './hold-approved.ts';

const rule = { timeZone: 'America/Toronto', cutoff: '05:00' };
const isVoided = () => false;
const noonMs = Date.UTC(2026, 2, 10, 16);
const dayMs = 86_400_000;
const told = (occurredAtMs: number) => ({
  key: `${occurredAtMs}`,
  occurredAtMs,
  contentHash: Buffer.alloc(0),
  payloadText: null,
});
const held = (occurredAtMs: number): HeldOrder => ({
  orderId: `${occurredAtMs}`,
  key: `${occurredAtMs}`,
  state: 'closed',
  isGone: false,
  occurredAtMs,
  netMinor: 1,
  contentHash: Buffer.alloc(0),
});
const nothing: Changes = { fresh: [], changed: [], returned: [], gone: [], unchangedCount: 0 };

describe('changes of approved days', () => {
  it('hold back a bill that moves into an approved day or out of it', () => {
    const moved = { told: told(noonMs), held: held(noonMs + dayMs) };
    for (const date of ['2026-03-10', '2026-03-11']) {
      const { kept, heldBack } = splitChanges({ ...nothing, changed: [moved] }, new Set([date]), {
        rule,
        isVoided,
      });
      expect(kept.changed).toEqual([]);
      expect(heldBack.get(date)).toMatchObject({ edited: 1 });
    }
  });

  it('are told as none where the till tells what was approved', () => {
    const { heldBack } = splitChanges(nothing, new Set(['2026-03-10']), { rule, isVoided });
    expect(heldBack.get('2026-03-10')).toEqual({
      ...{ late: 0, edited: 0, voided: 0, gone: 0, returned: 0 },
    });
  });

  it('never pass, and nothing else is held back', () => {
    const instants = fc.array(
      fc.integer({ min: 0, max: 6 * 24 }).map((hour) => noonMs + hour * 3_600_000),
    );
    const dates = fc.uniqueArray(fc.constantFrom('2026-03-10', '2026-03-12', '2026-03-16'));
    fc.assert(
      fc.property(instants, instants, instants, dates, (late, gone, back, approvedDates) => {
        const changes = {
          ...nothing,
          fresh: late.map(told),
          gone: gone.map(held),
          returned: back.map(held),
        };
        const approved = new Set<string>(approvedDates);
        const { kept, heldBack } = splitChanges(changes, approved, { rule, isVoided });
        const passed = [...kept.fresh, ...kept.gone, ...kept.returned];
        for (const { occurredAtMs } of passed)
          expect(approved.has(businessDateOf(occurredAtMs, rule))).toBe(false);
        const heldCount = [...heldBack.values()].reduce(
          (sum, bills) => sum + bills.late + bills.gone + bills.returned,
          0,
        );
        expect(passed.length + heldCount).toBe(late.length + gone.length + back.length);
      }),
    );
  });
});
