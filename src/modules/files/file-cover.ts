import type { Window } from '#connectors/contract.ts';
import {
  businessDateOf,
  type DayRule,
  daysBetween,
  dayWindow,
  listDates,
} from '#kernel/business-day.ts';
import type { EpochMs } from '#kernel/clock.ts';

/** Days without a row between days with some are read as closed, but not more of them in a row. */
const closedDaysMax = 7;

/**
 * What a file tells all about, as whole business days: each date it has orders of, and the days
 * between while they are few. A longer hole is left open, for one date that is wrong must not
 * declare years to be without sales. No window reaches past the moment the file came. Pure.
 * @param file.firstDate and lastDate bound the dates: a bill rung up after midnight belongs to the
 *   business day before, of which the file tells no more than that.
 */
export function coverOfFile(
  file: {
    firstDate: string;
    lastDate: string;
    occurredAtMs: Iterable<EpochMs>;
    receivedAtMs: EpochMs;
  },
  rule: DayRule,
): Window[] {
  const dates = datesOf(file.occurredAtMs, rule).filter(
    (date) => date >= file.firstDate && date <= file.lastDate,
  );
  const spans: { first: string; last: string }[] = [];
  for (const date of dates) {
    const span = spans.at(-1);
    if (span && daysBetween(span.last, date) <= closedDaysMax + 1) span.last = date;
    else spans.push({ first: date, last: date });
  }
  return spans
    .map(({ first, last }) => ({
      fromMs: dayWindow(first, rule).startMs,
      toMs: Math.min(dayWindow(last, rule).endMs, file.receivedAtMs),
    }))
    .filter((window) => window.fromMs < window.toMs);
}

/**
 * The rest of days that an earlier file covered in part, because it was sent before they ended: a
 * file of later days says that those had nothing more to tell. Pure.
 * @param covered what is covered so far.
 */
export function closingWindows(
  covered: readonly Window[],
  windows: readonly Window[],
  rule: DayRule,
): Window[] {
  return covered
    .map(({ toMs }) => ({ fromMs: toMs, toMs: endOfDay(toMs, rule) }))
    .filter((rest) => rest.fromMs < rest.toMs)
    .filter((rest) => windows.some((each) => follows(each, rest)))
    .filter((rest) => !windows.some((each) => each.fromMs < rest.toMs && rest.fromMs < each.toMs));
}

/**
 * The business days of orders that are taken back, as far as no window holds them: they have to be
 * looked at again. Pure.
 */
export function revisitedDays(
  occurredAtMs: Iterable<EpochMs>,
  windows: readonly Window[],
  rule: DayRule,
): Window[] {
  return datesOf(occurredAtMs, rule)
    .map((date) => dayWindow(date, rule))
    .map(({ startMs, endMs }) => ({ fromMs: startMs, toMs: endMs }))
    .filter((day) => !windows.some((each) => each.fromMs < day.toMs && day.fromMs < each.toMs));
}

/**
 * The days that a file was taken to tell about when it was read by mistake, and of which neither it
 * nor another file tells anything. Pure.
 * @param others first and last dates of the other files that were read.
 */
export function daysNobodyTells(
  before: { occurredAtMs: Iterable<EpochMs>; receivedAtMs: EpochMs },
  now: { windows: readonly Window[]; others: readonly { firstDate: string; lastDate: string }[] },
  rule: DayRule,
): Window[] {
  const dates = datesOf(before.occurredAtMs, rule);
  const [firstDate, lastDate] = [dates[0], dates.at(-1)];
  if (firstDate === undefined || lastDate === undefined) return [];
  return coverOfFile({ ...before, firstDate, lastDate }, rule)
    .flatMap(({ fromMs, toMs }) =>
      listDates(businessDateOf(fromMs, rule), businessDateOf(toMs - 1, rule)),
    )
    .filter((date) => !now.others.some((it) => it.firstDate <= date && date <= it.lastDate))
    .map((date) => dayWindow(date, rule))
    .map(({ startMs, endMs }) => ({ fromMs: startMs, toMs: endMs }))
    .filter((day) => !now.windows.some((it) => it.fromMs < day.toMs && day.fromMs < it.toMs));
}

/** Business dates, each once, oldest first. */
export function datesOf(instantsMs: Iterable<EpochMs>, rule: DayRule): string[] {
  const dates = new Set<string>();
  for (const at of instantsMs) dates.add(businessDateOf(at, rule));
  return [...dates].sort();
}

const followingMaxMs = closedDaysMax * 86_400_000;

/** Soon enough after it to speak of it. */
function follows(window: Window, rest: Window): boolean {
  const afterMs = window.fromMs - rest.toMs;
  return afterMs >= 0 && afterMs <= followingMaxMs;
}

/** The end of the business day that an instant ends; the instant itself at a day's very end. */
function endOfDay(toMs: EpochMs, rule: DayRule): EpochMs {
  return dayWindow(businessDateOf(toMs - 1, rule), rule).endMs;
}
