import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { CalendarError } from './calendar-date.ts';
import { momentsNearClockChanges, zones } from './fixtures/moments.ts';
import { instantToWall, parseTimeOfDayMs, wallToInstantMs } from './wall-time.ts';

const iso = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString();

describe('wallToInstantMs', () => {
  test.each([
    ['an ordinary time', '2026-07-01T12:34:56', 'America/Toronto', '2026-07-01T16:34:56Z'],
    ['a space instead of the T', '2026-07-01 12:34:56', 'America/Toronto', '2026-07-01T16:34:56Z'],
    [
      'a time in a gap: as far after it',
      '2026-03-08T02:30:00',
      'America/Toronto',
      '2026-03-08T07:30:00Z',
    ],
    [
      'the first time after a gap',
      '2026-03-08T03:00:00',
      'America/Toronto',
      '2026-03-08T07:00:00Z',
    ],
    [
      'the last second before a gap',
      '2026-03-08T01:59:59',
      'America/Toronto',
      '2026-03-08T06:59:59Z',
    ],
    [
      'a repeated time: the first',
      '2026-11-01T01:30:00',
      'America/Toronto',
      '2026-11-01T05:30:00Z',
    ],
    [
      'the first time after an overlap',
      '2026-11-01T02:00:00',
      'America/Toronto',
      '2026-11-01T07:00:00Z',
    ],
    ['a half-hour change', '2026-10-04T02:15:00', 'Australia/Lord_Howe', '2026-10-03T15:45:00Z'],
    ['a skipped day', '2011-12-30T12:00:00', 'Pacific/Apia', '2011-12-30T22:00:00Z'],
    [
      'New Year west of Greenwich',
      '2025-12-31T23:59:59',
      'Pacific/Honolulu',
      '2026-01-01T09:59:59Z',
    ],
    [
      'New Year east of Greenwich',
      '2026-01-01T00:00:00',
      'Pacific/Kiritimati',
      '2025-12-31T10:00:00Z',
    ],
    ['before the epoch', '1969-12-31T23:59:59', 'UTC', '1969-12-31T23:59:59Z'],
  ])('%s', (_, wall, timeZone, instant) => {
    expect(iso(wallToInstantMs(wall, timeZone))).toBe(instant);
  });

  test('agrees with an independent implementation around clock changes of any zone', () => {
    fc.assert(
      fc.property(momentsNearClockChanges, ({ timeZone, instantMs, shiftMs }) => {
        const zoned =
          Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
        const wall = zoned.toPlainDateTime().add({ milliseconds: shiftMs }).round('second');
        const expected = wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
        expect(wallToInstantMs(wall.toString({ fractionalSecondDigits: 0 }), timeZone)).toBe(
          expected.epochMilliseconds,
        );
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    '',
    '2026-07-01',
    '2026-07-01T12:34',
    '2026-07-01T12:34:56Z',
    '2026-07-01T12:34:56.789',
    '2026-07-01T24:00:00',
    '2026-07-01T12:60:00',
    '2026-07-01T12:34:60',
    '2026-02-30T12:00:00',
    '2026-07-01t12:34:56',
    '2026-07-01_12:34:56',
    '2026-07-01T12.34.56',
    '2026-07-01T1x:34:56',
    '2026-7-01T012:34:56',
    ' 2026-07-01T12:34:5',
    '07/01/2026 12:34:56',
  ])('%j is no wall time', (wall) => {
    expect(() => wallToInstantMs(wall, 'UTC')).toThrow(CalendarError);
  });

  test('an unknown zone is refused by name', () => {
    expect(() => wallToInstantMs('2026-07-01T12:34:56', 'Mars/Olympus')).toThrow(
      'Not a time zone: Mars/Olympus',
    );
  });
});

describe('instantToWall', () => {
  test('agrees with an independent implementation around clock changes of any zone', () => {
    fc.assert(
      fc.property(momentsNearClockChanges, ({ timeZone, instantMs }) => {
        const zoned =
          Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
        const wall = zoned
          .toPlainDateTime()
          .toString({ smallestUnit: 'second', roundingMode: 'floor' });
        expect(instantToWall(instantMs, timeZone)).toBe(wall);
      }),
      { numRuns: 400 },
    );
  });

  test('comes back from wallToInstantMs, except where the second occurrence becomes the first', () => {
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 4_000_000_000 }), (timeZone, second) => {
        const back = wallToInstantMs(instantToWall(second * 1000, timeZone), timeZone);
        expect(back).toBeLessThanOrEqual(second * 1000);
        expect(instantToWall(back, timeZone)).toBe(instantToWall(second * 1000, timeZone));
      }),
    );
  });

  test('rounds milliseconds down, also before the epoch', () => {
    expect(instantToWall(999, 'UTC')).toBe('1970-01-01T00:00:00');
    expect(instantToWall(-1, 'UTC')).toBe('1969-12-31T23:59:59');
  });

  test.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    8.64e15,
    -8.64e15,
    1e300,
  ])('the instant %s has no wall time', (instantMs) => {
    expect(() => instantToWall(instantMs, 'America/Toronto')).toThrow(CalendarError);
  });
});

describe('parseTimeOfDayMs', () => {
  test('reads HH:MM', () => {
    expect([
      parseTimeOfDayMs('00:00'),
      parseTimeOfDayMs('05:30'),
      parseTimeOfDayMs('23:59'),
    ]).toEqual([0, 19_800_000, 86_340_000]);
  });

  test.each([
    '',
    '5:00',
    '05:00:00',
    '24:00',
    '05:60',
    '05-00',
    'ab:cd',
    ' 5:00',
    '-5:00',
    '05:0x',
  ])('%j is none', (text) => {
    expect(() => parseTimeOfDayMs(text)).toThrow(CalendarError);
  });
});
