import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  CalendarError,
  daysBetween,
  formatDay,
  isDate,
  listDates,
  parseDay,
  yearOfDay,
} from './calendar-date.ts';

const dates = fc
  .integer({ min: -719_162, max: 2_932_896 })
  .map((days) => Temporal.PlainDate.from('1970-01-01').add({ days }));

describe('isDate', () => {
  test.each(['2026-03-08', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])(
    '%s is one',
    (text) => {
      expect(isDate(text)).toBe(true);
    },
  );

  test.each([
    '',
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '0000-01-01',
    '2026-3-8',
    '2026-03-08T00:00',
    ' 2026-03-08',
    '2026-03-08 ',
    '2026/03/08',
    '20260308',
    '+002026-03-08',
    '-001-03-08',
    '２０２６-03-08',
    '٢٠٢٦-03-08',
    'abcd-ef-gh',
    '2026-03-0x',
  ])('%j is none', (text) => {
    expect(isDate(text)).toBe(false);
  });

  test.each([null, undefined, 20260308, {}, ['2026-03-08']])('%s is none', (value) => {
    expect(isDate(value as never)).toBe(false);
  });
});

describe('counting days', () => {
  test('agrees with an independent calendar over all years', () => {
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        const days = a.until(b, { largestUnit: 'days' }).days;
        expect(daysBetween(a.toString(), b.toString())).toBe(days);
        expect(addDays(a.toString(), days)).toBe(b.toString());
        expect(formatDay(parseDay(a.toString()))).toBe(a.toString());
        expect(yearOfDay(parseDay(a.toString()))).toBe(a.year);
      }),
    );
  });

  test('crosses months, leap days and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2026-03-09', '2026-03-08')).toBe(-1);
    expect(daysBetween('1970-01-01', '1970-01-01')).toBe(0);
  });

  test('leaves neither the calendar nor whole days', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(CalendarError);
    expect(() => addDays('0001-01-01', -1)).toThrow(CalendarError);
    expect(() => addDays('2026-01-01', Number.NaN)).toThrow(CalendarError);
    expect(() => addDays('2026-01-01', 0.5)).toThrow(CalendarError);
    expect(() => addDays('2026-02-30', 1)).toThrow(CalendarError);
    expect(() => daysBetween('2026-01-01', 'tomorrow')).toThrow(
      'Not a date (YYYY-MM-DD): tomorrow',
    );
  });
});

describe('listDates', () => {
  test('names every date, both ends included', () => {
    expect(listDates('2024-02-28', '2024-03-01')).toEqual([
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
    ]);
    expect(listDates('2026-01-01', '2026-01-01')).toEqual(['2026-01-01']);
  });

  test('is empty when the end comes first', () => {
    expect(listDates('2026-01-02', '2026-01-01')).toEqual([]);
  });
});
