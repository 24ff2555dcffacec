import { describe, expect, it } from 'vitest';
import { addDays, businessDateOf, dayStartMs } from '#kernel/business-day.ts';
import { historyFromOf, monthsBefore } from './history.ts';
import { liveDaysBack, liveWindowStartMs } from './live-window.ts';

const rule = { timeZone: 'America/Toronto', cutoff: '05:00' };

describe('the first date of history', () => {
  it.each([
    ['2025-03-31', 1, '2025-02-28'],
    ['2024-03-31', 1, '2024-02-29'],
    ['2025-03-15', 12, '2024-03-15'],
    ['2024-02-29', 12, '2023-02-28'],
    ['2025-01-10', 6, '2024-07-10'],
    ['2025-12-31', 6, '2025-06-30'],
  ])('%s less %i months is %s', (date, months, expected) => {
    expect(monthsBefore(date, months)).toBe(expected);
  });

  it('counts from the business day that is running, not from the calendar date', () => {
    // 04:30 on the 15th in Toronto still belongs to the 14th.
    const nowMs = Date.UTC(2025, 2, 15, 8, 30);
    const at = { nowMs, rule, monthsDefault: 12 };
    expect(historyFromOf({ historyMonths: 6 }, at)).toBe('2024-09-14');
    expect(historyFromOf({}, at)).toBe('2024-03-14');
    expect(historyFromOf({ historyFrom: '2015-01-01' }, at)).toBe('2015-01-01');
  });
});

describe('the window of live sync', () => {
  const nowMs = Date.UTC(2025, 2, 15, 18);
  const asked = (checkpointMs: number | null, historyFrom = '2024-03-15') => ({
    ...{ checkpointMs, historyFrom },
  });

  it('begins three business days before the running one', () => {
    const startMs = liveWindowStartMs(nowMs, rule, asked(null), liveDaysBack);
    expect(startMs).toBe(dayStartMs('2025-03-12', rule));
    expect(liveWindowStartMs(nowMs, rule, asked(nowMs - 3_600_000), liveDaysBack)).toBe(startMs);
  });

  it('reaches back to the checkpoint after an outage', () => {
    const checkpointMs = dayStartMs('2025-02-20', rule) + 7_200_000;
    const startMs = liveWindowStartMs(nowMs, rule, asked(checkpointMs), liveDaysBack);
    expect(startMs).toBe(dayStartMs('2025-02-20', rule));
  });

  it('never begins before the history that is asked for', () => {
    for (const date of ['2025-03-13', '2025-03-15'])
      expect(liveWindowStartMs(nowMs, rule, asked(null, date), liveDaysBack)).toBe(
        dayStartMs(date, rule),
      );
  });

  it('leaves no gap to the history of a link whose first check comes late', () => {
    const historyEndMs = liveWindowStartMs(nowMs, rule, asked(null), liveDaysBack);
    for (let days = 0; days < 40; days += 1) {
      const laterMs = dayStartMs(addDays(businessDateOf(nowMs, rule), days), rule) + 60_000;
      const startMs = liveWindowStartMs(laterMs, rule, asked(historyEndMs), liveDaysBack);
      expect(startMs).toBeLessThanOrEqual(historyEndMs);
    }
  });
});
