import { describe, expect, it } from 'vitest';
import { dayStartMs } from '#kernel/business-day.ts';
import type { Backfill } from './integration.ts';
import { presentBackfill } from './present-backfill.ts';

const rule = { timeZone: 'America/Toronto', cutoff: '05:00' };
const dayMs = (date: string) => dayStartMs(date, rule);
const nowMs = dayMs('2025-03-15');
const integration = { historyFrom: '2024-03-10' };
const limits = { windowDaysMax: 10, requestsPerMinuteMax: 240 };

function backfill(choices: Partial<Backfill>): Backfill {
  const toMs = choices.toMs ?? dayMs('2025-03-10');
  return {
    companyId: 'c',
    backfillId: 'b',
    integrationId: 'i',
    locationId: 'l',
    state: 'running',
    fromMs: dayMs('2024-03-10'),
    toMs,
    reachedMs: toMs,
    ordersImported: 0,
    chunkDays: 7,
    failureCount: 0,
    startedAtMs: null,
    finishedAtMs: null,
    problem: null,
    ...choices,
  };
}

const present = (backfills: Backfill[]) =>
  presentBackfill(integration, backfills, { nowMs, rule, limits });

describe('the progress of an import', () => {
  it('is by time covered, with what is left at the pace since the start', () => {
    const spanMs = dayMs('2025-03-10') - dayMs('2024-03-10');
    const view = present([
      backfill({
        reachedMs: dayMs('2025-03-10') - spanMs / 4,
        startedAtMs: nowMs - 60_000,
        ordersImported: 5000,
      }),
    ]);
    expect(view).toMatchObject({
      ...{ state: 'running', percent: 25, etaSeconds: 180, ordersImported: 5000 },
      from: '2024-03-10',
    });
  });

  it('promises no end sooner than the vendor may be asked for all of it', () => {
    // 4,380 days are 438 questions: 198 of them come after the first minute’s 240.
    const [fromMs, toMs] = [dayMs('2025-03-10') - 4380 * 86_400_000, dayMs('2025-03-10')];
    const reachedMs = toMs - (toMs - fromMs) / 2;
    const view = present([backfill({ fromMs, toMs, reachedMs, startedAtMs: nowMs - 3000 })]);
    expect(view).toMatchObject({ percent: 50, etaSeconds: 47 });
  });

  it('sums locations and tells the date from which every one of them is complete', () => {
    const view = present([
      backfill({ state: 'done', reachedMs: dayMs('2024-03-10'), startedAtMs: nowMs - 30_000 }),
      backfill({ state: 'running', reachedMs: dayMs('2024-12-01'), startedAtMs: nowMs - 20_000 }),
    ]);
    expect(view).toMatchObject({ state: 'running', percent: 63, reachedDate: '2024-12-01' });
    // 464 of 730 days took 30 s; the 266 left take 17.2.
    expect(view.etaSeconds).toBe(18);
  });

  it('knows no date and no end before anything is stored', () => {
    const pending = present([backfill({ state: 'pending' })]);
    expect(pending).toMatchObject({
      ...{ state: 'pending', percent: 0, etaSeconds: null, reachedDate: null },
    });
  });

  it('says 100 only when all is stored', () => {
    const nearly = present([backfill({ reachedMs: dayMs('2024-03-10') + 1000, startedAtMs: 0 })]);
    expect(nearly.percent).toBe(99);
    const done = present([backfill({ state: 'done', reachedMs: dayMs('2024-03-10') })]);
    expect(done).toMatchObject({ state: 'done', percent: 100, reachedDate: '2024-03-10' });
    expect(present([])).toMatchObject({ state: 'done', percent: 100 });
  });

  it.each([
    [['failed', 'done'], 'failed'],
    [['cancelled', 'done'], 'cancelled'],
    [['pending', 'done'], 'running'],
    [['pending', 'pending'], 'pending'],
    [['failed', 'running'], 'running'],
  ] as const)('of %j together is %s', (states, expected) => {
    expect(present(states.map((state) => backfill({ state }))).state).toBe(expected);
  });
});
