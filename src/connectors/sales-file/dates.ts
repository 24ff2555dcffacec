/** Reads calendar dates as files write them. */

import { formatDay, isDate } from '#kernel/calendar-date.ts';

export type DateOrder = 'ymd' | 'dmy' | 'mdy';
export const dateOrders: readonly DateOrder[] = ['ymd', 'dmy', 'mdy'];

/** Day 25,569 of a spreadsheet's calendar is 1970-01-01. */
const SPREADSHEET_EPOCH_DAY = 25_569;
/** Serials from 1995 to 2119; other whole numbers are no dates. */
const SERIAL_MIN = 34_700;
const SERIAL_MAX = 80_000;

const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['january', 'jan', 'janvier', 'janv'],
    ['february', 'feb', 'fevrier', 'fevr', 'fev'],
    ['march', 'mar', 'mars'],
    ['april', 'apr', 'avril', 'avr'],
    ['may', 'mai'],
    ['june', 'jun', 'juin'],
    ['july', 'jul', 'juillet', 'juil'],
    ['august', 'aug', 'aout'],
    ['september', 'sep', 'sept', 'septembre'],
    ['october', 'oct', 'octobre'],
    ['november', 'nov', 'novembre'],
    ['december', 'dec', 'decembre'],
  ].flatMap((names, index) => names.map((name) => [name, index + 1])),
);

/**
 * A date as `YYYY-MM-DD`; null when it is none in this order of parts. A name of a month, a year
 * first in four digits, eight digits in one and a spreadsheet's serial need no order.
 * @param thisYear decides the century of a year in two digits: the latest that is not past next year.
 */
export function readDate(text: string, order: DateOrder, thisYear: number): string | null {
  const trimmed = text.trim();
  if (trimmed.length > 40) return null;
  const plain = readPlain(trimmed);
  if (plain !== null) return plain;
  const named = readNamed(trimmed, thisYear);
  if (named !== null) return named;
  const parts = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})$/.exec(trimmed);
  if (!parts) return null;
  const [, a = '', , b = '', c = ''] = parts;
  if (a.length === 4) return toDate(a, b, c, thisYear);
  if (a.length > 2 || (c.length !== 4 && c.length !== 2)) return null;
  if (order === 'ymd') return c.length === 2 ? toDate(a, b, c, thisYear) : null;
  return order === 'dmy' ? toDate(c, b, a, thisYear) : toDate(c, a, b, thisYear);
}

function readPlain(text: string): string | null {
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (digits) return checked(`${digits[1]}-${digits[2]}-${digits[3]}`);
  if (!/^\d{5}(?:\.0+)?$/.test(text)) return null;
  const serial = Number(text);
  if (serial < SERIAL_MIN || serial > SERIAL_MAX) return null;
  return formatDay(serial - SPREADSHEET_EPOCH_DAY);
}

/** `30 June 2026`, `Jun 30, 2026`, `mardi 30 juin 2026`, `1er juillet 2026`, `30-Jun-26`. */
function readNamed(text: string, thisYear: number): string | null {
  if (!/\p{L}{3}/u.test(text)) return null;
  const words = fold(text).match(/[a-z]+|\d+/g) ?? [];
  const month = words.map((word) => MONTHS[word]).find((number) => number !== undefined);
  const numbers = words.filter((word) => /^\d/.test(word));
  if (month === undefined || numbers.length !== 2) return null;
  const [a = '', b = ''] = numbers;
  const [year, day] = a.length === 4 ? [a, b] : [b, a];
  return toDate(year, String(month), day, thisYear);
}

function toDate(year: string, month: string, day: string, thisYear: number): string | null {
  if (month.length > 2 || day.length > 2) return null;
  const fullYear = year.length === 4 ? Number(year) : toFullYear(Number(year), thisYear);
  return checked(
    `${String(fullYear).padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
  );
}

function toFullYear(twoDigits: number, thisYear: number): number {
  const century = thisYear - (thisYear % 100);
  return century + twoDigits > thisYear + 1 ? century - 100 + twoDigits : century + twoDigits;
}

function checked(date: string): string | null {
  return isDate(date) ? date : null;
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
