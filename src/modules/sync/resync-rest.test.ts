import { expect, test } from 'vitest';
import { givenUpProblem, isLastTry, type ResyncJob, restOf } from './resync-rest.ts';

const job: ResyncJob = {
  ...{ companyId: 'c', integrationId: 'i', from: '2026-03-01', to: '2026-03-20' },
  runIds: { a: 'run-a', b: 'run-b' },
};
const failed = { locationId: 'a', from: '2026-03-11', why: 'failed' } as const;
const busy = { locationId: 'b', from: '2026-03-01', why: 'busy' } as const;

test('nothing is left when everything was read', () => {
  expect(restOf(job, [], 0)).toBeNull();
});

test('what failed is read from where it stopped, later each time, under runs of their own', () => {
  const first = restOf(job, [failed], 0);
  expect(first).toMatchObject({
    job: { from: '2026-03-01', left: { a: '2026-03-11' }, failureCount: 1, runIds: {} },
    startAfterMs: 60_000,
  });
  const second = restOf(first?.job ?? job, [failed], 0);
  expect(second).toMatchObject({ job: { failureCount: 2 }, startAfterMs: 120_000 });
});

test('a location that is busy is asked in a moment, under the id that was told', () => {
  expect(restOf(job, [busy], 1000)).toMatchObject({
    job: { left: { b: '2026-03-01' }, failureCount: 0, runIds: { b: 'run-b' } },
    startAfterMs: 3000,
  });
});

test('a rate limit is waited out and is no failure', () => {
  const deferred = { ...failed, why: 'deferred', untilMs: 7000 } as const;
  expect(restOf(job, [deferred], 0)).toMatchObject({
    job: { failureCount: 0, left: { a: '2026-03-11' } },
    startAfterMs: 7000,
  });
});

test('after two days nobody asks any more, and the sentence says so', () => {
  const old = { ...job, failureCount: 47 };
  expect(isLastTry(old)).toBe(true);
  expect(isLastTry(job)).toBe(false);
  expect(restOf(old, [failed], 0)).toBeNull();
  expect(restOf(old, [failed, busy], 0)?.job.left).toEqual({ b: '2026-03-01' });
  const message = { en: 'The gap is filled by itself.', fr: 'Le vide se comble tout seul.' };
  const told = givenUpProblem({ kind: 'unavailable', code: 'cluster.down', message }, job);
  expect(told).toMatchObject({ code: 'engine.resync_given_up', detail: 'cluster.down' });
  expect(told.message.en).toContain('from 2026-03-01 to 2026-03-20');
  expect(told.message.en).not.toContain('by itself');
});
