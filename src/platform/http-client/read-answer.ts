import type { Dispatcher } from 'undici';
import type { Json } from '#connectors/contract.ts';
import type { EpochMs } from '#kernel/clock.ts';
import { HttpFailure } from './http-failure.ts';
import { headerOf, readBody } from './read-body.ts';
import { parseRetryAfterMs } from './retry-after.ts';

/** A usable answer. */
export interface HttpAnswer {
  status: number;
  contentType: string;
  json: Json;
  /** Size of the body as read, after decompression. */
  bytes: number;
}

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

/** Turns a response into an answer. @throws HttpFailure for everything but a 2xx with JSON. */
export async function readAnswer(
  response: Dispatcher.ResponseData,
  options: ReadOptions,
): Promise<HttpAnswer> {
  const { statusCode: status, body } = response;
  const contentType = headerOf(response, 'content-type') ?? '';
  if (status >= 300 && status < 400) {
    await body.dump({ limit: ERROR_BODY_BYTES_MAX });
    const message = `${options.title} answered with a redirect (${status})`;
    throw new HttpFailure({ kind: 'redirect', status, message });
  }
  if (status < 200 || status >= 300) throw await readStatusFailure(response, options);
  const bytes = await readBody(response, {
    title: options.title,
    bytesMax: options.responseBytesMax,
  });
  if (status === NO_CONTENT) return { status, contentType, json: null, bytes: 0 };
  const text = toText(bytes);
  const json = parseJson(text);
  if (json !== undefined) return { status, contentType, json, bytes: bytes.length };
  throw new HttpFailure({
    kind: 'not_json',
    status,
    message: `${options.title} answered ${status} with ${nameContent(text, contentType)}`,
    bodyStart: startOf(text, options),
  });
}

async function readStatusFailure(
  response: Dispatcher.ResponseData,
  options: ReadOptions,
): Promise<HttpFailure> {
  const { statusCode: status } = response;
  const text = await readBody(response, { title: options.title, bytesMax: ERROR_BODY_BYTES_MAX })
    .then(toText)
    // The status is the news, whatever became of the body.
    .catch(() => '');
  return new HttpFailure({
    kind: 'status',
    status,
    message: `${options.title} answered ${status}`,
    json: parseJson(text),
    bodyStart: startOf(text, options),
    retryAfterMs: parseRetryAfterMs(headerOf(response, 'retry-after'), options.nowMs),
  });
}

/** A byte order mark is no JSON, but vendors send it. */
function toText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** The content type is not asked: vendors label JSON as text or HTML, and HTML as JSON. */
function parseJson(text: string): Json | undefined {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as Json;
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
