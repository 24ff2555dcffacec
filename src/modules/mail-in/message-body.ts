import type { FastifyInstance, FastifyRequest } from 'fastify';
import { openByteBudget } from './byte-budget.ts';
import { identifyMessage } from './identify-message.ts';
import { mailLimits } from './mail.ts';
import { mailBusy, messageTooLarge } from './refusals.ts';

export const messageType = 'message/rfc822';

/**
 * A message that came as a request's body. Its bytes are behind a function, and as JSON it is what
 * makes it the same message: what walks over bodies need not walk over millions of bytes.
 */
interface MessageBody {
  bytes(): Buffer;
  toJSON(): string;
}

/** What a request may take of the memory all messages share, until its connection is done with. */
interface Share {
  take(bytes: number): boolean;
}

/**
 * Lets the routes of this scope take a message as their body, of any size up to the greatest, and
 * all of them together no more than `heldBytesMax`.
 */
export function acceptMessages(
  app: FastifyInstance,
  heldBytesMax: number = 4 * mailLimits.messageBytesMax,
): void {
  const budget = openByteBudget(heldBytesMax);
  const shares = new WeakMap<FastifyRequest, Share>();
  app.addHook('onRequest', async (request, reply) => {
    let taken = 0;
    let isOver = false;
    shares.set(request, {
      take(bytes) {
        if (isOver || !budget.take(bytes)) return false;
        taken += bytes;
        return true;
      },
    });
    reply.raw.once('close', () => {
      isOver = true;
      budget.giveBack(taken);
    });
  });
  app.addContentTypeParser(messageType, (request, payload, done) => {
    const share = shares.get(request) ?? { take: () => false };
    readBody(request, payload, share).then((body) => done(null, body), done);
  });
}

/** @throws Refusal 413 `message_too_large`, before more than that was read; 503 without room. */
async function readBody(
  request: FastifyRequest,
  payload: AsyncIterable<Buffer>,
  share: Share,
): Promise<MessageBody> {
  const { messageBytesMax } = mailLimits;
  if (Number(request.headers['content-length'] ?? 0) > messageBytesMax) throw messageTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of payload) {
    size += chunk.length;
    if (size > messageBytesMax) throw messageTooLarge();
    if (!share.take(chunk.length)) throw mailBusy();
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
