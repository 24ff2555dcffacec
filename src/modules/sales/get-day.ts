import { addDays } from '#kernel/business-day.ts';
import type { Language } from '#kernel/localized.ts';
import type { Tx } from '#platform/db/database.ts';
import { checkDate } from './date-range.ts';
import { listBreakdownSums, listDayRestatements } from './day-detail.store.ts';
import { type DayDetail, toDayDetail } from './day-detail.ts';
import { type FindAdjustments, judgeDays, type SalesVenue } from './get-days.ts';
import type { FindApprovedDates } from './unusual-days.ts';

/**
 * One business day with everything behind its figures, texts in `language`.
 * @throws Refusal 422 `date_range_invalid`.
 */
export async function getDay(
  tx: Tx,
  request: {
    venue: SalesVenue;
    businessDate: string;
    language: Language;
    nowMs: number;
    /** Without it, the day does not count as approved. */
    findApprovedDates?: FindApprovedDates | undefined;
    /** Without it, the day has no adjustments. */
    findAdjustments?: FindAdjustments | undefined;
  },
): Promise<DayDetail> {
  const { venue, language, nowMs, findApprovedDates, findAdjustments } = request;
  const businessDate = checkDate(request.businessDate, 'date');
  const weekBefore = addDays(businessDate, -7);
  const days = await judgeDays(tx, {
    venue,
    from: weekBefore,
    to: businessDate,
    nowMs,
    findApprovedDates,
    findAdjustments,
  });
  const [lastWeek, judged] = [days[0], days.at(-1)];
  if (!judged || !lastWeek) throw new Error(`no view of ${businessDate}`);
  const key = { venueId: venue.venueId, businessDate };
  const breakdown = await listBreakdownSums(tx, key);
  const restatements = await listDayRestatements(tx, key);
  return toDayDetail({ venue, judged, lastWeek: lastWeek.view, breakdown, restatements, language });
}
