import { addDays, businessDateOf, type DayRule, dayStartMs } from '#kernel/business-day.ts';
import type { EpochMs } from '#kernel/clock.ts';

/** Business days before the running one that belong to live sync: late voids and edits. */
export const liveDaysBack = 3;

/**
 * Where a live read begins: at the start of the business day `daysBack` days before the running
 * one, or of the checkpoint's when live sync has not got that far, and never before the history
 * that is asked for: a till may have been elsewhere then. History before the first such
 * instant of a location belongs to its backfill, so nothing is read by neither.
 */
export function liveWindowStartMs(
  nowMs: EpochMs,
  rule: DayRule,
  location: { checkpointMs: EpochMs | null; historyFrom: string },
  daysBack: number,
): EpochMs {
  const { checkpointMs, historyFrom } = location;
  const usualDate = addDays(businessDateOf(nowMs, rule), -daysBack);
  const usualMs = Math.max(dayStartMs(usualDate, rule), dayStartMs(historyFrom, rule));
  if (checkpointMs === null || checkpointMs >= usualMs) return usualMs;
  return dayStartMs(businessDateOf(checkpointMs, rule), rule);
}
