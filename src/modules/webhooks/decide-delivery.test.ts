import { expect, it } from 'vitest';
import { decideDelivery, retryWaitsMs } from './decide-delivery.ts';

const hourMs = 3_600_000;
const refused = {
  isTaken: false,
  status: 500,
  failure: 'status',
  answerStart: '',
  retryAfterMs: null,
} as const;
const question = {
  result: refused,
  attemptCount: 1,
  firstAttemptMs: 0,
  lastSuccessMs: null,
  isTest: false,
  nowMs: 1000,
  random: 0,
};

it('tries for about three days, waiting longer each time', () => {
  const total = retryWaitsMs.reduce((sum, wait) => sum + wait, 0);
  expect(total / hourMs).toBeGreaterThan(70);
  expect(total / hourMs).toBeLessThan(74);
  expect([...retryWaitsMs].sort((a, b) => a - b)).toEqual(retryWaitsMs);
});

it('waits the next of its waits, up to a tenth longer by chance', () => {
  expect(decideDelivery(question)).toMatchObject({ kind: 'retry', atMs: 6000 });
  expect(decideDelivery({ ...question, random: 0.999 })).toMatchObject({ atMs: 6499 });
  expect(decideDelivery({ ...question, attemptCount: 12 })).toMatchObject({
    atMs: 1000 + 24 * hourMs,
  });
});

it('waits as long as the receiver asks, but no longer than a day', () => {
  const asked = (retryAfterMs: number) =>
    decideDelivery({ ...question, result: { ...refused, status: 429, retryAfterMs } });
  expect(asked(60_000)).toMatchObject({ atMs: 61_000 });
  expect(asked(1)).toMatchObject({ atMs: 6000 });
  expect(asked(99 * hourMs)).toMatchObject({ atMs: 1000 + 24 * hourMs });
});

it('gives the endpoint up with a message whose attempts are spent when nothing else was taken', () => {
  const last = { ...question, attemptCount: 13, firstAttemptMs: 5000, nowMs: 72 * hourMs };
  expect(decideDelivery(last)).toMatchObject({ kind: 'given_up', disables: 'failing' });
  const before = decideDelivery({ ...last, lastSuccessMs: 4999 });
  expect(before).toMatchObject({ kind: 'given_up', disables: 'failing' });
  const since = decideDelivery({ ...last, lastSuccessMs: 5000 });
  expect(since).toMatchObject({ kind: 'given_up', disables: null });
});

it('gives up at once what says it is gone, and a test whatever it says', () => {
  const gone = { ...refused, status: 410 };
  expect(decideDelivery({ ...question, result: gone })).toMatchObject({ disables: 'gone' });
  expect(decideDelivery({ ...question, result: gone, isTest: true })).toEqual({
    ...{ kind: 'given_up', disables: null },
    reason: 'a test is sent once',
  });
});
