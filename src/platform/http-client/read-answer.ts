import type { Dispatcher } from 'undici';
import type { Json, ReadBody, VendorAnswer } from '#connectors/contract.ts';
import type { EpochMs } from '#kernel/clock.ts';
import { HttpFailure } from './http-failure.ts';
import { headerOf, readBody } from './read-body.ts';
import { parseRetryAfterMs } from './retry-after.ts';

interface ReadOptions {
  /** Names the call in messages, e.g. `GET /sales-data`. */
  title: string;
  responseBytesMax: number;
  redact: (text: string) => string;
  nowMs: EpochMs;
}

/** An error page beyond this says nothing more. */
const ERROR_BODY_BYTES_MAX = 65_536;
const BODY_START_CHARS_MAX = 600;
const NO_CONTENT = 204;
const nothing = Buffer.from('null');

/**
 * Turns a response into an answer, `read` its body. @throws HttpFailure for everything but a 2xx with
 * JSON; what `read` throws, but for a SyntaxError.
 */
export async function readAnswer<T>(
  response: Dispatcher.ResponseData,
  options: ReadOptions,
  read: ReadBody<T>,
): Promise<VendorAnswer<T>> {
  const { statusCode: status } = response;
  const contentType = headerOf(response, 'content-type') ?? '';
  if (status >= 300 && status < 400) {
    await response.body.dump({ limit: ERROR_BODY_BYTES_MAX });
    const message = `${options.title} answered with a redirect (${status})`;
    throw new HttpFailure({ kind: 'redirect', status, message });
  }
  if (status < 200 || status >= 300) throw await readStatusFailure(response, options);
  const bytes = await readBody(response, {
    title: options.title,
    bytesMax: options.responseBytesMax,
  });
  // "No content" says in HTTP what `null` says in JSON.
  const body = status === NO_CONTENT ? nothing : withoutMark(bytes);
  try {
    return { status, contentType, json: await read(body), bytes: bytes.length };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const text = body.toString('utf8', 0, BODY_START_CHARS_MAX * 16);
    throw new HttpFailure({
      kind: 'not_json',
      status,
      message: `${options.title} answered ${status} with ${nameContent(text, contentType)}`,
      bodyStart: startOf(text, options),
    });
  }
}

/** The usual way to read a body. @throws SyntaxError */
export function readJson(body: Buffer): Json {
  return JSON.parse(body.toString('utf8')) as Json;
}

async function readStatusFailure(
  response: Dispatcher.ResponseData,
  options: ReadOptions,
): Promise<HttpFailure> {
  const { statusCode: status } = response;
  const body = await readBody(response, { title: options.title, bytesMax: ERROR_BODY_BYTES_MAX })
    .then(withoutMark)
    // The status is the news, whatever became of the body.
    .catch(() => Buffer.alloc(0));
  const text = body.toString('utf8');
  return new HttpFailure({
    kind: 'status',
    status,
    message: `${options.title} answered ${status}`,
    json: findJson(body),
    bodyStart: startOf(text, options),
    retryAfterMs: parseRetryAfterMs(headerOf(response, 'retry-after'), options.nowMs),
  });
}

/** A byte order mark is no JSON, but vendors send it. */
function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** The content type is not asked: vendors label JSON as text or HTML, and HTML as JSON. */
function findJson(body: Buffer): Json | undefined {
  try {
    return readJson(body);
  } catch {
    return undefined;
  }
}

function nameContent(text: string, contentType: string): string {
  const start = text.trimStart().slice(0, 1);
  if (start === '') return 'an empty body';
  if (start === '<') return 'a page instead of JSON';
  if (start === '{' || start === '[') return 'JSON that is cut off or damaged';
  return `something that is not JSON (${contentType.slice(0, 60) || 'no content type'})`;
}

/** Redacted before it is cut, so that no half of a secret stays at the end. */
function startOf(text: string, options: ReadOptions): string {
  return options.redact(text.slice(0, BODY_START_CHARS_MAX * 4)).slice(0, BODY_START_CHARS_MAX);
}
