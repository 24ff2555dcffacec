import { HttpFailure } from './http-failure.ts';
import { BlockedAddressError } from './origin-pools.ts';

const TIMEOUT_CODES = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
/** No connection was made, so the vendor has seen nothing. */
const UNSENT_CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What was going on when something was thrown. */
export interface CallState {
  title: string;
  timeoutMs: number;
  /** The caller's own signal has aborted. */
  isAborted: boolean;
  /** The whole call's time is over. */
  isOverdue: boolean;
}

/**
 * Turns whatever a request threw into a failure with its kind.
 * @throws TypeError when the call could not be written as HTTP: the caller's mistake.
 */
export function toFailure(thrown: unknown, state: CallState): HttpFailure {
  if (thrown instanceof HttpFailure) return thrown;
  if (thrown instanceof TypeError) throw thrown;
  if (codeOf(thrown) === 'UND_ERR_INVALID_ARG') {
    throw new TypeError(`${state.title} holds characters that HTTP forbids`, { cause: thrown });
  }
  const { title } = state;
  if (state.isAborted)
    return new HttpFailure({ kind: 'aborted', message: `${title} was given up` });
  const code = codeOf(thrown);
  const isUnsent = code !== undefined && UNSENT_CODES.has(code);
  const common = { code, isUnsent, cause: thrown };
  if (state.isOverdue) {
    const message = `${title} gave no complete answer within ${state.timeoutMs} ms`;
    return new HttpFailure({ kind: 'timeout', message, code });
  }
  if (isBlocked(thrown)) {
    const message = `${title} was not sent: the host is not on the public internet`;
    return new HttpFailure({ kind: 'blocked_address', message, isUnsent: true });
  }
  if (code !== undefined && TIMEOUT_CODES.has(code)) {
    return new HttpFailure({ kind: 'timeout', message: `${title} timed out (${code})`, ...common });
  }
  const message = `${title} failed on the network (${code ?? 'no code'})`;
  return new HttpFailure({ kind: 'network', message, ...common });
}

function codeOf(thrown: unknown): string | undefined {
  const code = (thrown as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

function isBlocked(thrown: unknown): boolean {
  if (thrown instanceof BlockedAddressError) return true;
  if (thrown instanceof AggregateError) return thrown.errors.some(isBlocked);
  return thrown instanceof Error && thrown.cause instanceof BlockedAddressError;
}
