import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableMessage } from './message-reading.ts';
import { readMessage } from './read-message.ts';

/** Takes one message apart in a thread of its own, and ends. */
const { raw, sender } = workerData as { raw: Uint8Array<ArrayBuffer>; sender: string | null };

try {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const reading = await readMessage(bytes, sender);
  const buffers = reading.files.map(({ bytes: each }) => each.buffer);
  parentPort?.postMessage({ kind: 'read', reading }, buffers);
} catch (error) {
  if (!(error instanceof UnreadableMessage)) throw error;
  parentPort?.postMessage({ kind: 'unreadable', code: error.code });
}
