import { describe, expect, it } from 'vitest';
import { Refusal } from '#kernel/errors.ts';
import { checkDate } from './date-range.ts';

function refusalOf(date: string): Refusal {
  try {
    checkDate(date, 'from');
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`${date} was taken`);
}

describe('a date asked for', () => {
  it('may be the first and the last there are', () => {
    for (const date of ['1995-01-01', '2199-12-31']) expect(checkDate(date, 'from')).toBe(date);
  });

  it('that exists and is out of reach is told how far dates go', () => {
    for (const date of ['0202-11-20', '1994-12-31', '2200-01-01']) {
      const { detail, errors } = refusalOf(date);
      expect(detail.en).toBe(`${date} is out of reach: dates go from 1995-01-01 to 2199-12-31.`);
      expect(detail.fr).toBe(
        `${date} est hors de portée : les dates vont du 1995-01-01 au 2199-12-31.`,
      );
      expect(errors).toMatchObject([{ path: 'from' }]);
    }
  });

  it('that does not exist is told how to write one', () => {
    for (const date of ['2025-02-30', '31.3.2025', '']) {
      expect(refusalOf(date).detail.en).toContain('Write one as YYYY-MM-DD');
    }
  });
});
