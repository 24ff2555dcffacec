import { expect, it } from 'vitest';
import { pairHours } from './pair-hours.ts';

const hour = (name: string, netMinor: number) => ({
  hour: name,
  netMinor,
  orders: netMinor === 0 ? 0 : 1,
});

it('keeps the order of the business day past midnight and drops the quiet ends', () => {
  const now = [hour('05', 0), hour('11', 10), hour('23', 20), hour('00', 30), hour('04', 0)];
  expect(pairHours(now, []).map((pair) => pair.hour)).toEqual(['11', '23', '00']);
});

it('keeps an hour that only last week was busy', () => {
  const pairs = pairHours([hour('05', 0), hour('12', 10)], [hour('05', 0), hour('11', 7)]);
  expect(pairs).toEqual([
    { hour: '11', orders: 0, netMinor: 0, beforeMinor: 7 },
    { hour: '12', orders: 1, netMinor: 10, beforeMinor: 0 },
  ]);
});

it('is empty for a day without sales', () => {
  expect(pairHours([hour('05', 0)], [])).toEqual([]);
});
