import type { Tx } from '#platform/db/database.ts';
import { judgeDays, type SalesVenue } from './get-days.ts';
import type { FindApprovedDates } from './unusual-days.ts';
import type { VenueDay } from './venue-day.ts';

/** A day of which a location holds nothing, though there may well have been something. */
export interface DoubtfulDay {
  locationId: string;
  day: VenueDay;
  /** `empty`: read without sales, on a day out of line with its weekday that nobody approved. */
  why: 'missing' | 'empty';
}

/** The doubtful days of a venue from `from` to `to`, oldest first. */
export async function listDoubtfulDays(
  tx: Tx,
  request: {
    venue: SalesVenue;
    from: string;
    to: string;
    nowMs: number;
    findApprovedDates: FindApprovedDates;
  },
): Promise<DoubtfulDay[]> {
  const days = await judgeDays(tx, request);
  return days.flatMap(({ day, locationDays, unusual }) => {
    const isUnusual = unusual !== null && !unusual.isConfirmed;
    return locationDays.flatMap(({ location, judgement }): DoubtfulDay[] => {
      const { locationId } = location;
      if (judgement.completeness === 'missing') return [{ locationId, day, why: 'missing' }];
      const isEmpty = isUnusual && judgement.completeness === 'no_sales';
      return isEmpty ? [{ locationId, day, why: 'empty' }] : [];
    });
  });
}
