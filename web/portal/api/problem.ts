/** An RFC 9457 problem the server answered with, or our own when there was no answer. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { path: string; message: string }[];
  readonly extra: Record<string, unknown>;

  constructor(body: {
    status: number;
    code: string;
    title: string;
    detail: string;
    errors?: readonly { path: string; message: string }[];
    extra?: Record<string, unknown>;
  }) {
    super(body.detail || body.title);
    this.status = body.status;
    this.code = body.code;
    this.detail = body.detail || body.title;
    this.errors = body.errors ?? [];
    this.extra = body.extra ?? {};
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const text = (value: unknown, fallback: string) => (typeof value === 'string' ? value : fallback);

/** Reads a problem from a failed answer; never throws, whatever a proxy in between sent. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  let body: unknown = null;
  try {
    body = await response.json();
  } catch {
    // Not JSON: the status is all there is.
  }
  const fields = isRecord(body) ? body : {};
  const errors = Array.isArray(fields.errors)
    ? fields.errors
        .filter(isRecord)
        .map((entry) => ({ path: text(entry.path, ''), message: text(entry.message, '') }))
    : [];
  return new ApiProblem({
    status: response.status,
    code: text(fields.code, 'unknown').toLowerCase(),
    title: text(fields.title, response.statusText || `HTTP ${response.status}`),
    // better-auth answers {code, message}
    detail: text(fields.detail, text(fields.message, '')),
    errors,
    extra: fields,
  });
}

/** What to show a person for any thrown thing. */
export function problemText(error: unknown, fallback: string): string {
  return error instanceof ApiProblem && error.detail !== '' ? error.detail : fallback;
}
