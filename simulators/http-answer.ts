/** Small helpers of the simulators' HTTP faces. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ControlError } from './faults.ts';

/** Sends a JSON answer with its length; answers the bytes of the body. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): number {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    ...headers,
  });
  response.end(bytes);
  return bytes.length;
}

const BODY_BYTES_MAX = 1_048_576;

/** Reads a JSON body. Throws ControlError: 413 when too large, 400 when not JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const tooLarge = new ControlError(
    413,
    'body_too_large',
    `A body has at most ${BODY_BYTES_MAX} bytes.`,
  );
  if (Number(request.headers['content-length'] ?? 0) > BODY_BYTES_MAX) {
    throw tooLarge;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) {
      throw tooLarge;
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new ControlError(400, 'not_json', 'The body must be JSON.');
  }
}
