import type { VenueDay } from './venue-day.ts';

/** How far a day can be trusted. `missing` is the absence of a read, `no_sales` the finding of one. */
export const completenesses = [
  'future',
  'open',
  'complete',
  'partial',
  'missing',
  'no_sales',
  'suspicious',
] as const;
export type Completeness = (typeof completenesses)[number];

export type CompletenessReason =
  | 'day_not_begun'
  | 'day_not_over'
  | 'nobody_asked'
  | 'answer_not_believed'
  | 'not_read'
  | 'some_locations_not_read'
  | 'read_in_part'
  | 'bills_set_aside'
  | 'read_without_sales'
  | 'read_with_sales';

export interface Judgement {
  completeness: Completeness;
  reason: CompletenessReason;
}

/** Half-open span of instants. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** How much of a span successful reads cover. */
export type Cover = 'whole' | 'part' | 'none';

/** One location's day, as far as a judgement needs. */
export interface LocationDayFacts {
  hasBegun: boolean;
  hasEnded: boolean;
  cover: Cover;
  /** A closed or open bill is held. */
  hasOrders: boolean;
  /** The newest answer for the day was not believed. */
  isSuspicious: boolean;
  /** A bill of the day could not be read, and nobody dismissed it. */
  hasSetAside: boolean;
}

type LocationRule = Judgement & { holds: (facts: LocationDayFacts) => boolean };
type VenueFacts = {
  hasBegun: boolean;
  hasEnded: boolean;
  locations: readonly Completeness[];
};
type VenueRule = Judgement & { holds: (facts: VenueFacts) => boolean };

/** The first rule that holds decides; the last one always does. */
const locationRules: readonly LocationRule[] = [
  { completeness: 'future', reason: 'day_not_begun', holds: (day) => !day.hasBegun },
  { completeness: 'open', reason: 'day_not_over', holds: (day) => !day.hasEnded },
  { completeness: 'suspicious', reason: 'answer_not_believed', holds: (day) => day.isSuspicious },
  {
    completeness: 'missing',
    reason: 'not_read',
    holds: (day) => day.cover === 'none' && !day.hasOrders,
  },
  // Bills without cover: a chunk not finished yet, or a bill the vendor moved to an unread day.
  { completeness: 'partial', reason: 'read_in_part', holds: (day) => day.cover !== 'whole' },
  { completeness: 'partial', reason: 'bills_set_aside', holds: (day) => day.hasSetAside },
  { completeness: 'complete', reason: 'read_with_sales', holds: (day) => day.hasOrders },
  { completeness: 'no_sales', reason: 'read_without_sales', holds: () => true },
];

const venueRules: readonly VenueRule[] = [
  { completeness: 'future', reason: 'day_not_begun', holds: (day) => !day.hasBegun },
  { completeness: 'open', reason: 'day_not_over', holds: (day) => !day.hasEnded },
  { completeness: 'missing', reason: 'nobody_asked', holds: (day) => day.locations.length === 0 },
  {
    completeness: 'suspicious',
    reason: 'answer_not_believed',
    holds: (day) => day.locations.includes('suspicious'),
  },
  {
    completeness: 'missing',
    reason: 'not_read',
    holds: (day) => day.locations.every((location) => location === 'missing'),
  },
  {
    completeness: 'partial',
    reason: 'some_locations_not_read',
    holds: (day) => day.locations.includes('missing'),
  },
  {
    completeness: 'partial',
    reason: 'read_in_part',
    holds: (day) => day.locations.includes('partial'),
  },
  {
    completeness: 'no_sales',
    reason: 'read_without_sales',
    holds: (day) => day.locations.every((location) => location === 'no_sales'),
  },
  { completeness: 'complete', reason: 'read_with_sales', holds: () => true },
];

/** One location's day. */
export function judgeLocationDay(facts: LocationDayFacts): Judgement {
  return firstThatHolds(locationRules, facts);
}

/** A venue's day from those of the locations that count for it. */
export function judgeVenueDay(facts: VenueFacts): Judgement {
  return firstThatHolds(venueRules, facts);
}

function firstThatHolds<Facts>(
  rules: readonly (Judgement & { holds: (facts: Facts) => boolean })[],
  facts: Facts,
): Judgement {
  const rule = rules.find((candidate) => candidate.holds(facts)) as Judgement;
  return { completeness: rule.completeness, reason: rule.reason };
}

/** How much of `span` is covered. `covered` is disjoint and merged, as a multirange is. */
export function coverOf(span: Span, covered: readonly Span[]): Cover {
  let cover: Cover = 'none';
  for (const part of covered) {
    if (part.toMs <= span.fromMs || part.fromMs >= span.toMs) continue;
    if (part.fromMs <= span.fromMs && part.toMs >= span.toMs) return 'whole';
    cover = 'part';
  }
  return cover;
}

/** How far into `span` reads have got; null when none touches it. */
export function reachOf(span: Span, covered: readonly Span[]): number | null {
  let reachMs: number | null = null;
  for (const part of covered) {
    if (part.toMs <= span.fromMs || part.fromMs >= span.toMs) continue;
    reachMs = Math.max(reachMs ?? 0, Math.min(part.toMs, span.toMs));
  }
  return reachMs;
}

/**
 * The part of a day that a location is asked for; null when it is not: before the history its
 * integration imports, and from the deactivation on. Of one deactivated while it still imported,
 * the days it had not come to are awaited no longer: a till added by mistake and taken away would
 * leave its venue in doubt for months.
 * @param location.toldFromMs the first instant it was ever read at; null when it never was.
 */
export function askedSpan(
  day: VenueDay,
  location: { historyFrom: string; deactivatedAtMs: number | null; toldFromMs: number | null },
): Span | null {
  if (day.businessDate < location.historyFrom) return null;
  const isGone = location.deactivatedAtMs !== null;
  if (isGone && (location.toldFromMs === null || day.endMs <= location.toldFromMs)) return null;
  const toMs = Math.min(day.endMs, location.deactivatedAtMs ?? day.endMs);
  return toMs > day.startMs ? { fromMs: day.startMs, toMs } : null;
}
