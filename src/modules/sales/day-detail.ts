import type { Language } from '#kernel/localized.ts';
import type { VenueDayRule } from '#modules/tenancy/index.ts';
import type { Completeness } from './completeness.ts';
import type { BreakdownSum, DayRestatement } from './day-detail.store.ts';
import type { DayView, LocationDay } from './day-view.ts';
import type { ComparedDay, DayRemarks, JudgedDay, SalesVenue } from './get-days.ts';
import type { DayCause, DayFigures } from './restatement.ts';
import { tellCause, tellSuspicion } from './restatement-text.ts';

export interface RestatementView {
  at: string;
  locationLabel: string;
  was: Partial<DayFigures>;
  now: Partial<DayFigures>;
  why: (DayCause & { text: string })[];
}

/** A location's share of the day. */
export interface LocationShare {
  integrationId: string;
  label: string;
  completeness: Completeness;
  suspicion: string | null;
  setAsideOrders: number;
  netMinor: number | null;
  orders: number | null;
}

/** One business day as the API tells it, with what is behind its figures. */
export interface DayDetail extends ComparedDay {
  morning: DayView['morning'] & {
    /** By which it was cut when first seen; null while that is today's. */
    firstSeenRule: VenueDayRule | null;
  };
  /** All 24 in the order of the business day; none where nothing is known of them. */
  hours: { hour: string; orders: number; netMinor: number }[];
  tenders: { name: string; amountMinor: number; tipMinor: number; count: number }[];
  taxes: { name: string; amountMinor: number }[];
  restatements: RestatementView[];
  locations: LocationShare[];
  sameWeekdayLastWeek: { businessDate: string; netMinor: number; orders: number | null } | null;
}

/** Puts a day page together. Pure. */
export function toDayDetail(input: {
  venue: SalesVenue;
  judged: JudgedDay & DayRemarks;
  lastWeek: DayView;
  breakdown: readonly BreakdownSum[];
  restatements: readonly DayRestatement[];
  language: Language;
}): DayDetail {
  const { venue, judged, language } = input;
  const { view } = judged;
  const isKnown = view.netMinor !== null;
  const of = (dimension: BreakdownSum['dimension']) =>
    isKnown ? input.breakdown.filter((row) => row.dimension === dimension) : [];
  return {
    ...view,
    unusual: judged.unusual,
    adjustmentsMinor: judged.adjustmentsMinor,
    morning: { ...view.morning, firstSeenRule: findFirstSeenRule(venue, input.restatements) },
    hours: isKnown && view.areTimesTold ? toHours(of('hour'), venue.cutoff) : [],
    tenders: of('tender')
      .map(({ name, amountMinor, tipMinor, entries: count }) => ({
        name,
        amountMinor,
        tipMinor,
        count,
      }))
      .sort(byAmountThenName),
    taxes: of('tax')
      .map(({ name, amountMinor }) => ({ name, amountMinor }))
      .sort(byAmountThenName),
    restatements: input.restatements.map((restatement) => ({
      at: restatement.at.toISOString(),
      locationLabel: restatement.locationLabel,
      was: restatement.was,
      now: restatement.now,
      why: restatement.why.map((cause) => ({
        ...cause,
        text: tellCause(cause, venue.currency)[language],
      })),
    })),
    locations: judged.locationDays.map((locationDay) => toShare(locationDay, language)),
    sameWeekdayLastWeek: toLastWeek(input.lastWeek),
  };
}

/** The oldest change of the rule tells by which one the day was first seen. */
function findFirstSeenRule(
  now: VenueDayRule,
  restatements: readonly DayRestatement[],
): VenueDayRule | null {
  const rules = restatements.flatMap(({ why }) => why.flatMap((cause) => cause.wasRule ?? []));
  const was = rules.at(-1);
  if (was === undefined) return null;
  const isToday =
    was.timeZone === now.timeZone && was.cutoff === now.cutoff && was.morningEnd === now.morningEnd;
  return isToday ? null : was;
}

/** '05' … '23', '00' … '04' for a cut-off of 05:00. A cut-off within an hour begins with that hour. */
function toHours(rows: readonly BreakdownSum[], cutoff: string): DayDetail['hours'] {
  const byHour = new Map(rows.map((row) => [row.name, row]));
  const first = Number(cutoff.slice(0, 2));
  return Array.from({ length: 24 }, (_, index) => {
    const hour = String((first + index) % 24).padStart(2, '0');
    const row = byHour.get(hour);
    return { hour, orders: row?.entries ?? 0, netMinor: row?.amountMinor ?? 0 };
  });
}

function toShare(locationDay: LocationDay, language: Language): LocationShare {
  const { location, total, judgement, isKnown, setAsideOrders } = locationDay;
  const suspicion = total?.suspicion ?? null;
  return {
    integrationId: location.integrationId,
    label: location.label,
    completeness: judgement.completeness,
    suspicion: suspicion === null ? null : tellSuspicion(suspicion)[language],
    setAsideOrders,
    netMinor: isKnown ? (total?.sums.netMinor ?? 0) : null,
    orders: isKnown && total?.areBillsTold !== false ? (total?.sums.orders ?? 0) : null,
  };
}

function toLastWeek(view: DayView): DayDetail['sameWeekdayLastWeek'] {
  const { businessDate, netMinor, orders } = view;
  if (netMinor === null) return null;
  return { businessDate, netMinor, orders };
}

function byAmountThenName(
  a: { amountMinor: number; name: string },
  b: { amountMinor: number; name: string },
): number {
  return b.amountMinor - a.amountMinor || (a.name < b.name ? -1 : 1);
}
