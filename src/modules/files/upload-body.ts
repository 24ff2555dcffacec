import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fileBytesMax } from './file.ts';
import { fileTooLarge } from './refusals.ts';

/** A file of whatever kind: its bytes tell which. */
export const uploadType = 'application/octet-stream';

/**
 * A file that came as a request's body. Its bytes are behind a function, and as JSON it is its hash:
 * what walks over bodies (checks of their texts, the comparison of repeated calls) need not walk
 * over millions of bytes.
 */
export interface UploadedBody {
  bytes(): Buffer;
  toJSON(): string;
}

/** Lets the routes of this scope take a file as their body, of any size up to the greatest. */
export function acceptFiles(app: FastifyInstance): void {
  app.addContentTypeParser(uploadType, (request, payload, done) => {
    readBody(request, payload).then((body) => done(null, body), done);
  });
}

/** @throws Refusal 413 `file_too_large`, before more than that was read. */
async function readBody(
  request: FastifyRequest,
  payload: AsyncIterable<Buffer>,
): Promise<UploadedBody> {
  if (Number(request.headers['content-length'] ?? 0) > fileBytesMax) throw fileTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of payload) {
    size += chunk.length;
    if (size > fileBytesMax) throw fileTooLarge();
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  return { bytes: () => bytes, toJSON: () => hash('sha256', bytes) };
}

/** The uploaded bytes; empty when the request had no body. */
export function bytesOf(body: unknown): Buffer {
  const isUploaded = typeof body === 'object' && body !== null && 'bytes' in body;
  return isUploaded ? (body as UploadedBody).bytes() : Buffer.alloc(0);
}
