import {
  CalendarError,
  DAY_MS,
  findDay,
  formatDay,
  twoDigits,
  yearOfDay,
} from './calendar-date.ts';
import type { EpochMs } from './clock.ts';
import { getOffsetTable, type OffsetTable } from './zone-offsets.ts';

/*
 * Glossary
 *   wall        what a clock on the venue's wall shows; has no zone of its own
 *   wallMs      a wall time counted as if it were UTC, so that it can be calculated with
 *   gap         wall times that clocks jump over (spring forward): they never happen
 *   overlap     wall times that happen twice (fall back)
 */

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * The instant at which the clocks of a zone show a wall time.
 * In a gap: the reading of the clock that was not moved, which is as far after the gap as the wall
 * time lies in it (02:30 in a gap of 02:00–03:00 is 03:30; RFC 5545 §3.3.5, Temporal "compatible").
 * In an overlap: the first occurrence.
 * @param wall `YYYY-MM-DDTHH:MM:SS`; a space may stand for the `T`.
 * @throws CalendarError when the text or the zone is not one.
 */
export function wallToInstantMs(wall: string, timeZone: string): EpochMs {
  const day = findDay(wall, true);
  const timeMs = findTimeMs(wall);
  if (day === null || timeMs === null) {
    throw new CalendarError('a wall time (YYYY-MM-DDTHH:MM:SS)', wall);
  }
  return wallMsToInstantMs(day * DAY_MS + timeMs, timeZone);
}

/** What the clocks of a zone show, to the second below: `YYYY-MM-DDTHH:MM:SS`. @throws CalendarError */
export function instantToWall(instantMs: EpochMs, timeZone: string): string {
  const wallMs = instantToWallMs(instantMs, timeZone);
  const day = Math.floor(wallMs / DAY_MS);
  const seconds = Math.floor((wallMs - day * DAY_MS) / 1000);
  const hh = pad(Math.floor(seconds / 3600));
  const mm = pad(Math.floor(seconds / 60) % 60);
  return `${formatDay(day)}T${hh}:${mm}:${pad(seconds % 60)}`;
}

/** {@link wallToInstantMs} on a wall time counted as if it were UTC. */
export function wallMsToInstantMs(wallMs: number, timeZone: string): EpochMs {
  const { startsMs, offsetsMs } = tableAt(wallMs, timeZone);
  let index = 0;
  // The first stretch of constant offset whose clocks have not gone past the wall time …
  while (
    index + 1 < startsMs.length &&
    wallMs >= (startsMs[index + 1] as number) + (offsetsMs[index] as number)
  ) {
    index += 1;
  }
  const instantMs = wallMs - (offsetsMs[index] as number);
  // … starts later than the wall time only in a gap: then the clock before the jump is read on.
  return instantMs >= (startsMs[index] as number)
    ? instantMs
    : wallMs - (offsetsMs[index - 1] as number);
}

/** The wall time of an instant, counted as if it were UTC; keeps the milliseconds. */
export function instantToWallMs(instantMs: EpochMs, timeZone: string): number {
  const { startsMs, offsetsMs } = tableAt(instantMs, timeZone);
  let index = startsMs.length - 1;
  while (instantMs < (startsMs[index] as number)) index -= 1;
  return instantMs + (offsetsMs[index] as number);
}

/** Milliseconds after midnight of `HH:MM`. @throws CalendarError */
export function parseTimeOfDayMs(text: string): number {
  const hours = typeof text === 'string' && text.length === 5 ? twoDigits(text, 0) : Number.NaN;
  const minutes = hours <= 23 ? twoDigits(text, 3) : Number.NaN;
  if (!(minutes <= 59) || text.charCodeAt(2) !== 58) {
    throw new CalendarError('a time of day (HH:MM)', text);
  }
  return hours * HOUR_MS + minutes * MINUTE_MS;
}

function tableAt(ms: number, timeZone: string): OffsetTable {
  const year = yearOfDay(Math.floor(ms / DAY_MS));
  // A day beyond the calendar's ends is still needed: as the end of the last one, or in a zone.
  if (!(year >= 0 && year <= 10_000))
    throw new CalendarError('a time of the years 0001 to 9999', ms);
  return getOffsetTable(timeZone, year);
}

/** Milliseconds after midnight of the time in `YYYY-MM-DD?HH:MM:SS`; null when it is none. */
function findTimeMs(wall: string): number | null {
  if (wall.length !== 19) return null;
  const separator = wall.charCodeAt(10);
  if (separator !== 84 && separator !== 32) return null;
  if (wall.charCodeAt(13) !== 58 || wall.charCodeAt(16) !== 58) return null;
  const hours = twoDigits(wall, 11);
  const minutes = twoDigits(wall, 14);
  const seconds = twoDigits(wall, 17);
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) return null;
  return hours * HOUR_MS + minutes * MINUTE_MS + seconds * 1000;
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
