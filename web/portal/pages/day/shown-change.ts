import type { Restatement } from '../../api/sales.types.ts';

export interface ShownChange {
  of: 'day' | 'morning';
  was: number | null;
  now: number | null;
  /** False where other hours were added up: then more or less is neither good nor bad. */
  isLikeWithLike: boolean;
}

/** Which figure tells a restatement: the day's net, else the morning's; null where neither changed. */
export function shownChange(restatement: Restatement): ShownChange | null {
  const { was, now, why } = restatement;
  const isLikeWithLike = why.some((cause) => cause.kind !== 'day_rule_changed');
  if (was.netMinor !== undefined || now.netMinor !== undefined) {
    return { of: 'day', was: was.netMinor ?? null, now: now.netMinor ?? null, isLikeWithLike };
  }
  if (was.morningNetMinor === undefined && now.morningNetMinor === undefined) return null;
  return {
    of: 'morning',
    was: was.morningNetMinor ?? null,
    now: now.morningNetMinor ?? null,
    isLikeWithLike,
  };
}
