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

/** Days as parallel arrays, the form `unnest` takes. */
export function toDayColumns(days: readonly VenueDay[]) {
  return {
    dates: days.map((day) => day.businessDate),
    starts: days.map((day) => new Date(day.startMs)),
    morningEnds: days.map((day) => new Date(day.morningEndMs)),
    ends: days.map((day) => new Date(day.endMs)),
  };
}
