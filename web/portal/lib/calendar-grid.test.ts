import { describe, expect, it } from 'vitest';
import { calendarWeeks, dateAfterKey, heatOf } from './calendar-grid.ts';

describe('the calendar of a month', () => {
  it('covers every day of the month once, in whole weeks', () => {
    for (const firstWeekday of [0, 1, 6]) {
      const weeks = calendarWeeks('2026-11', firstWeekday);
      const inMonth = weeks.flat().filter((cell) => cell.isInMonth);
      expect(weeks.every((week) => week.length === 7)).toBe(true);
      expect(inMonth.map((cell) => cell.date.slice(8))).toEqual(
        Array.from({ length: 30 }, (_, index) => String(index + 1).padStart(2, '0')),
      );
    }
  });

  it('starts each week on the first weekday of the reader', () => {
    expect(calendarWeeks('2026-11', 0)[0]?.[0]?.date).toBe('2026-11-01');
    expect(calendarWeeks('2026-11', 1)[0]?.[0]?.date).toBe('2026-10-26');
  });

  it('needs four weeks for a February that fits exactly', () => {
    expect(calendarWeeks('2026-02', 0)).toHaveLength(4);
  });
});

describe('keys in the calendar', () => {
  const from = (key: string) => dateAfterKey({ key, date: '2026-11-18', firstWeekday: 1 });

  it('moves by day, by week and to the ends of the week', () => {
    expect(from('ArrowLeft')).toBe('2026-11-17');
    expect(from('ArrowDown')).toBe('2026-11-25');
    expect(from('Home')).toBe('2026-11-16');
    expect(from('End')).toBe('2026-11-22');
  });

  it('leaves other keys alone', () => {
    expect(from('a')).toBeNull();
  });
});

it('never shades an unknown or empty day', () => {
  expect(heatOf(null, 100)).toBe(0);
  expect(heatOf(0, 100)).toBe(0);
  expect(heatOf(-5, 100)).toBe(0);
  expect(heatOf(50, 100)).toBe(0.5);
});
