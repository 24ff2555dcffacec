import type { Pool } from 'undici';
import type { ReadBody, VendorAnswer, VendorCall } from '#connectors/contract.ts';
import type { Clock } from '#kernel/clock.ts';
import { startDeadline } from './deadline.ts';
import { decideRetry } from './decide-retry.ts';
import type { HttpFailure } from './http-failure.ts';
import { readAnswer } from './read-answer.ts';
import type { RequestBudget, Sleep } from './request-budget.ts';
import { toFailure } from './to-failure.ts';
import { toRequest } from './to-request.ts';

/** What all calls of a client have in common. */
export interface CallEnvironment {
  base: URL;
  pool: Pool;
  budget: RequestBudget | undefined;
  timeoutMs: number;
  responseBytesMax: number;
  retries: number;
  redact: (text: string) => string;
  clock: Clock;
  signal: AbortSignal | undefined;
  sleep: Sleep;
  random: () => number;
  onAttempt: ((attempt: { outcome: string; durationMs: number }) => void) | undefined;
}

/** A call, and how its answer is read. */
export interface ReadCall<T> {
  call: VendorCall;
  read: ReadBody<T>;
  /** Names the call in messages; free of secrets. */
  title: string;
}

/**
 * One call with its retries.
 * @throws HttpFailure for anything the network or the vendor does; TypeError for a call that
 *   cannot be written as HTTP.
 */
export async function runCall<T>(
  env: CallEnvironment,
  { call, read, title }: ReadCall<T>,
): Promise<VendorAnswer<T>> {
  const { timeoutMs, clock, signal } = env;
  const isAborted = () => signal?.aborted ?? false;
  const request = toRequest(env.base, call, timeoutMs);
  // The first turn is waited for outside the deadline: a full budget is not the vendor's slowness.
  let endTurn = await env.budget?.take(signal).catch((thrown: unknown) => {
    throw toFailure(thrown, { title, timeoutMs, isAborted: isAborted(), isOverdue: false });
  });
  const deadline = startDeadline({ timeoutMs, clock, signal });
  try {
    for (let attempts = 1; ; attempts++) {
      const startedAtMs = clock.now();
      try {
        const response = await env.pool.request({ ...request, signal: deadline.signal });
        const answer = await readAnswer(response, { ...env, title, nowMs: clock.now() }, read);
        env.onAttempt?.({ outcome: '2xx', durationMs: clock.now() - startedAtMs });
        return answer;
      } catch (thrown) {
        const isOverdue = deadline.isOverdue();
        const failure = toFailure(thrown, { title, timeoutMs, isAborted: isAborted(), isOverdue });
        env.onAttempt?.({ outcome: outcomeOf(failure), durationMs: clock.now() - startedAtMs });
        const decision = decideRetry({
          method: call.method,
          failure,
          attempts,
          retriesMax: env.retries,
          remainingMs: deadline.remainingMs(),
          random: env.random(),
        });
        if (!decision.retry) throw failure;
        endTurn?.();
        endTurn = undefined;
        await env.sleep(decision.waitMs, deadline.signal);
        endTurn = await env.budget?.take(deadline.signal);
      }
    }
  } catch (thrown) {
    // Failures pass as they are; what is left are interrupted waits.
    const isOverdue = deadline.isOverdue();
    throw toFailure(thrown, { title, timeoutMs, isAborted: isAborted(), isOverdue });
  } finally {
    endTurn?.();
    deadline.end();
  }
}

function outcomeOf(failure: HttpFailure): string {
  return failure.kind === 'status' ? `${String(failure.status)[0]}xx` : failure.kind;
}
