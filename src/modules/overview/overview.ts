import { addDays, businessDateOf, listDates } from '#kernel/business-day.ts';
import type { Localized } from '#kernel/localized.ts';
import { assembleDays, type JudgedDay, readDaySources, toVenueDay } from '#modules/sales/index.ts';
import { listVenues, type Venue } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { type AttentionItem, type Link, listAttention, type VenueFacts } from './attention.ts';
import {
  countQuarantined,
  listImportStates,
  listLinkStates,
  listRestatedDays,
  sumNetOfSpans,
} from './overview.store.ts';
import { weekBeforeMs } from './same-time.ts';

const dayCount = 14;
/** Changes to days older than this are somebody's deliberate re-sync, not news. */
const restatedDayCount = 35;
/** All of them: one page shows the whole company. */
const venueCountMax = 10_000;

/** One venue now: today against the same weekday last week, the days before, and its tills. */
export interface VenueNow {
  venue: Venue;
  today: JudgedDay;
  /** How far into today reads have got; null when none has. */
  asOfMs: number | null;
  lastWeek: JudgedDay;
  /** Of the same weekday last week, up to the same wall time. */
  lastWeekNetToSameTimeMinor: number;
  /** The fourteen days before today, oldest first. */
  daysBefore: JudgedDay[];
  links: Link[];
}

/** Every venue of the company now, and what needs attention. A fixed number of statements. */
export async function getOverview(
  tx: Tx,
  request: { nowMs: number; nameProvider: (provider: string) => Localized },
): Promise<{ venues: VenueNow[]; attention: AttentionItem[] }> {
  const { nowMs } = request;
  const venues = await listVenues(tx, { limit: venueCountMax, after: null });
  if (venues.length === 0) return { venues: [], attention: [] };
  const days = await readVenueDays(tx, venues, nowMs);
  const links = (await listLinkStates(tx)).map((link) => ({
    ...link,
    providerName: request.nameProvider(link.provider),
  }));
  const lastWeek = await sumLastWeek(tx, days, nowMs);
  const venuesNow = days.map((one): VenueNow => {
    const { venueId } = one.venue;
    return {
      ...one,
      lastWeekNetToSameTimeMinor: lastWeek.get(venueId) ?? 0,
      links: links.filter((link) => link.venueId === venueId),
    };
  });
  return { venues: venuesNow, attention: listAttention(await readFacts(tx, venuesNow, nowMs)) };
}

type VenueDays = Pick<VenueNow, 'venue' | 'today' | 'asOfMs' | 'lastWeek' | 'daysBefore'>;

async function readVenueDays(
  tx: Tx,
  venues: readonly Venue[],
  nowMs: number,
): Promise<VenueDays[]> {
  const spans = venues.map((venue) => {
    const today = businessDateOf(nowMs, venue);
    const dates = listDates(addDays(today, -dayCount), today);
    return { venue, days: dates.map((date) => toVenueDay(date, venue)) };
  });
  const sources = await readDaySources(tx, {
    venueIds: venues.map((venue) => venue.venueId),
    days: spans.flatMap((span) => span.days),
  });
  const totals = Map.groupBy(sources.totals, (total) => total.venueId);
  const locations = Map.groupBy(sources.locations, (location) => location.venueId);
  return spans.map(({ venue, days }) => {
    const judged = assembleDays({
      days,
      locations: locations.get(venue.venueId) ?? [],
      totals: totals.get(venue.venueId) ?? [],
      categories: [],
      nowMs,
    });
    const today = judged.at(-1) as JudgedDay;
    const reaches = today.locationDays.flatMap((location) => location.reachMs ?? []);
    return {
      venue,
      today,
      asOfMs: reaches.length === 0 ? null : Math.min(nowMs, Math.max(...reaches)),
      lastWeek: judged.at(-8) as JudgedDay,
      daysBefore: judged.slice(0, -1),
    };
  });
}

/** Up to the wall time to which today was read: more would compare a part with more than a part. */
async function sumLastWeek(
  tx: Tx,
  venues: readonly VenueDays[],
  nowMs: number,
): Promise<Map<string, number>> {
  const spans = venues.map(({ venue, asOfMs, lastWeek }) => {
    const { startMs, endMs } = lastWeek.day;
    const untilMs = weekBeforeMs(asOfMs ?? nowMs, venue.timeZone);
    const toMs = Math.min(Math.max(untilMs, startMs), endMs);
    return { venueId: venue.venueId, fromMs: startMs, toMs };
  });
  const sums = await sumNetOfSpans(tx, spans);
  return new Map(sums.map((sum) => [sum.venueId, sum.netMinor]));
}

async function readFacts(
  tx: Tx,
  venues: readonly VenueNow[],
  nowMs: number,
): Promise<VenueFacts[]> {
  const imports = Map.groupBy(await listImportStates(tx), (one) => one.venueId);
  const quarantined = Map.groupBy(await countQuarantined(tx), (one) => one.venueId);
  const restated = await readRestated(tx, venues);
  return venues.map(({ venue, today, daysBefore, links }) => ({
    venue,
    days: [...daysBefore, today],
    links: links.filter((link) => link.isActive),
    imports: imports.get(venue.venueId) ?? [],
    quarantined: quarantined.get(venue.venueId) ?? [],
    restated: restated.get(venue.venueId) ?? [],
    nowMs,
  }));
}

/** Days over that changed since their venue's yesterday began. */
async function readRestated(tx: Tx, venues: readonly VenueNow[]) {
  const bounds = new Map(
    venues.map(({ venue, today, daysBefore }) => {
      const sinceMs = daysBefore.at(-1)?.day.startMs ?? today.day.startMs;
      return [venue.venueId, { sinceMs, before: today.day.businessDate }] as const;
    }),
  );
  const dates = [...bounds.values()].map((bound) => bound.before).sort();
  const days = await listRestatedDays(tx, {
    venueIds: [...bounds.keys()],
    fromDate: addDays(dates[0] as string, -restatedDayCount),
    sinceMs: Math.min(...[...bounds.values()].map((bound) => bound.sinceMs)),
  });
  const news = days.filter((day) => {
    const bound = bounds.get(day.venueId);
    return bound && day.at.getTime() >= bound.sinceMs && day.businessDate < bound.before;
  });
  return Map.groupBy(news, (day) => day.venueId);
}
