/**
 * The one SQL sentence Cluster takes, over dates written by us alone.
 *
 * Terms: a *range* is a span of wall time at the venue, both ends included, counted as if it were
 * UTC so that it can be calculated with (`wallMs`).
 */

import { DAY_MS, formatDay } from '#kernel/calendar-date.ts';
import { instantToWallMs } from '#kernel/wall-time.ts';
import type { Window } from '../contract.ts';
import { description } from './describe.ts';

export interface WallRange {
  /** First second asked for. */
  startWallMs: number;
  /** Last second asked for. */
  endWallMs: number;
}

/** A window of business days touches one calendar date more than it has days. */
export const RANGE_DATES_MAX = description.limits.windowDaysMax + 1;

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;

/** The query for a range. Numbers become digits here, so no text of anybody's reaches the vendor. */
export function salesQuery(range: WallRange): string {
  const start = formatWall(range.startWallMs);
  const end = formatWall(range.endWallMs);
  return `SELECT * FROM orders WHERE Date >= '${start}' AND Date <= '${end}' ORDER BY Date DESC`;
}

/**
 * The ranges that cover a window, newest first: whole calendar dates of the venue, because how the
 * vendor compares a date with a time is not documented. They hold more than the window.
 * @param daysMax the longest range, in calendar dates.
 */
export function rangesOf(window: Window, timeZone: string, daysMax: number): WallRange[] {
  if (window.toMs <= window.fromMs) return [];
  const firstDay = Math.floor(instantToWallMs(window.fromMs, timeZone) / DAY_MS);
  const lastDay = lastWallDay(window, timeZone);
  const ranges: WallRange[] = [];
  for (let last = lastDay; last >= firstDay; last -= daysMax) {
    const first = Math.max(firstDay, last - daysMax + 1);
    ranges.push({ startWallMs: first * DAY_MS, endWallMs: (last + 1) * DAY_MS - SECOND_MS });
  }
  return ranges;
}

/**
 * The later and the earlier half of a range, cut at a midnight, then at a full hour; null when the
 * range is an hour or less.
 */
export function splitRange(range: WallRange): [WallRange, WallRange] | null {
  const lengthMs = range.endWallMs + SECOND_MS - range.startWallMs;
  const stepMs = lengthMs > DAY_MS ? DAY_MS : HOUR_MS;
  const steps = Math.ceil(lengthMs / stepMs);
  if (steps < 2) return null;
  const middleWallMs = range.startWallMs + Math.floor(steps / 2) * stepMs;
  return [
    { startWallMs: middleWallMs, endWallMs: range.endWallMs },
    { startWallMs: range.startWallMs, endWallMs: middleWallMs - SECOND_MS },
  ];
}

/** Calendar date of the newest second of a range, as `YYYY-MM-DD`: the cursor that names it. */
export function lastDateOf(range: WallRange): string {
  return formatDay(Math.floor(range.endWallMs / DAY_MS));
}

/**
 * The latest calendar date any instant of the window has. Where clocks go back over midnight, an
 * instant before the last can show the later date.
 */
function lastWallDay(window: Window, timeZone: string): number {
  const lastMs = window.toMs - 1;
  const beforeMs = Math.max(window.fromMs, lastMs - 3 * HOUR_MS);
  const lastWallMs = instantToWallMs(lastMs, timeZone);
  const wallMs = Math.max(lastWallMs, instantToWallMs(beforeMs, timeZone));
  return Math.floor(wallMs / DAY_MS);
}

function formatWall(wallMs: number): string {
  const day = Math.floor(wallMs / DAY_MS);
  const seconds = Math.floor((wallMs - day * DAY_MS) / SECOND_MS);
  const hh = pad(Math.floor(seconds / 3600));
  const mm = pad(Math.floor(seconds / 60) % 60);
  return `${formatDay(day)} ${hh}:${mm}:${pad(seconds % 60)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
