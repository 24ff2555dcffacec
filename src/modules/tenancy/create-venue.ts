import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import { insertVenue } from './venue.store.ts';
import { checkVenue, defaultDayTimes, spellTimeZone, type Venue } from './venue.ts';

export interface NewVenue {
  name: string;
  timeZone: string;
  currency: string;
  cutoff?: string | undefined;
  morningEnd?: string | undefined;
}

/** @throws Refusal 422 for a zone, currency or time that does not exist. */
export async function createVenue(tx: Tx, input: NewVenue & { nowMs: number }): Promise<Venue> {
  const venue: Venue = {
    venueId: newId(input.nowMs),
    name: input.name,
    timeZone: spellTimeZone(input.timeZone),
    currency: input.currency,
    cutoff: input.cutoff ?? defaultDayTimes.cutoff,
    morningEnd: input.morningEnd ?? defaultDayTimes.morningEnd,
  };
  checkVenue(venue);
  await insertVenue(tx, { ...venue, createdAtMs: input.nowMs });
  return venue;
}
