import type { Localized } from './localized.ts';

/** One field of the caller's request that must change. `path` is dotted: `lines.0.quantity`. */
export interface FieldError {
  path: string;
  message: string;
}

/** What a refusal is made of; see {@link Refusal}. */
export interface RefusalInput {
  /** Stable snake_case word that programs branch on. */
  code: string;
  /** HTTP status, 400–599. */
  status: number;
  /** What is wrong and what to do next, for a person. */
  detail: Localized;
  errors?: FieldError[];
  /** Members added to the problem document beside the standard ones. */
  extra?: Record<string, unknown>;
  /** The failure underneath, for the log alone. */
  cause?: unknown;
}

/**
 * An answer to the caller, not a fault of the program: the request was understood and is refused.
 * The HTTP rim turns it into a problem document (RFC 9457). Everything else that is thrown is a fault.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly status: number;
  readonly detail: Localized;
  readonly errors: FieldError[];
  readonly extra: Record<string, unknown>;

  constructor(input: RefusalInput) {
    super(
      `${input.code}: ${input.detail.en}`,
      'cause' in input ? { cause: input.cause } : undefined,
    );
    this.code = input.code;
    this.status = input.status;
    this.detail = input.detail;
    this.errors = input.errors ?? [];
    this.extra = input.extra ?? {};
  }
}

/**
 * Closes a `switch` over a union: adding a member makes the call a compile error.
 * @throws Error when reached at run time, naming the value nobody handled.
 */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
