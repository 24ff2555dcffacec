import {
  askedSpan,
  type Completeness,
  type Cover,
  coverOf,
  type Judgement,
  judgeLocationDay,
  judgeVenueDay,
  reachOf,
  type Span,
} from './completeness.ts';
import type { Suspicion } from './day.store.ts';
import type { VenueDay } from './venue-day.ts';

/** A location of the venue, live or not: its history counts either way. */
export interface CountedLocation {
  locationId: string;
  venueId: string;
  integrationId: string;
  label: string;
  /** First business date its integration asks for. */
  historyFrom: string;
  deactivatedAtMs: number | null;
  /** The first instant it was ever read at; null when it never was. */
  toldFromMs: number | null;
  /** Disjoint and merged; at least the part that touches the days in question. */
  covered: Span[];
}

/** Figures that add up over locations. Money in minor units. */
export interface DaySums {
  orders: number;
  openOrders: number;
  guests: number;
  grossMinor: number;
  discountMinor: number;
  compMinor: number;
  netMinor: number;
  taxMinor: number;
  tipMinor: number;
  serviceChargeMinor: number;
  unbalancedOrders: number;
}

/** Bills of one minute that could not be read, and that nobody settled or dismissed. */
export interface SetAsideBills {
  venueId: string;
  locationId: string;
  atMs: number;
  count: number;
}

/** A checkpoint of a day as a read first covered it. */
export interface FirstSeen {
  atMs: number;
  netMinor: number;
  /** Null where the number of bills was not told then. */
  orders: number | null;
}

/** The stored totals of one location's day. */
export interface LocationTotal {
  venueId: string;
  locationId: string;
  businessDate: string;
  sums: DaySums;
  /** Every bill that counts has a time of day; else nothing is known of morning and hours. */
  areTimesTold: boolean;
  /** No sum of many bills counts; else nobody knows how many there were. */
  areBillsTold: boolean;
  morning: { netMinor: number; orders: number };
  firstSeen: FirstSeen | null;
  morningFirstSeen: FirstSeen | null;
  /** Why the newest answer was not believed. */
  suspicion: Suspicion | null;
  /** Changed after it had been seen. */
  isRestated: boolean;
}

export interface CategorySum {
  name: string;
  quantity: string;
  netMinor: number;
}

export type Nullable<T> = { [Field in keyof T]: T[Field] | null };

export interface CheckpointView {
  netMinor: number | null;
  orders: number | null;
  asFirstSeen: { netMinor: number; orders: number | null; at: string } | null;
}

/** One business day of a venue as the API tells it. */
export interface DayView extends Nullable<DaySums> {
  businessDate: string;
  completeness: Completeness;
  /** An integration's history reaches the day: without one, nothing is known and nothing lacks. */
  isAsked: boolean;
  /** False when sales came without a time of day: morning and hours are unknown, not zero. */
  areTimesTold: boolean;
  /** False when a day's sales came in one sum: the number of bills is unknown, not one. */
  areBillsTold: boolean;
  morning: CheckpointView;
  endOfDay: CheckpointView;
  categories: CategorySum[];
  restated: boolean;
  /** Bills that could not be read and count nowhere. */
  setAsideOrders: number;
}

/** One location's share of a day, judged. */
export interface LocationDay {
  location: CountedLocation;
  total: LocationTotal | null;
  judgement: Judgement;
  /** Something is held of the day, if only the finding that nothing was sold so far. */
  isKnown: boolean;
  isMorningCovered: boolean;
  /** Its bills of the day that could not be read. */
  setAsideOrders: number;
  /** How far into the day reads have got. */
  reachMs: number | null;
}

const zeroSums: DaySums = {
  orders: 0,
  openOrders: 0,
  guests: 0,
  grossMinor: 0,
  discountMinor: 0,
  compMinor: 0,
  netMinor: 0,
  taxMinor: 0,
  tipMinor: 0,
  serviceChargeMinor: 0,
  unbalancedOrders: 0,
};
const sumFields = Object.keys(zeroSums) as (keyof DaySums)[];
const noSums = Object.fromEntries(sumFields.map((field) => [field, null])) as Nullable<DaySums>;

/** The locations that count for a day, each judged: those asked for it, and those holding any of it. */
export function toLocationDays(options: {
  day: VenueDay;
  locations: readonly CountedLocation[];
  totals: readonly LocationTotal[];
  setAside: readonly SetAsideBills[];
  nowMs: number;
}): LocationDay[] {
  const { day, nowMs } = options;
  const setAside = options.setAside.filter(({ atMs }) => atMs >= day.startMs && atMs < day.endMs);
  const totals = new Map(options.totals.map((total) => [total.locationId, total]));
  const [hasBegun, hasEnded] = [day.startMs <= nowMs, day.endMs <= nowMs];
  return options.locations.flatMap((location) => {
    const total = totals.get(location.locationId) ?? null;
    const asked = askedSpan(day, location);
    const span = asked ?? { fromMs: day.startMs, toMs: day.endMs };
    const cover = coverOf(span, location.covered);
    const hasOrders = total !== null && total.sums.orders + total.sums.openOrders > 0;
    const isSuspicious = total !== null && total.suspicion !== null;
    const setAsideOrders = setAside
      .filter(({ locationId }) => locationId === location.locationId)
      .reduce((sum, { count }) => sum + count, 0);
    const isKnown = cover !== 'none' || hasOrders;
    if (asked === null && !isKnown && !isSuspicious) return [];
    const judgement = judgeLocationDay({
      ...{ hasBegun, hasEnded, cover, hasOrders, isSuspicious },
      hasSetAside: setAsideOrders > 0,
    });
    return {
      location,
      total,
      judgement,
      isKnown,
      setAsideOrders,
      isMorningCovered: morningCover(day, span, location.covered) === 'whole',
      reachMs: reachOf(span, location.covered),
    };
  });
}

function morningCover(day: VenueDay, span: Span, covered: readonly Span[]): Cover {
  return coverOf({ fromMs: span.fromMs, toMs: Math.min(span.toMs, day.morningEndMs) }, covered);
}

/** A venue's day: the sum over its locations, with how far it can be trusted. */
export function toDayView(options: {
  day: VenueDay;
  locationDays: readonly LocationDay[];
  categories: readonly CategorySum[];
  nowMs: number;
}): DayView {
  const { day, locationDays } = options;
  const { completeness } = judgeVenueDay({
    hasBegun: day.startMs <= options.nowMs,
    hasEnded: day.endMs <= options.nowMs,
    locations: locationDays.map((location) => location.judgement.completeness),
  });
  const totals = locationDays.flatMap((location) => location.total ?? []);
  const isKnown = locationDays.some((location) => location.isKnown);
  const areTimesTold = totals.every((total) => total.areTimesTold);
  const areBillsTold = totals.every((total) => total.areBillsTold);
  const told = isKnown ? addUp(totals) : noSums;
  const sums = areBillsTold ? told : { ...told, orders: null, guests: null };
  const isMorningCovered = locationDays.every((location) => location.isMorningCovered);
  const hasMorning = isKnown && isMorningCovered && areTimesTold;
  const hasEnd = completeness !== 'open' && completeness !== 'future';
  return {
    businessDate: day.businessDate,
    completeness,
    isAsked: locationDays.length > 0,
    areTimesTold,
    areBillsTold,
    ...sums,
    morning: {
      netMinor: hasMorning ? sumOf(totals, (of) => of.morning.netMinor) : null,
      orders: hasMorning ? sumOf(totals, (of) => of.morning.orders) : null,
      asFirstSeen: areTimesTold ? addFirstSeen(locationDays, (of) => of.morningFirstSeen) : null,
    },
    endOfDay: {
      netMinor: hasEnd ? sums.netMinor : null,
      orders: hasEnd ? sums.orders : null,
      asFirstSeen: addFirstSeen(locationDays, (of) => of.firstSeen),
    },
    categories: isKnown ? [...options.categories].sort(byNetThenName) : [],
    restated: totals.some((one) => one.isRestated),
    setAsideOrders: locationDays.reduce((sum, one) => sum + one.setAsideOrders, 0),
  };
}

function addUp(totals: readonly LocationTotal[]): DaySums {
  const sums = { ...zeroSums };
  for (const { sums: added } of totals) {
    for (const field of sumFields) sums[field] += added[field];
  }
  return sums;
}

function sumOf(totals: readonly LocationTotal[], of: (total: LocationTotal) => number): number {
  return totals.reduce((sum, one) => sum + of(one), 0);
}

/** The checkpoint as first seen by all: null until every counting location has been seen at it. */
function addFirstSeen(
  locationDays: readonly LocationDay[],
  of: (total: LocationTotal) => FirstSeen | null,
): CheckpointView['asFirstSeen'] {
  const seen = locationDays.flatMap(({ total }) => (total === null ? [] : (of(total) ?? [])));
  if (seen.length === 0 || seen.length < locationDays.length) return null;
  return {
    netMinor: seen.reduce((sum, one) => sum + one.netMinor, 0),
    orders: seen.reduce<number | null>(
      (sum, one) => (sum === null || one.orders === null ? null : sum + one.orders),
      0,
    ),
    at: new Date(Math.max(...seen.map((one) => one.atMs))).toISOString(),
  };
}

function byNetThenName(a: CategorySum, b: CategorySum): number {
  return b.netMinor - a.netMinor || (a.name < b.name ? -1 : 1);
}
