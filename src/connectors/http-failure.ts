/**
 * What the vendor-facing HTTP throws, described structurally: connectors know the shape and never
 * import the client, so a connector runs with any client that keeps to it.
 */

import type { Json } from './contract.ts';

export const httpFailureKinds = [
  'status', // an answer other than 2xx: `status` and, where the body was JSON, `json`
  'timeout', // no complete answer in time
  'network', // no connection, or it broke
  'too_large', // more bytes than the limit
  'not_json', // a 2xx answer that is no complete JSON
  'redirect', // the vendor sends us elsewhere; never followed with credentials
  'blocked_address', // the configured address is not one we may call
  'aborted', // we stopped it ourselves
] as const;
export type HttpFailureKind = (typeof httpFailureKinds)[number];

export interface HttpFailure {
  kind: HttpFailureKind;
  status?: number | undefined;
  json?: Json | undefined;
  /** From `Retry-After`, counted from the answer. */
  retryAfterMs?: number | undefined;
  /** The beginning of an answer that is not what was asked for; without secrets. */
  bodyStart?: string | undefined;
  /** The system's word for a broken connection, e.g. ECONNREFUSED. */
  code?: string | undefined;
}

/** The failure when `error` is one of the HTTP client's, else null. */
export function findHttpFailure(error: unknown): HttpFailure | null {
  if (!(error instanceof Error) || error.name !== 'HttpFailure') return null;
  const kind = (error as Error & { kind?: unknown }).kind;
  const isKnown = httpFailureKinds.some((known) => known === kind);
  return isKnown ? (error as Error & HttpFailure) : null;
}
