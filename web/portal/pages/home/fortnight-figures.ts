import type { VenueOverview } from '../../api/overview.types.ts';

/** A week's net; unknown as soon as one of its days is, because a part of a week misleads. */
function weekNet(days: VenueOverview['last14']): number | null {
  const isKnown = days.length === 7 && days.every((day) => day.netMinor !== null);
  return isKnown ? days.reduce((sum, day) => sum + (day.netMinor ?? 0), 0) : null;
}

/** Yesterday, the seven days up to it, and the seven before those. */
export function fortnightFigures(last14: VenueOverview['last14']) {
  return {
    yesterday: last14.at(-1),
    week: weekNet(last14.slice(-7)),
    weekBefore: weekNet(last14.slice(-14, -7)),
  };
}
