import { expect, it } from 'vitest';
import { toVenueDay } from '#modules/sales/index.ts';
import { toWindows } from './ask-doubtful-days.ts';

const rule = { timeZone: 'America/Toronto', cutoff: '05:00', morningEnd: '15:00' };
const doubtful = (...dates: string[]) => dates.map((date) => ({ day: toVenueDay(date, rule) }));
const told = (...dates: string[]) =>
  toWindows(doubtful(...dates)).map(({ fromMs, toMs }) => [
    new Date(fromMs).toISOString(),
    new Date(toMs).toISOString(),
  ]);

it('asks for days close together at once, and for others apart', () => {
  expect(told()).toEqual([]);
  expect(told('2026-02-20', '2026-02-23', '2026-02-27')).toEqual([
    ['2026-02-20T10:00:00.000Z', '2026-02-24T10:00:00.000Z'],
    ['2026-02-27T10:00:00.000Z', '2026-02-28T10:00:00.000Z'],
  ]);
});

it('begins and ends with business days, also where clocks change', () => {
  expect(told('2026-03-07')).toEqual([['2026-03-07T10:00:00.000Z', '2026-03-08T09:00:00.000Z']]);
});
