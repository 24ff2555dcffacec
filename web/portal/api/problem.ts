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

/** What the server tells programs in words of theirs, as people are told it. */
interface PeopleWords {
  signedOut: string;
  /** Who may do what was refused. */
  owner: string;
  manager: string;
}

let peopleWords: PeopleWords | null = null;

export function setPeopleWords(words: PeopleWords): void {
  peopleWords = words;
}

function wordsForPeople(fields: Record<string, unknown>): string | null {
  if (peopleWords === null) return null;
  if (fields.code === 'not_signed_in') return peopleWords.signedOut;
  if (fields.code !== 'scope_missing') return null;
  return fields.scope === 'company:admin' ? peopleWords.owner : peopleWords.manager;
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof ApiProblem && error.code === code;

/** The server no longer knows the session. */
export const isSignedOut = (error: unknown): boolean => hasCode(error, 'not_signed_in');
/** It is no part of the person's role, or no longer. */
export const isNotTheirs = (error: unknown): boolean => hasCode(error, 'scope_missing');
/** The person is a member of no company, or no longer. */
export const hasNoCompany = (error: unknown): boolean => hasCode(error, 'no_company');
/** The person is no member of the company that was asked for, or no longer. */
export const isNotTheirCompany = (error: unknown): boolean => hasCode(error, 'company_not_found');

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
    detail: wordsForPeople(fields) ?? text(fields.detail, text(fields.message, '')),
    errors,
    extra: fields,
  });
}

/** What to show a person for any thrown thing. */
export function problemText(error: unknown, fallback: string): string {
  return error instanceof ApiProblem && error.detail !== '' ? error.detail : fallback;
}
