import { businessDateOf, dayWindow, listDates, wallBoundaryMs } from '#kernel/business-day.ts';
import type { VenueDayRule } from '#modules/tenancy/index.ts';

/** One business day as instants, all spans half-open. */
export interface VenueDay {
  businessDate: string;
  startMs: number;
  morningEndMs: number;
  endMs: number;
}

export function toVenueDay(businessDate: string, rule: VenueDayRule): VenueDay {
  const { startMs, endMs } = dayWindow(businessDate, rule);
  return {
    businessDate,
    startMs,
    endMs,
    morningEndMs: wallBoundaryMs(businessDate, rule.morningEnd, rule),
  };
}

/** Every business day that a half-open window touches, oldest first. */
export function listVenueDays(
  window: { fromMs: number; toMs: number },
  rule: VenueDayRule,
): VenueDay[] {
  if (window.toMs <= window.fromMs) return [];
  const first = businessDateOf(window.fromMs, rule);
  const last = businessDateOf(window.toMs - 1, rule);
  return listDates(first, last).map((date) => toVenueDay(date, rule));
}

/**
 * Days as parallel arrays, the form `unnest` takes, and the instants that enclose them all. A join
 * on the days alone reads every order of the location; the two constants let the index find them.
 */
export function toDayColumns(days: readonly VenueDay[]) {
  return {
    from: new Date(days.reduce((least, day) => Math.min(least, day.startMs), Infinity)),
    to: new Date(days.reduce((greatest, day) => Math.max(greatest, day.endMs), -Infinity)),
    dates: days.map((day) => day.businessDate),
    starts: days.map((day) => new Date(day.startMs)),
    morningEnds: days.map((day) => new Date(day.morningEndMs)),
    ends: days.map((day) => new Date(day.endMs)),
  };
}
