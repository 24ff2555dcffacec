import { Worker } from 'node:worker_threads';
import type { FileContext, FileReading, SalesFile } from '../contract.ts';
import { limits } from './limits.ts';
import { unreadableFile } from './read-bytes.ts';

/** Rows live until the file is read: room for them spares the collector copying them about. */
const YOUNG_MB = 192;

/** How much of each a reading may use; tests make it small. */
export interface ReadingBounds {
  readMs: number;
  heapMb: number;
}

/**
 * Reads a file in a thread of its own with bounded memory and time, so that no file can hold up or
 * bring down the process. A value for anything a file may hold.
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
    resourceLimits: { maxOldGenerationSizeMb: bounds.heapMb, maxYoungGenerationSizeMb: YOUNG_MB },
    // What a library might print about a file is nobody's.
    stdout: true,
    stderr: true,
  });
  try {
    return await answerOf(thread, bounds.readMs, signal);
  } finally {
    await thread.terminate();
  }
}

function answerOf(thread: Worker, readMs: number, signal: AbortSignal): Promise<FileReading> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => settle(() => resolve(unreadableFile('too_slow'))), readMs);
    const onAbort = () => settle(() => reject(signal.reason));
    function settle(answer: () => void): void {
      clearTimeout(deadline);
      signal.removeEventListener('abort', onAbort);
      answer();
    }
    signal.addEventListener('abort', onAbort, { once: true });
    thread.once('message', (reading: FileReading) => settle(() => resolve(reading)));
    thread.once('error', (error: Error & { code?: string }) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      settle(() => resolve(unreadableFile(isMemory ? 'too_much_memory' : 'failed')));
    });
    thread.once('exit', () => settle(() => resolve(unreadableFile('failed'))));
  });
}
