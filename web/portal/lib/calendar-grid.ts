import { addDays, daysBetween, monthEnd, monthStart, weekdayOf } from './dates.ts';

export interface CalendarCell {
  date: string;
  isInMonth: boolean;
}

/** Whole weeks that cover a month, each starting on `firstWeekday` (0 Sunday … 6 Saturday). */
export function calendarWeeks(month: string, firstWeekday: number): CalendarCell[][] {
  const first = monthStart(month);
  const last = monthEnd(month);
  const start = addDays(first, -((weekdayOf(first) - firstWeekday + 7) % 7));
  const weekCount = Math.ceil((daysBetween(start, last) + 1) / 7);
  return Array.from({ length: weekCount }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => {
      const date = addDays(start, week * 7 + day);
      return { date, isInMonth: date >= first && date <= last };
    }),
  );
}

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** Where an arrow, Home or End key leads from a date; null when the key means nothing here. */
export function dateAfterKey(of: { key: string; date: string; firstWeekday: number }) {
  const step = steps[of.key];
  if (step !== undefined) return addDays(of.date, step);
  const column = (weekdayOf(of.date) - of.firstWeekday + 7) % 7;
  if (of.key === 'Home') return addDays(of.date, -column);
  if (of.key === 'End') return addDays(of.date, 6 - column);
  return null;
}

/** 0 for nothing sold, else 0..1 on a scale that the busiest day of the month fills. */
export function heatOf(netMinor: number | null, maxMinor: number): number {
  if (netMinor === null || netMinor <= 0 || maxMinor <= 0) return 0;
  return Math.min(1, netMinor / maxMinor);
}
