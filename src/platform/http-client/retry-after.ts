import type { EpochMs } from '#kernel/clock.ts';

/** A vendor that asks for more than a day means something else. */
const WAIT_MS_MAX = 86_400_000;

/**
 * How long a `Retry-After` header (RFC 9110 §10.2.3: seconds, or an HTTP date) asks us to wait.
 * Undefined when absent or unreadable; a date in the past is no wait.
 */
export function parseRetryAfterMs(header: string | undefined, nowMs: EpochMs): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return bounded(Math.ceil(Number(text) * 1000));
  // Only the form with a zone is unambiguous; Date.parse would read much more.
  if (!/^[A-Za-z]{3,9}, .+ GMT$/.test(text)) return undefined;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : bounded(atMs - nowMs);
}

function bounded(waitMs: number): number {
  return Math.min(Math.max(waitMs, 0), WAIT_MS_MAX);
}
