import { addDays, businessDateOf, listDates } from '#kernel/business-day.ts';
import { DAY_MS } from '#kernel/calendar-date.ts';
import {
  assembleDays,
  type FindApprovedDates,
  findUnusualDays,
  type JudgedDay,
  readDaySources,
  toVenueDay,
  type UnusualDay,
  usualDays,
} from '#modules/sales/index.ts';
import { listVenues, type Venue } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { type AttentionItem, type Link, listAttention, type VenueFacts } from './attention.ts';
import type { OverviewHooks } from './hooks.ts';
import {
  countQuarantined,
  listImportStates,
  listLinkStates,
  listReadUpTo,
  listRestatedDays,
  sumNetOfSpans,
} from './overview.store.ts';
import { weekBeforeMs } from './same-time.ts';

const dayCount = 14;
/** Changes to days older than this are somebody's deliberate re-sync, not news. */
const restatedDayCount = 35;
/** What nobody looked at for so long is no news; it stays on the page of its files. */
const strayDays = 7;
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
  /** Those of them that are out of line with their weekday, by business date. */
  unusual: ReadonlyMap<string, UnusualDay>;
  links: LinkNow[];
}

/** `readUpToMs`: how far its tills were read; null for those that send, and where nothing was read. */
export type LinkNow = Link & { readUpToMs: number | null };

/** Every venue of the company now, and what needs attention. A fixed number of statements. */
export async function getOverview(
  tx: Tx,
  { nowMs, hooks }: { nowMs: number; hooks: OverviewHooks },
): Promise<{ venues: VenueNow[]; attention: AttentionItem[] }> {
  const venues = await listVenues(tx, { limit: venueCountMax, after: null });
  if (venues.length === 0) return { venues: [], attention: [] };
  const days = await readVenueDays(tx, venues, {
    nowMs,
    findApprovedDates: hooks.findApprovedDates,
  });
  const readUpTo = await listReadUpTo(tx);
  const links = (await listLinkStates(tx)).map((link): LinkNow => {
    const sentAs = hooks.findSentAs(link.provider);
    const readUpToMs = sentAs === null ? (readUpTo.get(link.integrationId) ?? null) : null;
    return { ...link, providerName: hooks.nameProvider(link.provider), sentAs, readUpToMs };
  });
  const lastWeek = await sumLastWeek(tx, days, nowMs);
  const venuesNow = days.map((one): VenueNow => {
    const { venueId } = one.venue;
    return {
      ...one,
      lastWeekNetToSameTimeMinor: lastWeek.get(venueId) ?? 0,
      links: links.filter((link) => link.venueId === venueId),
    };
  });
  const facts = await readFacts(tx, venuesNow, { nowMs, hooks });
  return { venues: venuesNow, attention: listAttention(facts) };
}

type VenueDays = Omit<VenueNow, 'lastWeekNetToSameTimeMinor' | 'links'>;

async function readVenueDays(
  tx: Tx,
  venues: readonly Venue[],
  { nowMs, findApprovedDates }: { nowMs: number; findApprovedDates: FindApprovedDates },
): Promise<VenueDays[]> {
  const spans = venues.map((venue) => {
    const today = businessDateOf(nowMs, venue);
    const dates = listDates(addDays(today, -dayCount - usualDays), today);
    return { venue, days: dates.map((date) => toVenueDay(date, venue)) };
  });
  const sources = await readDaySources(tx, {
    venueIds: venues.map((venue) => venue.venueId),
    days: spans.flatMap((span) => span.days),
  });
  const approved = await readApproved(tx, spans, findApprovedDates);
  const totals = Map.groupBy(sources.totals, (total) => total.venueId);
  const locations = Map.groupBy(sources.locations, (location) => location.venueId);
  const setAside = Map.groupBy(sources.setAside, (bills) => bills.venueId);
  return spans.map(({ venue, days }) => {
    const judged = assembleDays({
      days,
      locations: locations.get(venue.venueId) ?? [],
      totals: totals.get(venue.venueId) ?? [],
      setAside: setAside.get(venue.venueId) ?? [],
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
      daysBefore: judged.slice(usualDays, -1),
      unusual: findUnusualDays({ days: judged, approved: approved.get(venue.venueId) ?? none }),
    };
  });
}

const none: ReadonlySet<string> = new Set();

/** Of each venue, the dates of its days that somebody approved. */
async function readApproved(
  tx: Tx,
  spans: readonly { venue: Venue; days: readonly { businessDate: string }[] }[],
  findApprovedDates: FindApprovedDates,
): Promise<Map<string, ReadonlySet<string>>> {
  const dates = spans.flatMap(({ days }) => days.map((day) => day.businessDate)).sort();
  const found = await findApprovedDates(tx, {
    venueIds: spans.map(({ venue }) => venue.venueId),
    from: dates[0] as string,
    to: dates.at(-1) as string,
  });
  const byVenue = Map.groupBy(found, ({ venueId }) => venueId);
  return new Map(
    [...byVenue].map(([venueId, days]) => [
      venueId,
      new Set(days.map(({ businessDate }) => businessDate)),
    ]),
  );
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
  { nowMs, hooks }: { nowMs: number; hooks: OverviewHooks },
): Promise<VenueFacts[]> {
  const straySinceMs = nowMs - strayDays * DAY_MS;
  const imports = Map.groupBy(await listImportStates(tx), (one) => one.venueId);
  const quarantined = Map.groupBy(await countQuarantined(tx), (one) => one.venueId);
  const waitingFiles = await hooks.findWaitingFiles(tx, straySinceMs);
  const strayMails = await hooks.findStrayMails(tx, straySinceMs);
  const restated = await readRestated(tx, venues);
  return venues.map(({ venue, today, daysBefore, unusual, links }) => ({
    venue,
    unusual,
    days: [...daysBefore, today],
    links: links.filter((link) => link.isActive),
    imports: imports.get(venue.venueId) ?? [],
    quarantined: quarantined.get(venue.venueId) ?? [],
    waitingFiles,
    strayMails,
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
