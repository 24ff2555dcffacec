import { Refusal } from '#kernel/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Actor } from './actor.ts';
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

/** Asked before, in the same transaction; a Refusal it throws leaves the venue as it is. */
export type BeforeDayRuleChange = (
  tx: Tx,
  change: {
    venueId: string;
    was: VenueDayRule;
    now: VenueDayRule;
    actor: Actor;
    /** Whether days that somebody approved may be reopened for it. */
    mayReopen: boolean;
  },
) => Promise<void>;

export interface VenueChange {
  name?: string | undefined;
  timeZone?: string | undefined;
  cutoff?: string | undefined;
  morningEnd?: string | undefined;
}

/**
 * @returns the venue as it is now and which of its settings changed.
 * @throws Refusal 404 `venue_not_found`, 422 for a zone or time that does not exist, and whatever
 *   `beforeDayRuleChange` refuses.
 */
export async function changeVenue(
  tx: Tx,
  request: {
    venueId: string;
    change: VenueChange;
    actor: Actor;
    mayReopen: boolean;
    beforeDayRuleChange: BeforeDayRuleChange;
    onDayRuleChanged: OnDayRuleChanged;
  },
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
  const { venueId, actor, mayReopen } = request;
  const ruleChange = { venueId, was: dayRuleOf(was), now: dayRuleOf(now) };
  const isRuleChanged = !isSameDayRule(was, now);
  if (isRuleChanged) await request.beforeDayRuleChange(tx, { ...ruleChange, actor, mayReopen });
  await updateVenue(tx, now);
  if (isRuleChanged) await request.onDayRuleChanged(tx, ruleChange);
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
