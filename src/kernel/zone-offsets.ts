import { Temporal } from 'temporal-polyfill';
import { CalendarError, DAY_MS, dayNumber } from './calendar-date.ts';
import type { EpochMs } from './clock.ts';

/**
 * A zone's offsets around one year: `offsetsMs[i]` (wall − UTC) holds from `startsMs[i]` until the
 * next start. The first start is −∞.
 */
export interface OffsetTable {
  startsMs: readonly EpochMs[];
  offsetsMs: readonly number[];
}

/** Offsets reach 15:33 and the largest jump is a day, so three days cover every wall time of a year. */
const MARGIN_MS = 3 * DAY_MS;
/** About 2 MB. A server of thousands of venues needs some hundreds; a fuzzer cannot exceed it. */
const TABLES_MAX = 5_000;
/** Names only: an offset such as `+05:00` is no zone (and databases read its sign the other way). */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/;

const zones = new Map<string, Map<number, OffsetTable>>();
let tableCount = 0;

/** Whether `x` names a time zone of the IANA database that this runtime knows. */
export function isTimeZone(x: unknown): x is string {
  if (typeof x !== 'string' || !ZONE_NAME.test(x)) return false;
  if (zones.has(x)) return true;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(x);
    return true;
  } catch {
    return false;
  }
}

/**
 * The offsets of a zone that decide any instant or wall time of a year.
 * Built once from the runtime's time zone database, then served from a bounded cache.
 * @throws CalendarError for an unknown zone.
 */
export function getOffsetTable(timeZone: string, year: number): OffsetTable {
  const years = zones.get(timeZone);
  const cached = years?.get(year);
  if (cached !== undefined) return cached;
  if (!isTimeZone(timeZone)) throw new CalendarError('a time zone', timeZone);
  const table = buildTable(timeZone, year);
  remember(timeZone, year, table);
  return table;
}

function buildTable(timeZone: string, year: number): OffsetTable {
  const fromMs = dayNumber(year, 1, 1) * DAY_MS - MARGIN_MS;
  const untilMs = dayNumber(year + 1, 1, 1) * DAY_MS + MARGIN_MS;
  const first = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(timeZone);
  const startsMs: EpochMs[] = [Number.NEGATIVE_INFINITY];
  const offsetsMs: number[] = [first.offsetNanoseconds / 1e6];
  let next = first.getTimeZoneTransition('next');
  while (next !== null && next.epochMilliseconds < untilMs) {
    startsMs.push(next.epochMilliseconds);
    offsetsMs.push(next.offsetNanoseconds / 1e6);
    next = next.getTimeZoneTransition('next');
  }
  return { startsMs, offsetsMs };
}

/** Forgetting everything when full is enough: the tables in use come back within milliseconds. */
function remember(timeZone: string, year: number, table: OffsetTable): void {
  if (tableCount >= TABLES_MAX) {
    zones.clear();
    tableCount = 0;
  }
  const years = zones.get(timeZone) ?? new Map<number, OffsetTable>();
  years.set(year, table);
  zones.set(timeZone, years);
  tableCount += 1;
}
