import type { Json } from '#connectors/contract.ts';
import { createHttpClient } from '#platform/http-client/http-client.ts';
import { HttpFailure } from '#platform/http-client/http-failure.ts';
import type { AttemptResult } from './decide-delivery.ts';
import type { WebhookDeps } from './deps.ts';
import { signMessage } from './signature.ts';

/** A receiver that takes longer should put the message aside and answer. */
export const sendTimeoutMs = 15_000;
/** Of an answer no more is read; it is the status that counts. */
const answerBytesMax = 65_536;
const answerCharsKept = 1000;

/**
 * Sends a message once.
 * @returns null when it was given up by our own signal.
 */
export async function sendMessage(
  deps: WebhookDeps,
  message: {
    url: string;
    eventId: string;
    body: string;
    secrets: readonly string[];
    signal: AbortSignal;
  },
): Promise<AttemptResult | null> {
  const url = new URL(message.url);
  // The client writes JSON itself: what it will write is what is signed.
  const json = JSON.parse(message.body) as Json;
  const http = createHttpClient({
    baseUrl: url.origin,
    timeoutMs: deps.sendTimeoutMs ?? sendTimeoutMs,
    responseBytesMax: answerBytesMax,
    retries: 0,
    allowPrivateAddresses: deps.allowPrivateAddresses,
    redact: deps.redact,
    clock: deps.clock,
    signal: message.signal,
  });
  try {
    const { eventId: id, secrets } = message;
    const signed = signMessage({ id, atMs: deps.clock.now(), body: JSON.stringify(json), secrets });
    const answer = await http.request(
      {
        method: 'POST',
        path: url.pathname + url.search,
        headers: { ...signed, accept: '*/*' },
        body: json,
      },
      (bytes) => bytes.toString('utf8', 0, answerCharsKept * 4),
    );
    const answerStart = toStorable(deps.redact(String(answer.json)));
    return { ...taken, status: answer.status, answerStart };
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    return error.kind === 'aborted' ? null : toResult(error);
  } finally {
    http.close();
  }
}

const taken = { isTaken: true, failure: null, retryAfterMs: null };

/** A success whose body is too long or broken is one all the same. */
function toResult(failure: HttpFailure): AttemptResult {
  const status = failure.status ?? null;
  const isTaken = status !== null && status >= 200 && status < 300;
  const answerStart = failure.bodyStart === undefined ? null : toStorable(failure.bodyStart);
  if (isTaken) return { ...taken, status, answerStart };
  const retryAfterMs = failure.retryAfterMs ?? null;
  return { isTaken, status, failure: failure.kind, answerStart, retryAfterMs };
}

/** PostgreSQL holds no NUL, and half a character is none. */
function toStorable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').slice(0, answerCharsKept).toWellFormed();
}
