import { expect, test } from 'vitest';
import { cutRange } from './cut-range.ts';

test('a range is cut into pieces that hold each of its days once', () => {
  expect(cutRange({ from: '2026-05-01', to: '2026-05-01' }, 7)).toEqual([
    { from: '2026-05-01', to: '2026-05-01' },
  ]);
  expect(cutRange({ from: '2026-02-25', to: '2026-03-05' }, 7)).toEqual([
    { from: '2026-02-25', to: '2026-03-03' },
    { from: '2026-03-04', to: '2026-03-05' },
  ]);
  expect(cutRange({ from: '2026-05-02', to: '2026-05-01' }, 7)).toEqual([]);
});
