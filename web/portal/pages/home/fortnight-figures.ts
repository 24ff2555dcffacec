import type { VenueOverview } from '../../api/overview.types.ts';
import { isPartialSum, type Lacking, lackingOf } from '../../lib/lacking.ts';

/** A week's net; unknown as soon as one of its days is, because a part of a week misleads. */
function weekNet(days: VenueOverview['last14']): number | null {
  const isKnown = days.length === 7 && days.every((day) => day.netMinor !== null);
  return isKnown ? days.reduce((sum, day) => sum + (day.netMinor ?? 0), 0) : null;
}

/**
 * Yesterday, the seven days up to it and what they lack, and the seven before those; null where a
 * percentage against them would mislead, because days of one of the weeks are partial.
 */
export function fortnightFigures(last14: VenueOverview['last14']): {
  yesterday: VenueOverview['last14'][number] | undefined;
  week: number | null;
  weekLacking: Lacking;
  weekBefore: number | null;
} {
  const [week, before] = [last14.slice(-7), last14.slice(-14, -7)];
  const weekLacking = lackingOf(week);
  const isComparable = !isPartialSum(weekLacking) && !isPartialSum(lackingOf(before));
  return {
    yesterday: last14.at(-1),
    week: weekNet(week),
    weekLacking,
    weekBefore: isComparable ? weekNet(before) : null,
  };
}

/** Why today is not compared with the same weekday last week: not all of that day was read. */
export function weekdayHindrance(
  overview: Pick<VenueOverview, 'last14'>,
): { businessDate: string; why: 'missing' | 'partial' } | null {
  const day = overview.last14.at(-7);
  if (day?.completeness !== 'missing' && day?.completeness !== 'partial') return null;
  if (!day.isAsked) return null;
  return { businessDate: day.businessDate, why: day.completeness };
}
