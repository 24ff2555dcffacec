import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  businessDateAt,
  daysInMonth,
  isDate,
  isMonth,
  listDates,
  monthEnd,
} from './dates.ts';

describe('calendar dates', () => {
  it('crosses months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(addMonths('2026-11', 14)).toBe('2028-01');
    expect(monthEnd('2026-02')).toBe('2026-02-28');
    expect(daysInMonth('2028-02')).toBe(29);
  });

  it('lists both ends and nothing backwards', () => {
    expect(listDates('2026-11-29', '2026-12-01')).toEqual([
      '2026-11-29',
      '2026-11-30',
      '2026-12-01',
    ]);
    expect(listDates('2026-12-02', '2026-12-01')).toEqual([]);
  });

  it('refuses what only looks like a date', () => {
    expect(isDate('2026-02-30')).toBe(false);
    expect(isDate('2026-11-20')).toBe(true);
    expect(isMonth('2026-13')).toBe(false);
  });
});

describe('the business date of an instant', () => {
  const rule = { timeZone: 'America/Toronto', cutoff: '05:00' };

  it('belongs to the day before until the cut-off', () => {
    expect(businessDateAt({ ms: Date.parse('2026-11-21T09:59:00Z'), ...rule })).toBe('2026-11-20');
    expect(businessDateAt({ ms: Date.parse('2026-11-21T10:00:00Z'), ...rule })).toBe('2026-11-21');
  });

  it('follows the venue and not the reader', () => {
    const ms = Date.parse('2026-11-21T10:00:00Z');
    expect(businessDateAt({ ms, timeZone: 'Pacific/Auckland', cutoff: '05:00' })).toBe(
      '2026-11-21',
    );
    expect(businessDateAt({ ms, timeZone: 'America/Vancouver', cutoff: '05:00' })).toBe(
      '2026-11-20',
    );
  });
});
