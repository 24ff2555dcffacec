/** Reads times of day, and cells that hold a date and a time. */

const CLOCK =
  /^(\d{1,2})\s*(?:[:h.]\s*(\d{2})(?:\s*[:m.]?\s*(\d{2})(?:[.,]\d+)?)?|h)?\s*s?\s*([ap]\.?\s?m\.?)?$/i;

/**
 * A time of day as `HH:MM:SS`; null when it is none. Reads `13:03`, `1:03:14 PM`, `13 h 03`, `13h`,
 * and a spreadsheet's fraction of a day.
 */
export function readTime(text: string): string | null {
  const trimmed = text.trim();
  if (/^0?\.\d+$|^0$/.test(trimmed)) return fromSeconds(Math.round(Number(trimmed) * 86_400));
  const match = CLOCK.exec(trimmed);
  if (!match) return null;
  const [, hoursText = '', minutes = '00', seconds = '00', half] = match;
  if (half === undefined && !/[:h.]/i.test(trimmed)) return null;
  let hours = Number(hoursText);
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return null;
    hours = (hours % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  if (hours > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return `${String(hours).padStart(2, '0')}:${minutes}:${seconds}`;
}

/** A cell's date, its time of day where it tells one, and its offset from UTC where it tells that. */
export interface DateParts {
  date: string;
  time: string | null;
  /** `Z` or `+02:00`. */
  offset: string | null;
  /** A zone's abbreviation behind the time, as written: `EST`, `UTC-5`. */
  zoneName?: string;
}

const ISO =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)? ?(Z|[+-]\d{2}:?\d{2})?$/;
const SPACED =
  /^(.*?\d)(?:,?\s+(?:at\s+|à\s+)?|T)(\d{1,2}\s?[:h]\s?\d{2}.*|\d{1,2}\s?[ap]\.?m\.?)$/i;
const ZONE_NAME = /^(.*\S)\s+\(?((?![AaPp][Mm]$)[A-Za-z]{2,5}(?:[+-]\d{1,2}(?::?\d{2})?)?)\)?$/;
const SERIAL = /^(\d{5})(\.\d+)$/;

/** Parts a cell into its date's text and its time; the date is not read yet. */
export function splitDateTime(text: string): DateParts {
  const trimmed = text.trim().slice(0, 60);
  const parts = partsOf(trimmed);
  if (parts.time !== null) return parts;
  const [, before = '', zoneName = ''] = ZONE_NAME.exec(trimmed) ?? [];
  const zoned = zoneName === '' ? parts : partsOf(before);
  return zoned.time === null || zoned.offset !== null ? parts : { ...zoned, zoneName };
}

/** Parts a time of day from the zone's abbreviation behind it; null when it is no time. */
export function splitTime(text: string): { time: string; zoneName?: string } | null {
  const whole = splitDateTime(text);
  const { time, zoneName } = whole;
  if (time !== null) return zoneName === undefined ? { time } : { time, zoneName };
  const plain = readTime(text);
  if (plain !== null) return { time: plain };
  const [, before = '', name = ''] = ZONE_NAME.exec(text.trim().slice(0, 60)) ?? [];
  const zoned = readTime(before);
  return zoned === null ? null : { time: zoned, zoneName: name };
}

function partsOf(trimmed: string): DateParts {
  const iso = ISO.exec(trimmed);
  if (iso) {
    const offset = iso[3] === undefined ? null : withColon(iso[3]);
    return { date: iso[1] as string, time: readTime(iso[2] as string), offset };
  }
  const serial = SERIAL.exec(trimmed);
  if (serial) {
    return { date: serial[1] as string, time: readTime(`0${serial[2]}`), offset: null };
  }
  const spaced = SPACED.exec(trimmed);
  const time = spaced ? readTime(spaced[2] as string) : null;
  if (spaced && time !== null) return { date: spaced[1] as string, time, offset: null };
  return { date: trimmed, time: null, offset: null };
}

function withColon(offset: string): string {
  return offset === 'Z' || offset.includes(':')
    ? offset
    : `${offset.slice(0, 3)}:${offset.slice(3)}`;
}

function fromSeconds(seconds: number): string {
  const inDay = Math.min(seconds, 86_399);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(inDay / 3600)}:${two((inDay / 60) % 60)}:${two(inDay % 60)}`;
}
