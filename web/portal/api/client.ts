import { ApiProblem, readProblem } from './problem.ts';

/** What every request carries; set by the language and company switches. */
const context = { language: 'en', companyId: null as string | null };

export function setRequestLanguage(language: string): void {
  context.language = language;
}

/** The company whose data the session asks for; null means the user's first one. */
export function setRequestCompany(companyId: string | null): void {
  context.companyId = companyId;
}

export function requestHeaders(): Record<string, string> {
  return {
    'Accept-Language': context.language,
    ...(context.companyId === null ? {} : { 'Tillbridge-Company': context.companyId }),
  };
}

type Query = Record<string, string | number | boolean | null | undefined>;

function withQuery(path: string, query?: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const encoded = search.toString();
  return encoded === '' ? path : `${path}?${encoded}`;
}

/**
 * One call to the server. Throws `ApiProblem` for every refusal and for a lost connection
 * (status 0, code `offline`).
 */
export async function call<Answer>(request: {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Query;
  body?: unknown;
  /** Sent as it is, instead of a body. */
  file?: Blob;
  signal?: AbortSignal;
}): Promise<Answer> {
  const { type, content } = contentOf(request);
  let response: Response;
  try {
    response = await fetch(withQuery(request.path, request.query), {
      method: request.method ?? 'GET',
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...requestHeaders(),
        ...(type === null ? {} : { 'Content-Type': type }),
      },
      ...(content === null ? {} : { body: content }),
      ...(request.signal ? { signal: request.signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem({ status: 0, code: 'offline', title: '', detail: '' });
  }
  if (!response.ok) throw await readProblem(response);
  if (response.status === 204) return undefined as Answer;
  const body = await response.text();
  return (body === '' ? undefined : JSON.parse(body)) as Answer;
}

function contentOf({ body, file }: { body?: unknown; file?: Blob }) {
  if (file) return { type: 'application/octet-stream', content: file };
  if (body === undefined) return { type: null, content: null };
  return { type: 'application/json', content: JSON.stringify(body) };
}

/** A file the server writes, and the name it gave it. */
export interface Download {
  name: string;
  blob: Blob;
}

/** Asks for a file, in the reader's language and company. @throws ApiProblem as `call` does. */
export async function download(path: string, query?: Query): Promise<Download> {
  let response: Response;
  try {
    response = await fetch(withQuery(path, query), {
      credentials: 'same-origin',
      headers: requestHeaders(),
    });
  } catch {
    throw new ApiProblem({ status: 0, code: 'offline', title: '', detail: '' });
  }
  if (!response.ok) throw await readProblem(response);
  const named = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '');
  return { name: named?.[1] ?? 'download', blob: await response.blob() };
}

export const get = <Answer>(path: string, query?: Query, signal?: AbortSignal) =>
  call<Answer>({ path, ...(query ? { query } : {}), ...(signal ? { signal } : {}) });
export const post = <Answer>(path: string, body: unknown = {}) =>
  call<Answer>({ method: 'POST', path, body });
export const patch = <Answer>(path: string, body: unknown) =>
  call<Answer>({ method: 'PATCH', path, body });
export const remove = <Answer>(path: string) => call<Answer>({ method: 'DELETE', path });
