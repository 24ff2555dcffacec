import type { FastifyInstance, FastifyRequest } from 'fastify';
import { identifyMessage } from './identify-message.ts';
import { mailLimits } from './mail.ts';
import { messageTooLarge } from './refusals.ts';

/**
 * A message that came as a request's body. Its bytes are behind a function, and as JSON it is what
 * makes it the same message: what walks over bodies need not walk over millions of bytes.
 */
interface MessageBody {
  bytes(): Buffer;
  toJSON(): string;
}

/** Lets the routes of this scope take a message as their body, of any size up to the greatest. */
export function acceptMessages(app: FastifyInstance): void {
  app.addContentTypeParser('message/rfc822', (request, payload, done) => {
    readBody(request, payload).then((body) => done(null, body), done);
  });
}

/** @throws Refusal 413 `message_too_large`, before more than that was read. */
async function readBody(
  request: FastifyRequest,
  payload: AsyncIterable<Buffer>,
): Promise<MessageBody> {
  const { messageBytesMax } = mailLimits;
  if (Number(request.headers['content-length'] ?? 0) > messageBytesMax) throw messageTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of payload) {
    size += chunk.length;
    if (size > messageBytesMax) throw messageTooLarge();
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  return { bytes: () => bytes, toJSON: () => identifyMessage(bytes).toString('hex') };
}

/** The message; empty when the request had no body, or another one. */
export function messageOf(body: unknown): Buffer {
  const isMessage = typeof body === 'object' && body !== null && 'bytes' in body;
  return isMessage ? (body as MessageBody).bytes() : Buffer.alloc(0);
}
