/**
 * Wall-clock arithmetic for the simulators. A till writes what its clock shows, so times here are
 * texts ('YYYY-MM-DDTHH:MM:SS'); instants appear only where a simulator must know whether a moment
 * has come. Deliberately independent of the product's own business-day code: it helps to judge it.
 */
import { Temporal } from 'temporal-polyfill';

const DAY_SECONDS = 86_400;
const DAY_MS = 86_400_000;
const PAD = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** Days since 1970-01-01 of a 'YYYY-MM-DD…' text (proleptic Gregorian, the text is trusted). */
export function dayNumber(date: string): number {
  const month = Number(date.slice(5, 7));
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear =
    Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(date.slice(8, 10)) - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The 'YYYY-MM-DD' of a day number; inverse of {@link dayNumber}. */
export function dateOfDayNumber(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthShifted = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * monthShifted + 2) / 5) + 1;
  const month = monthShifted < 10 ? monthShifted + 3 : monthShifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${PAD[month]}-${PAD[dayOfMonth]}`;
}

/** Monday = 0 … Sunday = 6. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Calendar date `days` later (or earlier, when negative). */
export function addDays(date: string, days: number): string {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** 'HH:MM:SS' of a second within a day (0 ≤ second < 86,400). */
export function timeText(second: number): string {
  const minute = Math.floor(second / 60);
  return `${PAD[Math.floor(minute / 60)]}:${PAD[minute % 60]}:${PAD[second % 60]}`;
}

/** Second within its day of a wall time; accepts 'HH:MM' and 'HH:MM:SS' after the date. */
function secondOfDay(wall: string): number {
  const seconds = wall.length > 16 ? Number(wall.slice(17, 19)) : 0;
  return Number(wall.slice(11, 13)) * 3600 + Number(wall.slice(14, 16)) * 60 + seconds;
}

/** Wall time `seconds` later on a clock without daylight-saving changes. */
export function addSeconds(wall: string, seconds: number): string {
  const total = dayNumber(wall) * DAY_SECONDS + secondOfDay(wall) + seconds;
  const day = Math.floor(total / DAY_SECONDS);
  return `${dateOfDayNumber(day)}T${timeText(total - day * DAY_SECONDS)}`;
}

/** The earlier of two dates or of two wall times. */
export function earlierOf(a: string, b: string): string {
  return [a, b].sort()[0] as string;
}

/** The later of two dates or of two wall times. */
export function laterOf(a: string, b: string): string {
  return [a, b].sort()[1] as string;
}

const WALL_PATTERN = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** True for a real 'YYYY-MM-DD' (2026-02-30 is not one). */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dateOfDayNumber(dayNumber(text)) === text;
}

/** True for a real 'YYYY-MM-DDTHH:MM:SS'. */
export function isWallTime(text: string): boolean {
  return WALL_PATTERN.test(text) && isDate(text.slice(0, 10));
}

/** Wall times that a clock never shows because it is put forward over them: from ≤ wall < to. */
export interface Gap {
  from: string;
  to: string;
}

/** The clock on the wall of one time zone. */
export interface ZoneClock {
  /** First occurrence of a wall time; one inside a gap is read as by a clock not yet put forward. */
  toInstantMs(wall: string): number;
  /** What the clock shows at an instant, to the second. */
  toWall(instantMs: number): string;
  /** The gap touching a calendar date, if its clock is put forward that day. */
  findGap(date: string): Gap | null;
}

interface ZoneDay {
  offsetMs: number;
  isPlain: boolean;
  gap: Gap | null;
}

const clocks = new Map<string, ZoneClock>();

/** The (shared, cached) clock of an IANA zone. Throws RangeError for an unknown zone. */
export function zoneClock(timeZone: string): ZoneClock {
  const known = clocks.get(timeZone);
  if (known !== undefined) {
    return known;
  }
  const days = new Map<string, ZoneDay>();
  const dayOf = (date: string): ZoneDay => {
    let day = days.get(date);
    if (day === undefined) {
      day = readZoneDay(date, timeZone);
      days.set(date, day);
    }
    return day;
  };
  dayOf('2020-01-01');
  const clock: ZoneClock = {
    toInstantMs(wall) {
      const day = dayOf(wall.slice(0, 10));
      if (day.isPlain) {
        return dayNumber(wall) * DAY_MS + secondOfDay(wall) * 1000 - day.offsetMs;
      }
      return Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone, {
        disambiguation: 'compatible',
      }).epochMilliseconds;
    },
    toWall(instantMs) {
      const zoned = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
      return zoned.toPlainDateTime().toString({ smallestUnit: 'second', roundingMode: 'floor' });
    },
    findGap: (date) => dayOf(date).gap,
  };
  clocks.set(timeZone, clock);
  return clock;
}

function readZoneDay(date: string, timeZone: string): ZoneDay {
  const plain = Temporal.PlainDate.from(date);
  const start = plain.toZonedDateTime(timeZone);
  const end = plain.add({ days: 1 }).toZonedDateTime(timeZone);
  const offsetMs = start.offsetNanoseconds / 1e6;
  const isPlain =
    start.offsetNanoseconds === end.offsetNanoseconds &&
    end.epochMilliseconds - start.epochMilliseconds === DAY_MS;
  return { offsetMs, isPlain, gap: isPlain ? null : findGap(start) };
}

function findGap(startOfDay: Temporal.ZonedDateTime): Gap | null {
  const before = startOfDay.subtract({ nanoseconds: 1 });
  const jump = before.getTimeZoneTransition('next');
  if (jump === null) {
    return null;
  }
  const lastBefore = jump.subtract({ nanoseconds: 1 });
  if (jump.offsetNanoseconds <= lastBefore.offsetNanoseconds) {
    return null;
  }
  const from = lastBefore.toPlainDateTime().add({ nanoseconds: 1 });
  return {
    from: from.toString({ smallestUnit: 'second' }),
    to: jump.toPlainDateTime().toString({ smallestUnit: 'second' }),
  };
}
