import type { SMTPServerDataStream } from 'smtp-server';
import type { ByteBudget } from './byte-budget.ts';

/** What a sender is told instead of 250. */
export class MessageTrouble extends Error {
  override readonly name = 'MessageTrouble';
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

/** A message in memory; `release` gives its share of the budget back. */
export interface HeldMessage {
  raw: Buffer;
  release(): void;
}

/**
 * Takes a whole message in. Of one that is too large, or for which there is no room, nothing is held
 * from then on: the rest is read and dropped, because a sender hears the answer only after its end.
 * @throws MessageTrouble 552 or 452; the stream's own error when the sender goes away.
 */
export async function collectMessage(
  stream: SMTPServerDataStream,
  budget: ByteBudget,
): Promise<HeldMessage> {
  const chunks: Buffer[] = [];
  let size = 0;
  let isFull = false;
  const release = () => {
    chunks.length = 0;
    budget.giveBack(size);
    size = 0;
  };
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (isFull || stream.sizeExceeded) {
        release();
      } else if (budget.take(chunk.length)) {
        chunks.push(chunk);
        size += chunk.length;
      } else {
        isFull = true;
        release();
      }
    }
  } catch (error) {
    release();
    throw error;
  }
  if (stream.sizeExceeded) {
    release();
    throw new MessageTrouble(552, '5.3.4 The message is too large');
  }
  if (isFull) {
    throw new MessageTrouble(452, '4.3.1 Too much mail at this moment; try again later');
  }
  return { raw: Buffer.concat(chunks), release };
}
