import { describe, expect, it } from 'vitest';
import { hasNotBegun } from './not-begun.ts';

const today = '2026-05-15';
const unread = { netMinor: null };

describe('a day that has not begun', () => {
  it('is what the server says, also where the reader’s clock is ahead', () => {
    const day = { completeness: 'future' as const, ...unread };
    expect(hasNotBegun({ date: '2026-05-15', today, day })).toBe(true);
    expect(hasNotBegun({ date: '2026-05-16', today, day })).toBe(true);
  });

  it('is not one with figures, also where the reader’s clock is behind', () => {
    const day = { completeness: 'open' as const, netMinor: 1250 };
    expect(hasNotBegun({ date: '2026-05-16', today, day })).toBe(false);
    expect(hasNotBegun({ date: '2026-05-16', today, day: { ...day, netMinor: 0 } })).toBe(false);
  });

  it('is one after today of which nothing is known', () => {
    const day = { completeness: 'missing' as const, ...unread };
    expect(hasNotBegun({ date: '2026-05-16', today, day: undefined })).toBe(true);
    expect(hasNotBegun({ date: '2026-05-16', today, day })).toBe(true);
    expect(hasNotBegun({ date: '2026-05-15', today, day })).toBe(false);
    expect(hasNotBegun({ date: '2026-05-15', today, day: undefined })).toBe(false);
  });
});
