import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { HttpFailure } from './http-failure.ts';

const unzip = promisify(gunzip);

interface BodyOptions {
  title: string;
  bytesMax: number;
}

/**
 * The whole body, unpacked. Reads no further than `bytesMax`, whatever was announced.
 * @param options.title names the call in messages, e.g. `GET /sales-data`.
 * @throws HttpFailure `too_large`, or `not_json` when the compression is unusable.
 */
export async function readBody(
  response: Dispatcher.ResponseData,
  options: BodyOptions,
): Promise<Buffer> {
  const announced = Number(headerOf(response, 'content-length') ?? 0);
  if (announced > options.bytesMax) {
    // Read as it comes, it would be the whole of it: the connection is given up instead.
    response.body.on('error', () => undefined).destroy();
    throw tooLarge(response, options);
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Leaving the loop ends the stream and its connection.
    if (length > options.bytesMax) throw tooLarge(response, options);
    chunks.push(chunk);
  }
  const [first] = chunks;
  const raw = chunks.length === 1 && first ? first : Buffer.concat(chunks, length);
  return decode(raw, response, options);
}

async function decode(
  raw: Buffer,
  response: Dispatcher.ResponseData,
  options: BodyOptions,
): Promise<Buffer> {
  const encoding = headerOf(response, 'content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity' || raw.length === 0) return raw;
  const status = response.statusCode;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    const message = `${options.title} answered in an encoding nobody asked for`;
    throw new HttpFailure({ kind: 'not_json', status, message });
  }
  try {
    return await unzip(raw, { maxOutputLength: options.bytesMax });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge(response, options);
    }
    const message = `${options.title} answered ${status} with broken compression`;
    throw new HttpFailure({ kind: 'not_json', status, message, cause: error });
  }
}

function tooLarge(response: Dispatcher.ResponseData, options: BodyOptions): HttpFailure {
  const { bytesMax, title } = options;
  return new HttpFailure({
    kind: 'too_large',
    status: response.statusCode,
    message: `${title} answered with more than ${bytesMax} bytes`,
  });
}

/** The first value of a header. */
export function headerOf(response: Dispatcher.ResponseData, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
