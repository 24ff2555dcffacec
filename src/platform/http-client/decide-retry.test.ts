import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRetry, type RetryQuestion } from './decide-retry.ts';

function ask(changes: {
  method?: 'GET' | 'POST';
  failure?: Partial<RetryQuestion['failure']>;
  attempts?: number;
  remainingMs?: number;
  random?: number;
}) {
  return decideRetry({
    method: changes.method ?? 'GET',
    failure: { kind: 'network', isUnsent: false, ...changes.failure },
    attempts: changes.attempts ?? 1,
    retriesMax: 3,
    remainingMs: changes.remainingMs ?? 30_000,
    random: changes.random ?? 0.5,
  });
}

describe('the decision to ask again', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('repeats a GET after status %i', (status) => {
    expect(ask({ failure: { kind: 'status', status } })).toMatchObject({
      retry: true,
      reason: 'transient',
    });
  });

  it.each([400, 401, 403, 404, 409, 422, 501])('takes status %i for the answer', (status) => {
    expect(ask({ failure: { kind: 'status', status } })).toMatchObject({
      retry: false,
      reason: 'not_transient',
    });
  });

  it('takes an answer that cannot be used for final', () => {
    const kinds = ['not_json', 'too_large', 'redirect', 'blocked_address', 'aborted'] as const;
    for (const kind of kinds) expect(ask({ failure: { kind } }).reason).toBe('not_transient');
  });

  it('repeats a POST only when nothing was sent', () => {
    expect(ask({ method: 'POST' }).reason).toBe('may_have_been_received');
    expect(ask({ method: 'POST', failure: { kind: 'status', status: 503 } }).retry).toBe(false);
    expect(ask({ method: 'POST', failure: { isUnsent: true } }).retry).toBe(true);
  });

  it('stops after three retries', () => {
    expect(ask({ attempts: 3 }).retry).toBe(true);
    expect(ask({ attempts: 4 }).reason).toBe('retries_spent');
  });

  it('waits as long as the vendor says, if that is short', () => {
    const failure = { kind: 'status', status: 429 } as const;
    expect(ask({ failure: { ...failure, retryAfterMs: 5_000 } })).toEqual({
      retry: true,
      reason: 'vendor_names_wait',
      waitMs: 5_000,
    });
    expect(ask({ failure: { ...failure, retryAfterMs: 5_001 } }).reason).toBe(
      'vendor_wait_too_long',
    );
  });

  it('does not wait beyond the deadline', () => {
    expect(ask({ remainingMs: 100, random: 0.9 }).reason).toBe('deadline_too_near');
    expect(ask({ remainingMs: 0, random: 0 }).reason).toBe('deadline_too_near');
  });

  it('spreads waits over a span that doubles up to four seconds', () => {
    expect(ask({ attempts: 1, random: 0.999 }).waitMs).toBe(249);
    expect(ask({ attempts: 3, random: 0.999 }).waitMs).toBe(999);
    const anyAttempts = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(
        anyAttempts,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempts, random) => {
          const { waitMs } = ask({ attempts, random });
          expect(waitMs).toBeGreaterThanOrEqual(0);
          expect(waitMs).toBeLessThan(4_000);
        },
      ),
    );
  });
});
