/** What a log line says about a failure: bounded, and only what is listed here. */
export interface ErrorRecord {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: ErrorRecord;
  errors?: ErrorRecord[];
}

const MESSAGE_CHARS_MAX = 600;
const STACK_CHARS_MAX = 4_000;
const DEPTH_MAX = 3;
const PARTS_MAX = 5;

/**
 * Describes whatever was thrown. Other properties of errors (vendor answers, request options with
 * headers) are left out on purpose; causes and aggregated errors are followed a few steps.
 */
export function toErrorRecord(thrown: unknown, depth = 0): ErrorRecord {
  if (!(thrown instanceof Error)) {
    return { type: typeof thrown, message: clip(describe(thrown), MESSAGE_CHARS_MAX) };
  }
  const record: ErrorRecord = {
    type: thrown.name,
    message: clip(thrown.message, MESSAGE_CHARS_MAX),
  };
  const code = (thrown as { code?: unknown }).code;
  if (typeof code === 'string' || typeof code === 'number') record.code = clip(String(code), 80);
  // The stack of a cause mostly repeats this one.
  if (thrown.stack && depth === 0) record.stack = clip(thrown.stack, STACK_CHARS_MAX);
  if (depth >= DEPTH_MAX) return record;
  if (thrown.cause !== undefined) record.cause = toErrorRecord(thrown.cause, depth + 1);
  if (thrown instanceof AggregateError) {
    record.errors = thrown.errors
      .slice(0, PARTS_MAX)
      .map((part: unknown) => toErrorRecord(part, depth + 1));
  }
  return record;
}

function describe(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'a value without a text';
  }
}

function clip(text: string, charsMax: number): string {
  return text.length > charsMax ? `${text.slice(0, charsMax)}…` : text;
}
