import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { mailLimits } from '../mail.ts';
import type { MessageReading, UnreadableMessage } from './message-reading.ts';

export type ThreadAnswer =
  | { kind: 'read'; reading: MessageReading }
  | { kind: 'unreadable'; code: UnreadableMessage['code'] };

/**
 * As `readMessage`, in a thread whose time and memory are bounded, so that a hostile message holds
 * up nothing else. Beyond either bound the answer is `too_complex`.
 * @throws the signal's reason when it is aborted.
 */
export async function readInThread(options: {
  raw: Buffer;
  sender: string | null;
  signal: AbortSignal;
  limits?: { readMs: number; heapMb: number };
}): Promise<ThreadAnswer> {
  const { readMs, heapMb } = options.limits ?? mailLimits;
  options.signal.throwIfAborted();
  const raw = new Uint8Array(options.raw);
  const thread = new Worker(new URL('./message-thread.ts', import.meta.url), {
    workerData: { raw, sender: options.sender },
    transferList: [raw.buffer],
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  const life = AbortSignal.any([options.signal, AbortSignal.timeout(readMs)]);
  try {
    // `once` rejects with what the thread threw.
    const [answer] = (await once(thread, 'message', { signal: life })) as [ThreadAnswer];
    return answer;
  } catch (error) {
    options.signal.throwIfAborted();
    const isSpent =
      life.aborted || (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (!isSpent) throw error;
    return { kind: 'unreadable', code: 'too_complex' };
  } finally {
    await thread.terminate();
  }
}
