/** When people come: days, seasons and hours of the generated house. */
import {
  addDays,
  dateOfDayNumber,
  dayNumber,
  type Gap,
  timeText,
  weekdayOf,
  zoneClock,
} from '../wall-time.ts';
import type { Random } from './random.ts';

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;

/** Parts per thousand of an ordinary day, Monday first. */
const WEEKDAY = [700, 780, 880, 1020, 1340, 1420, 960];
/** Parts per thousand by month: a slow January, terraces in summer, parties in December. */
const MONTH = [850, 900, 950, 980, 1040, 1090, 1110, 1100, 1020, 990, 960, 1080];
/** Scales the curves so that a year averages `ordersPerDay` over all its calendar days. */
const LEVEL = 990;

interface Hour {
  hour: number;
  weight: number;
}

const hours = (first: number, weights: readonly number[]): Hour[] =>
  weights.map((weight, index) => ({ hour: first + index, weight }));

/** Hours of opening counted from midnight of the service day; 24 and more are after midnight. */
const QUIET = hours(11, [6, 15, 10, 4, 3, 4, 9, 14, 13, 8, 5, 3, 2, 1]);
const BUSY = hours(11, [4, 10, 8, 4, 3, 5, 9, 13, 13, 10, 8, 7, 7, 5, 4, 1]);
const SUNDAY = hours(9, [6, 11, 12, 10, 8, 5, 4, 5, 9, 11, 8, 5, 3, 2, 1]);
const HOURS: readonly Hour[][] = [QUIET, QUIET, QUIET, BUSY, BUSY, BUSY, SUNDAY];

/** The house is shut on 25 December and on Mondays in January. */
export function isClosed(date: string): boolean {
  return date.endsWith('-12-25') || (date.slice(5, 7) === '01' && weekdayOf(dayNumber(date)) === 0);
}

/** How many orders a service day brings. */
export function orderCount(date: string, ordersPerDay: number, random: Random): number {
  const day = dayNumber(date);
  const curve =
    (WEEKDAY[weekdayOf(day)] as number) * (MONTH[Number(date.slice(5, 7)) - 1] as number);
  const noise = 920 + random.below(161);
  const expected = (ordersPerDay * curve * LEVEL * noise) / 1e12;
  const whole = Math.floor(expected);
  return whole + (random.chance((expected - whole) * 1000) ? 1 : 0);
}

/**
 * Opening times of a service day in seconds since its midnight, ascending. A few nights bring one
 * bill in the last minute before the usual 05:00 cut-off, a few mornings one exactly on it.
 */
export function openingSeconds(date: string, count: number, random: Random): number[] {
  const table = HOURS[weekdayOf(dayNumber(date))] as Hour[];
  const slots = table.flatMap(({ hour, weight }) => Array<number>(weight).fill(hour));
  const seconds: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const hour = slots[random.below(slots.length)] as number;
    const span = hour === 26 ? HOUR_SECONDS / 2 : HOUR_SECONDS;
    seconds.push(hour * HOUR_SECONDS + random.below(span));
  }
  if (count > 0 && random.chance(150)) {
    seconds[0] = 29 * HOUR_SECONDS - 1 - random.below(60);
  }
  if (count > 1 && random.chance(100)) {
    seconds[1] = 5 * HOUR_SECONDS;
  }
  return seconds.sort((a, b) => a - b);
}

/** Turns seconds since a service day's midnight into what the venue's clock shows. */
export interface ServiceClock {
  wall(second: number): string;
}

/** A clock that never shows a time inside the hour over which it is put forward. */
export function serviceClock(date: string, timeZone: string): ServiceClock {
  const zone = zoneClock(timeZone);
  const first = dayNumber(date);
  const near = [date, addDays(date, 1)].map((day) => ({ day, gap: zone.findGap(day) }));
  return {
    wall(second) {
      const offset = Math.floor(second / DAY_SECONDS);
      const known = near[offset];
      const day = known?.day ?? dateOfDayNumber(first + offset);
      const gap = known === undefined ? zone.findGap(day) : known.gap;
      const wall = `${day}T${timeText(second - offset * DAY_SECONDS)}`;
      return gap !== null && wall >= gap.from && wall < gap.to
        ? this.wall(second + gapSeconds(gap))
        : wall;
    },
  };
}

function gapSeconds(gap: Gap): number {
  const at = (wall: string): number =>
    dayNumber(wall) * DAY_SECONDS +
    Number(wall.slice(11, 13)) * HOUR_SECONDS +
    Number(wall.slice(14, 16)) * 60;
  return at(gap.to) - at(gap.from);
}
