import { Worker } from 'node:worker_threads';
import type { FileContext, FileOrders, FileReading, RawOrder, SalesFile } from '../contract.ts';
import { limits } from './limits.ts';
import { unreadableFile } from './read-bytes.ts';
import type { ThreadReading } from './reading-thread.ts';
import { askThread, ThreadEnded } from './thread-answer.ts';

/** Rows live for a moment only; more room for them would only be filled. */
const youngMb = 16;

/** How much of each a reading may use; tests make it small. */
export interface ReadingBounds {
  readMs: number;
  heapMb: number;
}

/**
 * Reads a file in a thread of its own with bounded memory and time, so that no file can hold up or
 * bring down the process. A value for anything a file may hold. The thread of a file that was read
 * stays, and writes its orders out as they are asked for, until the orders are closed.
 * @throws the reason of `context.signal` when that aborts.
 */
export async function readFile(
  file: SalesFile,
  context: FileContext,
  bounds: ReadingBounds = limits,
): Promise<FileReading> {
  const { signal, ...rest } = context;
  signal.throwIfAborted();
  if (file.bytes.length > limits.fileBytesMax) return unreadableFile('too_large');
  const thread = new Worker(new URL('./reading-thread.ts', import.meta.url), {
    workerData: { bytes: file.bytes, context: rest },
    resourceLimits: { maxOldGenerationSizeMb: bounds.heapMb, maxYoungGenerationSizeMb: youngMb },
    // What a library might print about a file is nobody's.
    stdout: true,
    stderr: true,
  });
  const asking = { thread, waitMs: bounds.readMs, signal };
  let isKept = false;
  try {
    const reading = await askThread<ThreadReading>(asking);
    if (reading.kind !== 'read') return reading;
    isKept = true;
    const { occurredAtMs, forms, ...told } = reading;
    return { ...told, orders: toFileOrders({ occurredAtMs, forms }, asking) };
  } catch (error) {
    if (error instanceof ThreadEnded) return unreadableFile(error.code);
    throw error;
  } finally {
    if (!isKept) await thread.terminate();
  }
}

function toFileOrders(
  { occurredAtMs, forms }: Pick<FileOrders, 'occurredAtMs' | 'forms'>,
  asking: Parameters<typeof askThread>[0],
): FileOrders {
  return {
    occurredAtMs,
    forms,
    async *pages() {
      for (let from = 0; from < occurredAtMs.length; ) {
        const page: RawOrder[] = await askThread<RawOrder[]>({ ...asking, question: from });
        from += page.length;
        yield page;
      }
    },
    close: async () => {
      await asking.thread.terminate();
    },
  };
}
