import type { HttpFailureKind } from './http-failure.ts';

/** Everything the decision looks at. */
export interface RetryQuestion {
  method: 'GET' | 'POST';
  failure: {
    kind: HttpFailureKind;
    status?: number | undefined;
    retryAfterMs?: number | undefined;
    isUnsent: boolean;
  };
  /** Attempts made so far, the failed one included. */
  attempts: number;
  retriesMax: number;
  /** What is left of the whole call's time. */
  remainingMs: number;
  /** In [0, 1): where in the backoff's span this wait falls. */
  random: number;
}

export interface RetryDecision {
  retry: boolean;
  reason:
    | 'transient'
    | 'vendor_names_wait'
    | 'not_transient'
    | 'may_have_been_received'
    | 'retries_spent'
    | 'vendor_wait_too_long'
    | 'deadline_too_near';
  waitMs: number;
}

/** Longer waits belong to the schedule: they must not hold a worker. */
export const RETRY_AFTER_MS_MAX = 5_000;
const BACKOFF_FIRST_MS = 250;
const BACKOFF_MS_MAX = 4_000;
const TRANSIENT_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Whether to ask again within the same call, after how long, and why.
 * Waits are spread over the whole backoff span ("full jitter"), so that many locations that failed
 * together do not come back together.
 */
export function decideRetry(question: RetryQuestion): RetryDecision {
  const { failure } = question;
  if (!isTransient(failure)) return no('not_transient');
  // A POST that reached the vendor may have had its effect.
  if (question.method === 'POST' && !failure.isUnsent) return no('may_have_been_received');
  if (question.attempts > question.retriesMax) return no('retries_spent');
  const named = failure.retryAfterMs;
  if (named !== undefined && named > RETRY_AFTER_MS_MAX) return no('vendor_wait_too_long');
  const waitMs = named ?? backoffMs(question.attempts, question.random);
  if (waitMs >= question.remainingMs) return no('deadline_too_near');
  return { retry: true, reason: named === undefined ? 'transient' : 'vendor_names_wait', waitMs };
}

function isTransient(failure: RetryQuestion['failure']): boolean {
  if (failure.kind === 'status') return TRANSIENT_STATUS.has(failure.status ?? 0);
  return failure.kind === 'network' || failure.kind === 'timeout';
}

function backoffMs(attempts: number, random: number): number {
  const span = Math.min(BACKOFF_MS_MAX, BACKOFF_FIRST_MS * 2 ** (attempts - 1));
  return Math.floor(random * span);
}

function no(reason: RetryDecision['reason']): RetryDecision {
  return { retry: false, reason, waitMs: 0 };
}
