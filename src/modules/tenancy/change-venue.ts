import { Refusal } from '#kernel/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { findVenue, lockVenue, updateVenue } from './venue.store.ts';
import {
  checkVenue,
  dayRuleOf,
  isSameDayRule,
  listChanges,
  type SettingChanges,
  spellTimeZone,
  type Venue,
  type VenueDayRule,
} from './venue.ts';

/** Told, in the transaction of the change, that stored days must be computed anew. */
export type OnDayRuleChanged = (
  tx: Tx,
  change: { venueId: string; was: VenueDayRule; now: VenueDayRule },
) => Promise<void>;

export interface VenueChange {
  name?: string | undefined;
  timeZone?: string | undefined;
  cutoff?: string | undefined;
  morningEnd?: string | undefined;
}

/**
 * @returns the venue as it is now and which of its settings changed.
 * @throws Refusal 404 `venue_not_found`, 422 for a zone or time that does not exist.
 */
export async function changeVenue(
  tx: Tx,
  request: { venueId: string; change: VenueChange; onDayRuleChanged: OnDayRuleChanged },
): Promise<{ venue: Venue; changes: SettingChanges }> {
  const was = await lockVenue(tx, request.venueId);
  if (was === null) throw venueNotFound();
  const { name, timeZone, cutoff, morningEnd } = request.change;
  const now: Venue = {
    ...was,
    name: name ?? was.name,
    timeZone: timeZone === undefined ? was.timeZone : spellTimeZone(timeZone),
    cutoff: cutoff ?? was.cutoff,
    morningEnd: morningEnd ?? was.morningEnd,
  };
  checkVenue(now);
  await updateVenue(tx, now);
  if (!isSameDayRule(was, now)) {
    const { venueId } = request;
    await request.onDayRuleChanged(tx, { venueId, was: dayRuleOf(was), now: dayRuleOf(now) });
  }
  return { venue: now, changes: listChanges(was, now) };
}

/** @throws Refusal 404 `venue_not_found`, also for another company's venue. */
export async function getVenue(tx: Tx, venueId: string): Promise<Venue> {
  const venue = await findVenue(tx, venueId);
  if (venue === null) throw venueNotFound();
  return venue;
}

function venueNotFound(): Refusal {
  return new Refusal({
    code: 'venue_not_found',
    status: 404,
    detail: {
      en: 'There is no such venue in this company.',
      fr: 'Cette entreprise n’a pas d’établissement correspondant.',
    },
  });
}
