import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#kernel/business-day.ts';
import { dateOrderOf, decimalMarkOf } from './conventions.ts';
import { type DateOrder, readDate } from './dates.ts';
import { readTime, splitDateTime } from './times.ts';
import { findOffset } from './zones.ts';

const YEAR = 2026;

describe('a date', () => {
  it.each([
    ['2026-06-30', 'dmy', '2026-06-30'],
    ['2026/6/3', 'dmy', '2026-06-03'],
    ['20260630', 'mdy', '2026-06-30'],
    ['30/06/2026', 'dmy', '2026-06-30'],
    ['30.6.26', 'dmy', '2026-06-30'],
    ['06/30/2026', 'mdy', '2026-06-30'],
    ['6-7-26', 'mdy', '2026-06-07'],
    ['26-06-30', 'ymd', '2026-06-30'],
    ['Jun 30, 2026', 'dmy', '2026-06-30'],
    ['Tuesday, June 30, 2026', 'dmy', '2026-06-30'],
    ['mardi 30 juin 2026', 'mdy', '2026-06-30'],
    ['1er août 2026', 'mdy', '2026-08-01'],
    ['30-Jun-26', 'mdy', '2026-06-30'],
    ['5 févr. 2026', 'mdy', '2026-02-05'],
    ['46203', 'mdy', '2026-06-30'],
    ['12/31/99', 'mdy', '1999-12-31'],
  ] as const)('%s (%s) is %s', (text, order, date) => {
    expect(readDate(text, order, YEAR)).toBe(date);
  });

  it.each([
    '',
    'Total',
    '30/06/2026',
    '2026-02-30',
    '13/2026',
    '7',
    '1234567',
    '=TODAY()',
    '2026-6',
  ])('%j is none in the American order', (text) => {
    expect(readDate(text, 'mdy', YEAR)).toBeNull();
  });
});

describe('a time of day', () => {
  it.each([
    ['13:03:14', '13:03:14'],
    ['9:05', '09:05:00'],
    ['1:03 PM', '13:03:00'],
    ['12:00 a.m.', '00:00:00'],
    ['12:30pm', '12:30:00'],
    ['13 h 03', '13:03:00'],
    ['13h', '13:00:00'],
    ['13h03', '13:03:00'],
    ['0.5', '12:00:00'],
    ['0.54321', '13:02:13'],
    ['25:00', null],
    ['13:60', null],
    ['13 PM', null],
    ['7', null],
    ['noon', null],
  ])('%s is %s', (text, time) => {
    expect(readTime(text)).toBe(time);
  });

  it.each([
    ['2026-06-30T13:03:14.123Z', '2026-06-30', '13:03:14', 'Z'],
    ['2026-06-30 13:03:14+0200', '2026-06-30', '13:03:14', '+02:00'],
    ['30/06/2026 13:03', '30/06/2026', '13:03:00', null],
    ['Jun 30, 2026, 1:03 PM', 'Jun 30, 2026', '13:03:00', null],
    ['30 juin 2026 à 13 h 03', '30 juin 2026', '13:03:00', null],
    ['46203.5', '46203', '12:00:00', null],
    ['46203.54322', '46203', '13:02:14', null],
    ['2026-06-30', '2026-06-30', null, null],
    ['10/11/2026 12:01 pm', '10/11/2026', '12:01:00', null],
  ])('stands with its date in %s', (text, date, time, offset) => {
    expect(splitDateTime(text)).toEqual({ date, time, offset });
  });
});

describe('a zone behind a time', () => {
  it.each([
    ['14-Nov-2026 12:01 PM EST', '14-Nov-2026', '12:01:00', 'EST'],
    ['2026-11-14 12:01:30 (HNE)', '2026-11-14', '12:01:30', 'HNE'],
    ['14/11/2026 à 13 h 03 UTC-5', '14/11/2026', '13:03:00', 'UTC-5'],
  ])('is parted from %s', (text, date, time, zoneName) => {
    expect(splitDateTime(text)).toEqual({ date, time, offset: null, zoneName });
  });

  it.each([
    ['EST', 'America/Toronto', '-05:00'],
    ['edt', 'America/Toronto', '-04:00'],
    ['HAE', 'America/Toronto', '-04:00'],
    ['NDT', 'America/St_Johns', '-02:30'],
    ['PST', 'America/Toronto', '-08:00'],
    ['GMT', 'Europe/Paris', 'Z'],
    ['UTC-5', 'Europe/Paris', '-05:00'],
    ['GMT+5:30', 'Asia/Kolkata', '+05:30'],
    ['CST', 'Asia/Shanghai', null],
    ['XYZ', 'America/Toronto', null],
  ])('%s of a venue in %s is %s', (name, venueZone, offset) => {
    expect(findOffset(name, venueZone)).toBe(offset);
  });
});

describe('how a file writes dates', () => {
  it.each([
    [['2026-06-07', '2026-07-06'], 'ymd'],
    [['06/07/2026', '13/07/2026'], 'dmy'],
    [['06/07/2026', '07/13/2026'], 'mdy'],
    [['06/06/2026', '07/07/2026'], 'dmy'],
    [['6 juil. 2026'], 'ymd'],
    [['Total', '14/07/2026', ''], 'dmy'],
  ] as const)('%j is told by the dates themselves: %s', (cells, order) => {
    const found = dateOrderOf(cells, YEAR);
    expect(found.kind).toBe('told');
    if (found.kind !== 'told') return;
    for (const cell of cells) {
      expect(readDate(cell, found.value, YEAR)).toBe(readDate(cell, order, YEAR));
    }
  });

  it.each([
    [['06/07/2026']],
    [['06/07/2026 10:00', '06/08/2026 11:00']],
    [['13/07/2026', '07/13/2026']],
    [['10/11/12']],
    [['10/11/12', '25/11/12']],
    [['14/11/26']],
  ])('%j is asked', (cells) => {
    expect(dateOrderOf(cells, YEAR)).toMatchObject({ kind: 'open', examples: cells });
  });

  it('is never guessed: what is told reads every date as it was written', () => {
    const dates = fc.array(
      fc.integer({ min: 0, max: 900 }).map((days) => addDays('2024-01-01', days)),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(dates, fc.constantFrom<DateOrder>('dmy', 'mdy'), (days, order) => {
        const found = dateOrderOf(
          days.map((day) => write(day, order)),
          YEAR,
        );
        if (found.kind !== 'told') return;
        expect(days.map((day) => readDate(write(day, order), found.value, YEAR))).toEqual(days);
      }),
    );
  });
});

function write(date: string, order: DateOrder): string {
  const [y, m, d] = date.split('-');
  return order === 'dmy' ? `${d}/${m}/${y}` : `${m}/${d}/${y}`;
}

describe('how a file writes numbers', () => {
  it.each([
    [['5.00', '1,234.00'], '.'],
    [['5,00', '1 234,50'], ','],
    [['5', '12'], '.'],
    [['1,234', '5.5'], '.'],
  ])('%j tells a decimal %s', (cells, value) => {
    expect(decimalMarkOf(cells)).toEqual({ kind: 'told', value });
  });

  it('is asked when a number can be read in two ways, or the numbers disagree', () => {
    expect(decimalMarkOf(['1,234', '12'])).toEqual({ kind: 'open', examples: ['1,234'] });
    expect(decimalMarkOf(['1,50', '2.50'])).toEqual({ kind: 'open', examples: ['1,50', '2.50'] });
  });
});
