import type { Day } from '../../api/sales.types.ts';
import { sumKnown } from '../../lib/compare.ts';
import { addMonths, daysInMonth, monthOf } from '../../lib/dates.ts';
import { type ImportSpan, isComparable, type Lacking, lackingOf } from '../../lib/lacking.ts';
import { shownCompleteness } from './unusual.ts';

export interface MonthFigures {
  netMinor: number | null;
  orders: number | null;
  guests: number | null;
  /** Net per order; null without orders. */
  averageMinor: number | null;
  busiest: Day | null;
  /** What its days lack, the running one apart. */
  lacking: Lacking;
  suspiciousCount: number;
  comparison: {
    netMinor: number | null;
    beforeNetMinor: number | null;
    orders: number | null;
    beforeOrders: number | null;
    /**
     * Why no percentage would be honest: what the days of one month lack, of this one if both do.
     * Null where there is nothing to compare with, and where both are whole.
     */
    hindrance: { month: string; lacking: Lacking } | null;
    /** The days of both months that are compared: 1 to this one. */
    untilDay: number;
    isWholeMonth: boolean;
  };
}

const dayNumber = (day: Day): number => Number(day.businessDate.slice(8));

/** Null as soon as one day came as a sum: the number of its bills would be missing from the whole. */
function ordersOf(days: readonly Day[]): number | null {
  return days.some((day) => !day.areBillsTold) ? null : sumKnown(days.map((day) => day.orders));
}

/** The last of two maxima wins nothing: the first busiest day is the busiest. */
function busiestOf(days: readonly Day[]): Day | null {
  return days.reduce<Day | null>(
    (best, day) => ((day.netMinor ?? 0) > (best?.netMinor ?? 0) ? day : best),
    null,
  );
}

/** The month whose days hinder a comparison; one of which nothing is known at all is no month to compare with. */
function hindranceOf(
  months: readonly { month: string; days: readonly Day[]; imports: readonly ImportSpan[] }[],
): MonthFigures['comparison']['hindrance'] {
  const found = months
    .map(({ month, days, imports }) => ({ month, days, lacking: lackingOf(days, imports) }))
    .filter(({ days }) => days.length > 0);
  if (found.some(({ days, lacking }) => lacking.unknown === days.length)) return null;
  const first = found.find(({ lacking }) => !isComparable(lacking));
  return first === undefined ? null : { month: first.month, lacking: first.lacking };
}

/**
 * A month's totals from the days of it and of the month before. A month still running is compared
 * over its finished days alone: an open day against a whole one would always look like a loss.
 */
export function monthFigures(of: {
  days: readonly Day[];
  month: string;
  today: string;
  /** Of the venue's imports under way. */
  imports?: readonly ImportSpan[];
}): MonthFigures {
  const { imports = [] } = of;
  const days = of.days.filter(
    (day) => monthOf(day.businessDate) === of.month && day.businessDate <= of.today,
  );
  const before = of.days.filter((day) => monthOf(day.businessDate) === addMonths(of.month, -1));
  const isRunning = monthOf(of.today) === of.month;
  const untilDay = isRunning ? Number(of.today.slice(8)) - 1 : daysInMonth(of.month);
  const finished = days.filter((day) => dayNumber(day) <= untilDay);
  const beforeSame = isRunning ? before.filter((day) => dayNumber(day) <= untilDay) : before;
  const netMinor = sumKnown(days.map((day) => day.netMinor));
  const orders = ordersOf(days);
  return {
    netMinor,
    orders,
    guests: sumKnown(days.map((day) => day.guests)),
    averageMinor: netMinor !== null && orders ? Math.round(netMinor / orders) : null,
    busiest: busiestOf(days),
    lacking: lackingOf(days, imports),
    suspiciousCount: days.filter((day) => shownCompleteness(day) === 'suspicious').length,
    comparison: {
      netMinor: sumKnown(finished.map((day) => day.netMinor)),
      beforeNetMinor: sumKnown(beforeSame.map((day) => day.netMinor)),
      orders: ordersOf(finished),
      beforeOrders: ordersOf(beforeSame),
      hindrance: hindranceOf([
        { month: of.month, days: finished, imports },
        { month: addMonths(of.month, -1), days: beforeSame, imports },
      ]),
      untilDay,
      isWholeMonth: !isRunning,
    },
  };
}
