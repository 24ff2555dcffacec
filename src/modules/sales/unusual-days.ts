import type { Tx } from '#platform/db/database.ts';
import type { JudgedDay } from './get-days.ts';
import { judgeUsualWeekday, type OutOfLine, usualWeeks } from './usual-weekday.ts';

/** Days before a span that are needed to judge its first one. */
export const usualDays = usualWeeks * 7;

/** A finished day that is out of line with its weekday. */
export interface UnusualDay extends OutOfLine {
  /** Somebody approved the day: it is as it should be, unusual or not. */
  isConfirmed: boolean;
}

/**
 * The days of venues that somebody approved, both dates included. Approvals belong to a module that
 * builds on this one, so whoever puts the program together hands their reader over.
 */
export type FindApprovedDates = (
  tx: Tx,
  span: { venueIds: readonly string[]; from: string; to: string },
) => Promise<{ venueId: string; businessDate: string }[]>;

/**
 * Which of the days are out of line with the same weekday before, by business date. Pure.
 * @param input `days`: of one venue, without gaps, oldest first. Those with fewer than `usualDays`
 *   before them are judged by what there is; `approved`: dates somebody vouched for.
 */
export function findUnusualDays(input: {
  days: readonly JudgedDay[];
  approved: ReadonlySet<string>;
}): Map<string, UnusualDay> {
  const { days, approved } = input;
  const nets = days.map((judged) => sampleNetOf(judged, approved));
  const unusual = new Map<string, UnusualDay>();
  for (const [index, { view }] of days.entries()) {
    if (view.completeness !== 'complete' && view.completeness !== 'no_sales') continue;
    const samples: number[] = [];
    for (let week = 1; week <= usualWeeks; week += 1) {
      const netMinor = nets[index - 7 * week];
      if (netMinor !== undefined && netMinor !== null) samples.push(netMinor);
    }
    const hasSales = view.completeness === 'complete';
    const found = judgeUsualWeekday({ hasSales, netMinor: view.netMinor ?? 0 }, samples);
    if (found === null) continue;
    const isConfirmed = approved.has(view.businessDate);
    unusual.set(view.businessDate, { ...found, isConfirmed });
  }
  return unusual;
}

/** Only what was read whole and sold, or what somebody vouched for, says what is usual. */
function sampleNetOf({ view }: JudgedDay, approved: ReadonlySet<string>): number | null {
  // An unknown number of bills is at least one.
  const hasSold = view.completeness === 'complete' && (view.orders ?? 1) > 0;
  return hasSold || approved.has(view.businessDate) ? view.netMinor : null;
}
