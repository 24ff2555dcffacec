import { expect, test } from 'vitest';
import { addDays, businessDateOf, dayStartMs, listDates } from '#kernel/business-day.ts';
import { windowsAround } from './seek-moved.ts';

const rule = { timeZone: 'America/Toronto', cutoff: '05:00' };
const startOf = (date: string) => dayStartMs(date, rule);
const noon = 7 * 3_600_000;

test('a month to each side is asked for, nearest days first, in pieces a till allows', () => {
  const window = { fromMs: startOf('2026-03-08'), toMs: startOf('2026-03-10') };
  const nowMs = startOf('2026-06-01');
  const around = windowsAround(window, { daysMax: 10, rule, nowMs });
  const dates = around.map(({ fromMs, toMs }) => [
    businessDateOf(fromMs, rule),
    businessDateOf(toMs - 1, rule),
  ]);
  expect(dates).toEqual([
    ['2026-02-26', '2026-03-07'],
    ['2026-03-10', '2026-03-19'],
    ['2026-02-16', '2026-02-25'],
    ['2026-03-20', '2026-03-29'],
    ['2026-02-06', '2026-02-15'],
    ['2026-03-30', '2026-04-08'],
    ['2026-02-05', '2026-02-05'],
    ['2026-04-09', '2026-04-09'],
  ]);
});

test.each([1, 3, 10, 31, 90])(
  'no day is asked for twice or left out in pieces of %i',
  (daysMax) => {
    const window = { fromMs: startOf('2026-03-08'), toMs: startOf('2026-03-09') };
    const around = windowsAround(window, { daysMax, rule, nowMs: startOf('2026-06-01') });
    const dates = around.flatMap(({ fromMs, toMs }) =>
      listDates(businessDateOf(fromMs, rule), businessDateOf(toMs - 1, rule)),
    );
    const wanted = listDates('2026-02-05', '2026-04-08').filter((date) => date !== '2026-03-08');
    expect(dates.sort()).toEqual(wanted);
  },
);

test('nothing is asked for after now, and a window that ends now is followed by nothing', () => {
  const nowMs = startOf('2026-03-10') + noon;
  const today = { fromMs: startOf('2026-03-08'), toMs: nowMs };
  const after = (window: typeof today) =>
    windowsAround(window, { daysMax: 10, rule, nowMs }).filter(
      ({ fromMs }) => fromMs >= window.toMs,
    );
  expect(after(today)).toEqual([]);
  const past = { fromMs: startOf('2026-03-05'), toMs: startOf('2026-03-06') };
  expect(after(past)).toEqual([{ fromMs: past.toMs, toMs: nowMs }]);
  expect(businessDateOf(after(past)[0]?.fromMs ?? 0, rule)).toBe(addDays('2026-03-05', 1));
});
