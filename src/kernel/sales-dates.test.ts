import { describe, expect, it } from 'vitest';
import { isSalesDate } from './sales-dates.ts';

describe('a date of sales', () => {
  it.each(['1995-01-01', '2024-02-29', '2199-12-31'])('may be %s', (date) => {
    expect(isSalesDate(date)).toBe(true);
  });

  it.each(['0001-01-01', '0202-11-20', '1994-12-31', '2200-01-01', '2025-02-30', ''])(
    'is not "%s"',
    (date) => {
      expect(isSalesDate(date)).toBe(false);
    },
  );
});
