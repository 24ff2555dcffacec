/** A date, time, zone or cut-off that does not exist or is written in another way than ours. */
export class CalendarError extends RangeError {
  override readonly name = 'CalendarError';

  constructor(what: string, input: unknown) {
    super(`Not ${what}: ${String(input).slice(0, 60)}`);
  }
}

/** Milliseconds of a calendar day counted without any zone. */
export const DAY_MS = 86_400_000;

const DAYS_PER_ERA = 146_097;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH_SHIFT_DAYS = 719_468;
const DAY_FIRST = dayNumber(1, 1, 1);
const DAY_LAST = dayNumber(9999, 12, 31);
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the text is an existing date written `YYYY-MM-DD`, years 0001 to 9999. */
export function isDate(text: string): boolean {
  return findDay(text) !== null;
}

/** The date `n` days later (earlier when negative). @throws CalendarError */
export function addDays(date: string, n: number): string {
  return formatDay(parseDay(date) + n);
}

/** Days from `a` to `b`; negative when `b` is earlier. @throws CalendarError */
export function daysBetween(a: string, b: string): number {
  return parseDay(b) - parseDay(a);
}

/** Every date from `from` to `toInclusive`; none when that is earlier. @throws CalendarError */
export function listDates(from: string, toInclusive: string): string[] {
  const first = parseDay(from);
  const count = Math.max(0, parseDay(toInclusive) - first + 1);
  return Array.from({ length: count }, (_, index) => formatDay(first + index));
}

/** Days since 1970-01-01 of a proleptic Gregorian date; years start in March so leap days end them. */
export function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * DAYS_PER_ERA + dayOfEra + dayOfYear - EPOCH_SHIFT_DAYS;
}

/** Days since 1970-01-01 of a date written `YYYY-MM-DD`. @throws CalendarError */
export function parseDay(text: string): number {
  const day = findDay(text);
  if (day === null) throw new CalendarError('a date (YYYY-MM-DD)', text);
  return day;
}

/** Like {@link parseDay}, null when it is no date. `prefix` reads only the first ten characters. */
export function findDay(text: string, prefix = false): number | null {
  if (typeof text !== 'string' || (prefix ? text.length < 10 : text.length !== 10)) return null;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  // NaN from a non-digit fails every comparison.
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return null;
  return day <= monthDays(year, month) ? dayNumber(year, month, day) : null;
}

/** The number two ASCII digits spell, or NaN. */
export function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Year of a day number. */
export function yearOfDay(day: number): number {
  return civil(day).year;
}

/** `YYYY-MM-DD` of a day number. @throws CalendarError outside the years 0001 to 9999. */
export function formatDay(dayNumberValue: number): string {
  const isInCalendar = dayNumberValue >= DAY_FIRST && dayNumberValue <= DAY_LAST;
  if (!isInCalendar || !Number.isInteger(dayNumberValue)) {
    throw new CalendarError('a day of the years 0001 to 9999', dayNumberValue);
  }
  const { year, month, day } = civil(dayNumberValue);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function civil(dayNumberValue: number): { year: number; month: number; day: number } {
  const shifted = dayNumberValue + EPOCH_SHIFT_DAYS;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

function monthDays(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] as number);
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
