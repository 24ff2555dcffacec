import { describe, expect, it } from 'vitest';
import { hasNotBegun } from './not-begun.ts';

const today = '2026-05-15';

describe('a day that has not begun', () => {
  it('is what the server says, also where the reader’s clock is ahead', () => {
    expect(hasNotBegun({ date: '2026-05-15', today, completeness: 'future' })).toBe(true);
    expect(hasNotBegun({ date: '2026-05-16', today, completeness: 'future' })).toBe(true);
  });

  it('is not one that has been read, also where the reader’s clock is behind', () => {
    expect(hasNotBegun({ date: '2026-05-16', today, completeness: 'open' })).toBe(false);
    expect(hasNotBegun({ date: '2026-05-16', today, completeness: 'no_sales' })).toBe(false);
  });

  it('is one after today of which nothing is known', () => {
    expect(hasNotBegun({ date: '2026-05-16', today, completeness: undefined })).toBe(true);
    expect(hasNotBegun({ date: '2026-05-16', today, completeness: 'missing' })).toBe(true);
    expect(hasNotBegun({ date: '2026-05-15', today, completeness: 'missing' })).toBe(false);
  });
});
