import { addDays, listDates } from '#kernel/business-day.ts';
import type { VenueDayRule } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { checkDateRange } from './date-range.ts';
import {
  listCategorySums,
  listCountedLocations,
  listLocationTotals,
  listSetAside,
} from './day-read.store.ts';
import {
  type CategorySum,
  type CountedLocation,
  type DayView,
  type LocationDay,
  type LocationTotal,
  type SetAsideBills,
  toDayView,
  toLocationDays,
} from './day-view.ts';
import {
  type FindApprovedDates,
  findUnusualDays,
  type UnusualDay,
  usualDays,
} from './unusual-days.ts';
import { toVenueDay, type VenueDay } from './venue-day.ts';

/** The part of a venue that its sales need. */
export interface SalesVenue extends VenueDayRule {
  venueId: string;
  currency: string;
}

/** A day of a venue, and what each counting location adds to it. */
export interface JudgedDay {
  day: VenueDay;
  view: DayView;
  locationDays: LocationDay[];
}

/** What is said of a day beside its figures. */
export interface DayRemarks {
  /** How it compares with its weekday; null when in line, or when nothing can be said. */
  unusual: UnusualDay | null;
  /** Added by hand, and in none of the day's figures; null when nothing was. */
  adjustmentsMinor: number | null;
}

export type ComparedDay = DayView & DayRemarks;

/**
 * What people added by hand to days of venues, both dates included; days without are left out. As
 * approvals, adjustments belong to a module that builds on this one.
 */
export type FindAdjustments = (
  tx: Tx,
  span: { venueIds: readonly string[]; from: string; to: string },
) => Promise<{ businessDate: string; netMinor: number }[]>;

interface DaysRequest {
  venue: SalesVenue;
  from: string;
  to: string;
  nowMs: number;
  /** Without it, no day counts as approved. */
  findApprovedDates?: FindApprovedDates | undefined;
  /** Without it, no day has adjustments. */
  findAdjustments?: FindAdjustments | undefined;
}

/**
 * Business days `from` to `to` of a venue, oldest first, with categories. A handful of indexed statements
 * whose cost follows the span asked for, not the history behind it.
 * @throws Refusal 422 `date_range_invalid`.
 */
export async function getDays(tx: Tx, request: DaysRequest): Promise<ComparedDay[]> {
  const days = await judgeDays(tx, request);
  return days.map(({ view, unusual, adjustmentsMinor }) => ({
    ...view,
    ...{ unusual, adjustmentsMinor },
  }));
}

/** As `getDays`, with the locations behind each day. */
export async function judgeDays(tx: Tx, request: DaysRequest): Promise<(JudgedDay & DayRemarks)[]> {
  const { from, to } = checkDateRange(request);
  const { venueId } = request.venue;
  const usualFrom = addDays(from, -usualDays);
  const days = listDates(usualFrom, to).map((date) => toVenueDay(date, request.venue));
  const sources = await readDaySources(tx, { venueIds: [venueId], days });
  const categories = await listCategorySums(tx, { venueId, from, to });
  const approved = await request.findApprovedDates?.(tx, {
    venueIds: [venueId],
    from: usualFrom,
    to,
  });
  const judged = assembleDays({ ...sources, days, categories, nowMs: request.nowMs });
  const unusual = findUnusualDays({
    days: judged,
    approved: new Set(approved?.map(({ businessDate }) => businessDate)),
  });
  const adjustments = await request.findAdjustments?.(tx, { venueIds: [venueId], from, to });
  const adjusted = new Map(adjustments?.map((sum) => [sum.businessDate, sum.netMinor]));
  return judged.slice(usualDays).map((one) => {
    const { businessDate } = one.day;
    return {
      ...one,
      unusual: unusual.get(businessDate) ?? null,
      adjustmentsMinor: adjusted.get(businessDate) ?? null,
    };
  });
}

export interface DaySources {
  locations: CountedLocation[];
  totals: LocationTotal[];
  setAside: SetAsideBills[];
}

/** What is stored of these venues for a span that holds all `days`. */
export async function readDaySources(
  tx: Tx,
  request: { venueIds: readonly string[]; days: readonly VenueDay[] },
): Promise<DaySources> {
  const { venueIds, days } = request;
  const dates = days.map((day) => day.businessDate).sort();
  const [from, to] = [dates[0], dates.at(-1)];
  if (from === undefined || to === undefined) return { locations: [], totals: [], setAside: [] };
  const totals = await listLocationTotals(tx, { venueIds, from, to });
  const window = {
    venueIds,
    windowFromMs: Math.min(...days.map((day) => day.startMs)),
    windowToMs: Math.max(...days.map((day) => day.endMs)),
  };
  const locations = await listCountedLocations(tx, window);
  const setAside = await listSetAside(tx, window);
  return { locations, totals, setAside };
}

/** Puts the days of one venue together from what is stored. Pure. */
export function assembleDays(
  input: DaySources & {
    days: readonly VenueDay[];
    categories: readonly (CategorySum & { businessDate: string })[];
    nowMs: number;
  },
): JudgedDay[] {
  const totals = Map.groupBy(input.totals, (total) => total.businessDate);
  const categories = Map.groupBy(input.categories, (category) => category.businessDate);
  return input.days.map((day) => {
    const locationDays = toLocationDays({
      day,
      locations: input.locations,
      totals: totals.get(day.businessDate) ?? [],
      setAside: input.setAside,
      nowMs: input.nowMs,
    });
    const view = toDayView({
      day,
      locationDays,
      categories: (categories.get(day.businessDate) ?? []).map(({ name, quantity, netMinor }) => ({
        name,
        quantity,
        netMinor,
      })),
      nowMs: input.nowMs,
    });
    return { day, view, locationDays };
  });
}
