import type { EpochMs } from '#kernel/clock.ts';
import type { Json, Problem } from '../contract.ts';
import { findHttpFailure, type HttpFailure } from '../http-failure.ts';
import {
  type ProblemCode,
  rateLimitedMessage,
  rateLimitedVerifyMessage,
  sentences,
} from './messages.ts';

/** A 2xx answer that is JSON and still not what was agreed. `detail` names shapes, never values. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** Names of what an aborted signal throws. */
const STOPPED = ['AbortError', 'TimeoutError'];
const RATE_LIMIT_WAIT_DEFAULT_MS = 60_000;
const RATE_LIMIT_WAIT_MAX_MS = 6 * 3_600_000;

/** What any error of `verify` and `fetch` means for the engine and the user. */
export function classify(error: unknown, nowMs: EpochMs): Problem {
  const failure = findHttpFailure(error);
  if (failure !== null) return classifyFailure(failure, nowMs);
  if (error instanceof UnexpectedAnswer) {
    return problem('cluster.answer_unexpected', error.message.slice(0, 200));
  }
  if (error instanceof Error && STOPPED.includes(error.name)) return problem('cluster.interrupted');
  // The name alone: the message of an unknown error may quote anything.
  return problem('cluster.failed', error instanceof Error ? error.name.slice(0, 60) : typeof error);
}

/** A problem by its code. */
export function problem(code: ProblemCode, detail?: string): Problem {
  const { kind, message } = sentences[code];
  return detail === undefined ? { kind, code, message } : { kind, code, message, detail };
}

/** The same trouble in the words for somebody who tries credentials. */
export function toVerifyProblem(found: Problem, nowMs: EpochMs): Problem {
  if (found.code === 'cluster.rate_limited')
    return { ...found, message: rateLimitedVerifyMessage((found.retryAtMs ?? nowMs) - nowMs) };
  // Nobody goes on from where a trial stopped: it is tried again, as after any wait in vain.
  const code = found.code === 'cluster.interrupted' ? 'cluster.timeout' : found.code;
  return { ...found, message: sentences[code as ProblemCode].verifyMessage };
}

function classifyFailure(failure: HttpFailure, nowMs: EpochMs): Problem {
  switch (failure.kind) {
    case 'status':
      return classifyStatus(failure, nowMs);
    case 'timeout':
      return problem('cluster.timeout');
    case 'network':
      return problem('cluster.unreachable', failure.code?.slice(0, 60));
    case 'too_large':
      return problem('cluster.answer_too_large');
    case 'not_json':
      return problem(isCutOff(failure) ? 'cluster.answer_cut_off' : 'cluster.answer_not_json');
    case 'redirect':
      return problem('cluster.redirected');
    case 'blocked_address':
      return problem('cluster.address_blocked');
    case 'aborted':
      return problem('cluster.interrupted');
  }
}

function classifyStatus(failure: HttpFailure, nowMs: EpochMs): Problem {
  const status = failure.status ?? 0;
  const word = errorWord(failure.json);
  const detail = `HTTP ${status}${word === '' ? '' : ` ${word}`}`;
  if (status === 429) return rateLimited(failure.retryAfterMs, nowMs);
  if (word === 'pos_offline') return problem('cluster.venue_offline', detail);
  if (word === 'not_activated') return problem('cluster.not_activated', detail);
  if (status === 401) return problem('cluster.key_refused', detail);
  if (status === 403) return problem('cluster.not_allowed', detail);
  if (status === 404) {
    return problem(
      word === 'unknown_serial' ? 'cluster.serial_unknown' : 'cluster.address_unknown',
      detail,
    );
  }
  if (status === 400 && word === 'query_not_allowed')
    return problem('cluster.query_refused', detail);
  if (status === 408) return problem('cluster.timeout', detail);
  if (status >= 500) return problem('cluster.down', detail);
  return problem('cluster.answer_unexpected', detail);
}

function rateLimited(retryAfterMs: number | undefined, nowMs: EpochMs): Problem {
  const askedMs = retryAfterMs ?? RATE_LIMIT_WAIT_DEFAULT_MS;
  const waitMs = Math.min(Math.max(askedMs, 1000), RATE_LIMIT_WAIT_MAX_MS);
  return {
    kind: 'rate_limited',
    code: 'cluster.rate_limited',
    message: rateLimitedMessage(waitMs),
    retryAtMs: nowMs + waitMs,
  };
}

/** Cluster's own word for the trouble, when it is a word and no sentence that may quote a secret. */
function errorWord(json: Json | undefined): string {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return '';
  const word = json.error;
  return typeof word === 'string' && /^[a-z][a-z_]{1,40}$/.test(word) ? word : '';
}

function isCutOff(failure: HttpFailure): boolean {
  return /^\s*[[{]/.test(failure.bodyStart ?? '');
}
