import { describe, expect, it } from 'vitest';
import { parseRetryAfterMs } from './retry-after.ts';

const nowMs = Date.UTC(2026, 0, 5, 12);

describe('a Retry-After header', () => {
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['1.5', 1_500],
    ['Mon, 05 Jan 2026 12:00:30 GMT', 30_000],
    ['Mon, 05 Jan 2026 11:00:00 GMT', 0],
    ['999999999', 86_400_000],
  ])('of %j means %i ms', (header, waitMs) => {
    expect(parseRetryAfterMs(header, nowMs)).toBe(waitMs);
  });

  it.each([undefined, '', '-1', 'soon', '2026-01-05', '1e3', 'Mon, 99 Foo 2026 GMT'])(
    'of %j means nothing',
    (header) => {
      expect(parseRetryAfterMs(header, nowMs)).toBeUndefined();
    },
  );
});
