import { wallToInstantMs } from '#kernel/business-day.ts';
import type { EpochMs } from '#kernel/clock.ts';
import type { Json } from '../contract.ts';

const WALL = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * The instant of a time as Cluster writes it: wall time of the venue, `YYYY-MM-DD HH:MM:SS`. A `T`,
 * missing seconds and fractions (cut off) are taken too; a text that names its own offset means that.
 * @returns null when it is no such time. A date alone is none: it does not say which day's sale it is.
 */
export function findInstantMs(value: Json | undefined, timeZone: string): EpochMs | null {
  if (typeof value !== 'string') return null;
  try {
    return value.length === 19
      ? wallToInstantMs(value, timeZone)
      : findOddInstantMs(value, timeZone);
  } catch {
    return null;
  }
}

function findOddInstantMs(text: string, timeZone: string): EpochMs | null {
  const match = WALL.exec(text.trim().slice(0, 40));
  if (match === null) return null;
  const [, date, time, seconds = ':00', offset] = match;
  const wall = `${date}T${time}${seconds}`;
  if (offset === undefined) return wallToInstantMs(wall, timeZone);
  const asUtcMs = wallToInstantMs(wall, 'UTC');
  return offset === 'Z' ? asUtcMs : asUtcMs - offsetMs(offset);
}

function offsetMs(offset: string): number {
  const sign = offset.startsWith('-') ? -1 : 1;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return sign * minutes * 60_000;
}
