import type { HttpFailureKind } from '#platform/http-client/http-failure.ts';

const [secondMs, minuteMs, hourMs] = [1000, 60_000, 3_600_000];

/** Waits before the second, third … attempt: three days in all. */
export const retryWaitsMs: readonly number[] = [
  5 * secondMs,
  30 * secondMs,
  2 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
  hourMs,
  2 * hourMs,
  4 * hourMs,
  8 * hourMs,
  16 * hourMs,
  16 * hourMs,
  24 * hourMs,
];
/** A receiver that names a longer wait is asked after this one. */
const retryAfterMsMax = 24 * hourMs;
/** So much of a wait is added by chance, so that messages that failed together do not come back together. */
const jitterShare = 0.1;
const gone = 410;

/** What one attempt came to. */
export interface AttemptResult {
  isTaken: boolean;
  status: number | null;
  failure: HttpFailureKind | null;
  answerStart: string | null;
  retryAfterMs: number | null;
}

export type DisabledReason = 'user' | 'gone' | 'failing';

export type DeliveryDecision =
  | { kind: 'delivered'; reason: string }
  | { kind: 'retry'; atMs: number; reason: string }
  | { kind: 'given_up'; disables: Exclude<DisabledReason, 'user'> | null; reason: string };

/**
 * What follows from an attempt. An endpoint is given up when it says it is gone, or when a message's
 * last attempt failed and it took nothing at all since that message's first.
 */
export function decideDelivery(question: {
  result: AttemptResult;
  /** This one included. */
  attemptCount: number;
  firstAttemptMs: number;
  /** When the endpoint last took a message, whichever; null when it never did. */
  lastSuccessMs: number | null;
  isTest: boolean;
  nowMs: number;
  /** In [0, 1). */
  random: number;
}): DeliveryDecision {
  const { result, attemptCount, isTest, nowMs } = question;
  if (result.isTaken) return { kind: 'delivered', reason: 'the receiver took it' };
  if (isTest) return { kind: 'given_up', disables: null, reason: 'a test is sent once' };
  if (result.status === gone) {
    return { kind: 'given_up', disables: 'gone', reason: 'the receiver says it is gone' };
  }
  const waitMs = retryWaitsMs[attemptCount - 1];
  if (waitMs !== undefined) {
    const namedMs = Math.min(result.retryAfterMs ?? 0, retryAfterMsMax);
    const spreadMs = Math.floor(waitMs * jitterShare * question.random);
    return { kind: 'retry', atMs: nowMs + Math.max(waitMs + spreadMs, namedMs), reason: 'later' };
  }
  const { lastSuccessMs, firstAttemptMs } = question;
  const tookNothing = lastSuccessMs === null || lastSuccessMs < firstAttemptMs;
  return tookNothing
    ? { kind: 'given_up', disables: 'failing', reason: 'nothing was taken for three days' }
    : { kind: 'given_up', disables: null, reason: 'attempts spent; other messages were taken' };
}
