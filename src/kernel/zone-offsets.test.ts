import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { CalendarError } from './calendar-date.ts';
import { getOffsetTable, isTimeZone } from './zone-offsets.ts';

const HOUR_MS = 3_600_000;

describe('isTimeZone', () => {
  test.each([
    'America/Toronto',
    'America/Argentina/Buenos_Aires',
    'Europe/Kyiv',
    'UTC',
    'Etc/GMT+5',
    'EST5EDT',
    'US/Eastern',
  ])('%s is one', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  test.each([
    '',
    'Mars/Olympus',
    '+05:00',
    '-0500',
    'UTC+1',
    'America/',
    '../etc/passwd',
    ' UTC',
    'UTC ',
    'A'.repeat(100),
    null,
    5,
    ['UTC'],
  ])('%j is none', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});

describe('getOffsetTable', () => {
  test('lists the clock changes of a year', () => {
    expect(getOffsetTable('America/Toronto', 2026)).toEqual({
      startsMs: [
        Number.NEGATIVE_INFINITY,
        Temporal.Instant.from('2026-03-08T07:00Z').epochMilliseconds,
        Temporal.Instant.from('2026-11-01T06:00Z').epochMilliseconds,
      ],
      offsetsMs: [-5 * HOUR_MS, -4 * HOUR_MS, -5 * HOUR_MS],
    });
  });

  test('covers the days around New Year, where wall and UTC years differ', () => {
    const { startsMs } = getOffsetTable('Pacific/Apia', 2012);
    expect(startsMs).toContain(Temporal.Instant.from('2011-12-30T10:00Z').epochMilliseconds);
  });

  test('answers the same again from its cache', () => {
    expect(getOffsetTable('Europe/Kyiv', 2026)).toBe(getOffsetTable('Europe/Kyiv', 2026));
  });

  test('lets go of old tables instead of growing without end, and rebuilds them alike', () => {
    const before = getOffsetTable('Europe/Warsaw', 2026);
    for (let year = 1; year <= 5_000; year += 1) getOffsetTable('UTC', year);
    const after = getOffsetTable('Europe/Warsaw', 2026);
    expect(after).not.toBe(before);
    expect(after).toEqual(before);
  });

  test('refuses a zone that does not exist', () => {
    expect(() => getOffsetTable('Mars/Olympus', 2026)).toThrow(CalendarError);
  });
});
