import { salesDateFirst, salesDateLast } from '#kernel/sales-dates.ts';
import { listLocationsOfVenue } from '#modules/integrations/index.ts';
import { listDatesMovedBy } from '#modules/sales/index.ts';
import type { VenueDayRule } from '#modules/tenancy/index.ts';
import type { TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { type OnDayReopened, reopenDay } from './change-reconciliation.ts';
import { lockApprovedDates } from './reconciliation.store.ts';
import { approvedDaysWouldChange } from './refusals.ts';

/** Another rule of the days of a venue, about to be kept. */
interface DayRuleWish {
  companyId: string;
  venueId: string;
  was: VenueDayRule;
  now: VenueDayRule;
  /** Whether whoever asks wants the approved days that change reopened. */
  mayReopen: boolean;
  actor: TimelineActor;
  nowMs: number;
}

/**
 * Lets a day rule change pass approved days: somebody vouched for these, so those that it would
 * change are reopened on demand only.
 * @throws Refusal 409 `approved_days_would_change` with how many there are, and from when to when.
 */
export async function askApprovedDays(
  tx: Tx,
  wish: DayRuleWish,
  onDayReopened: OnDayReopened,
): Promise<void> {
  const changing = await listApprovedChanging(tx, wish);
  const [first] = changing;
  const last = changing.at(-1);
  if (first === undefined || last === undefined) return;
  if (!wish.mayReopen) throw approvedDaysWouldChange({ count: changing.length, first, last });
  const { companyId, venueId, actor, nowMs } = wish;
  for (const businessDate of changing) {
    const decision = { companyId, venueId, businessDate, actor, nowMs };
    await reopenDay(tx, { ...decision, because: 'day_rule_changed' }, onDayReopened);
  }
}

/**
 * In another zone the till's words may be other moments, so any day may change. The end of the
 * morning alone changes nothing of what was approved: no comparison is made of the morning.
 */
async function listApprovedChanging(
  tx: Tx,
  { companyId, venueId, was, now }: DayRuleWish,
): Promise<string[]> {
  const isOtherZone = was.timeZone !== now.timeZone;
  if (!isOtherZone && was.cutoff === now.cutoff) return [];
  const span = { from: salesDateFirst, to: salesDateLast };
  const dates = await lockApprovedDates(tx, { companyId, venueId, ...span });
  if (isOtherZone || dates.length === 0) return dates;
  const locations = await listLocationsOfVenue(tx, companyId, venueId);
  const locationIds = locations.map(({ locationId }) => locationId);
  return listDatesMovedBy(tx, { companyId, locationIds, dates, was, now });
}
