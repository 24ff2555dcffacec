import { businessDateOf, type DayRule, daysBetween, isDate } from '#kernel/business-day.ts';
import type { EpochMs } from '#kernel/clock.ts';

/**
 * The first business date to import: `historyFrom` when the settings name one, else as many months
 * before the running business date as they say, or as the provider usually imports.
 * @param at.nowMs the moment the months are counted from: when the integration was added.
 */
export function historyFromOf(
  settings: Record<string, unknown>,
  at: { nowMs: EpochMs; rule: DayRule; monthsDefault: number },
): string {
  const { historyFrom, historyMonths } = settings;
  if (typeof historyFrom === 'string') return historyFrom;
  const months = typeof historyMonths === 'number' ? historyMonths : at.monthsDefault;
  return monthsBefore(businessDateOf(at.nowMs, at.rule), months);
}

/** The same day of the month so many months before; the month's last when it has no such day. */
export function monthsBefore(date: string, months: number): string {
  const year = Number(date.slice(0, 4));
  const monthIndex = year * 12 + Number(date.slice(5, 7)) - 1 - months;
  const yearMonth = `${pad(Math.floor(monthIndex / 12), 4)}-${pad((monthIndex % 12) + 1, 2)}`;
  let day = Number(date.slice(8, 10));
  while (!isDate(`${yearMonth}-${pad(day, 2)}`) && day > 28) day -= 1;
  return `${yearMonth}-${pad(day, 2)}`;
}

/** Whether `date` lies before `than`. */
export function isEarlier(date: string, than: string): boolean {
  return daysBetween(date, than) > 0;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
