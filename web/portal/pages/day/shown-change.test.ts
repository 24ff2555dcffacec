import { describe, expect, it } from 'vitest';
import type { ResyncPreview } from '../../api/integration.types.ts';
import type { Figures, Restatement } from '../../api/sales.types.ts';
import { hasChange } from './has-change.ts';
import { shownChange } from './shown-change.ts';

const restated = (was: Figures, now: Figures, kind = 'edited'): Restatement => ({
  ...{ at: '2026-05-14T10:00:00Z', was, now },
  why: [{ kind, text: 'Because.' }],
});

describe('what a restatement shows', () => {
  it('is the net of the day where that changed', () => {
    const change = restated({ netMinor: 100, morningNetMinor: 50 }, { netMinor: 90 });
    expect(shownChange(change)).toEqual({ of: 'day', was: 100, now: 90, isLikeWithLike: true });
  });

  it('is the morning where a rule moved only that, and calls it neither gain nor loss', () => {
    const was = { morningNetMinor: 322_111, morningOrders: 51 };
    const now = { morningNetMinor: 9670, morningOrders: 1 };
    expect(shownChange(restated(was, now, 'day_rule_changed'))).toEqual({
      ...{ of: 'morning', was: 322_111, now: 9670 },
      isLikeWithLike: false,
    });
  });

  it('is no figure where none of both changed', () => {
    expect(shownChange(restated({ guests: 3 }, { guests: 4 }))).toBeNull();
  });
});

describe('reading a day again', () => {
  const changes = { ordersNew: 0, ordersChanged: 0, ordersGone: 0 };
  const counts = { ...changes, ordersUnchanged: 0 };
  const quiet = { orders: 0, netMinor: 0 };
  const preview = (was: typeof quiet | null): ResyncPreview => ({
    ...counts,
    days: [
      {
        ...{ businessDate: '2026-05-13', was, now: quiet, ...changes },
        ...{ isApproved: false, isWaiting: false },
      },
    ],
  });

  it('changes something when the day was never read, also where nothing was sold', () => {
    expect(hasChange(preview(null))).toBe(true);
    expect(hasChange(preview(quiet))).toBe(false);
    expect(hasChange({ ...counts, days: [] })).toBe(false);
    expect(hasChange(null)).toBe(false);
  });
});
