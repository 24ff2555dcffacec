import type { Json } from '#connectors/contract.ts';

/** What went wrong with a call, by what a connector can conclude from it. */
export type HttpFailureKind =
  | 'status' // an answer other than 2xx (and not 3xx)
  | 'redirect' // 3xx: never followed
  | 'timeout' // no complete answer in time, whatever the reason
  | 'network' // no connection, or it broke
  | 'too_large' // more bytes than allowed, compressed or not
  | 'not_json' // a complete answer that is not JSON
  | 'blocked_address' // the host is not on the public internet
  | 'aborted'; // the caller gave up

interface HttpFailureInput {
  kind: HttpFailureKind;
  /** For us; without secrets. */
  message: string;
  status?: number | undefined;
  json?: Json | undefined;
  bodyStart?: string | undefined;
  retryAfterMs?: number | undefined;
  code?: string | undefined;
  isUnsent?: boolean | undefined;
  cause?: unknown;
}

/** A call to a vendor that gave no usable answer. The message is bounded and free of secrets. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly kind: HttpFailureKind;
  /** The vendor's status, when there was an answer. */
  readonly status: number | undefined;
  /** The body of a `status` failure, when it was JSON. Not redacted: do not log it. */
  readonly json: Json | undefined;
  /** The first characters (at most 600) of an answer that is not what was asked for; redacted. */
  readonly bodyStart: string | undefined;
  /** How long the vendor asks us to wait. */
  readonly retryAfterMs: number | undefined;
  /** The system's or the HTTP library's code, e.g. ECONNREFUSED. */
  readonly code: string | undefined;
  /** True when surely nothing reached the vendor. */
  readonly isUnsent: boolean;

  constructor(input: HttpFailureInput) {
    super(input.message, input.cause === undefined ? undefined : { cause: input.cause });
    this.kind = input.kind;
    this.status = input.status;
    this.json = input.json;
    this.bodyStart = input.bodyStart;
    this.retryAfterMs = input.retryAfterMs;
    this.code = input.code;
    this.isUnsent = input.isUnsent ?? false;
  }
}
