import { DAY_MS, formatDay, parseDay } from './calendar-date.ts';
import type { EpochMs } from './clock.ts';
import { instantToWallMs, parseTimeOfDayMs, wallMsToInstantMs } from './wall-time.ts';

export { addDays, CalendarError, daysBetween, isDate, listDates } from './calendar-date.ts';
export { instantToWall, wallToInstantMs } from './wall-time.ts';
export { isTimeZone } from './zone-offsets.ts';

/**
 * What makes a venue's business day: it runs from one cut-off to the next *in wall time*, so on the
 * two days a year that clocks change it lasts 23 or 25 hours. Elapsed hours are never subtracted.
 */
export interface DayRule {
  /** IANA name, e.g. `America/Toronto`. */
  timeZone: string;
  /** Wall time `HH:MM`; sales before it belong to the previous business date. */
  cutoff: string;
}

/** The instant a business day starts. A day that a zone skipped starts where the next one does. @throws CalendarError */
export function dayStartMs(businessDate: string, rule: DayRule): EpochMs {
  return startOfDay(parseDay(businessDate), parseTimeOfDayMs(rule.cutoff), rule.timeZone);
}

/** Start and end of a business day, half-open: `startMs ≤ t < endMs`. @throws CalendarError */
export function dayWindow(
  businessDate: string,
  rule: DayRule,
): { startMs: EpochMs; endMs: EpochMs } {
  const day = parseDay(businessDate);
  const cutoffMs = parseTimeOfDayMs(rule.cutoff);
  return {
    startMs: startOfDay(day, cutoffMs, rule.timeZone),
    endMs: startOfDay(day + 1, cutoffMs, rule.timeZone),
  };
}

/** The one business date whose window holds the instant. @throws CalendarError */
export function businessDateOf(instantMs: EpochMs, rule: DayRule): string {
  const cutoffMs = parseTimeOfDayMs(rule.cutoff);
  const wallMs = instantToWallMs(instantMs, rule.timeZone);
  let day = Math.floor((wallMs - cutoffMs) / DAY_MS);
  // The wall clock alone misleads near a cut-off that is skipped or repeated: the windows decide.
  while (instantMs < startOfDay(day, cutoffMs, rule.timeZone)) day -= 1;
  while (instantMs >= startOfDay(day + 1, cutoffMs, rule.timeZone)) day += 1;
  return formatDay(day);
}

/**
 * The instant of a wall time within a business day; times before the cut-off belong to the next
 * calendar date. Never outside the day's window, also where clocks change around the cut-off.
 * @param timeOfDay `HH:MM`.
 * @throws CalendarError
 */
export function wallBoundaryMs(businessDate: string, timeOfDay: string, rule: DayRule): EpochMs {
  const day = parseDay(businessDate);
  const cutoffMs = parseTimeOfDayMs(rule.cutoff);
  const timeMs = parseTimeOfDayMs(timeOfDay);
  const boundaryMs = startOfDay(timeMs < cutoffMs ? day + 1 : day, timeMs, rule.timeZone);
  const startMs = startOfDay(day, cutoffMs, rule.timeZone);
  const endMs = startOfDay(day + 1, cutoffMs, rule.timeZone);
  return Math.min(Math.max(boundaryMs, startMs), endMs);
}

function startOfDay(day: number, cutoffMs: number, timeZone: string): EpochMs {
  return wallMsToInstantMs(day * DAY_MS + cutoffMs, timeZone);
}
