import { Worker } from 'node:worker_threads';
import type { Localized } from '#kernel/localized.ts';
import type { GridRequest, ReadGrid } from './grid-thread.ts';
import { limits } from './limits.ts';
import { unreadableFile } from './read-bytes.ts';
import { askThread, ThreadEnded } from './thread-answer.ts';

/** One cell: its text, and the plain decimal (`-1234.50`) it writes; null when it is no number. */
export interface GridCell {
  text: string;
  number: string | null;
}

/** A small table of any kind of file we read, whatever it tells of. */
export type Grid =
  | { kind: 'grid'; rows: GridCell[][] }
  | { kind: 'unreadable'; code: string; reason: Localized };

/**
 * Reads the cells of a small file (CSV, XLSX, XLS or a zip of one) in a thread of its own with
 * bounded memory and time: at most `rowsMax` rows of the sheet with the most numbers. How numbers are
 * written is told by all of them.
 * @param request.decimals of the amounts: what `1,234` means where nothing else tells.
 * @throws the reason of `signal` when that aborts.
 */
export async function readGrid(
  bytes: Uint8Array,
  request: GridRequest & { signal: AbortSignal },
): Promise<Grid> {
  const { signal, ...rest } = request;
  signal.throwIfAborted();
  const thread = new Worker(new URL('./grid-thread.ts', import.meta.url), {
    workerData: { bytes, request: rest },
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 },
    // What a library might print about a file is nobody's.
    stdout: true,
    stderr: true,
  });
  try {
    const read = await askThread<ReadGrid>({ thread, waitMs: limits.readMs, signal });
    if (read.kind === 'grid') return read;
    return unreadable(read.code, read.shown);
  } catch (error) {
    if (error instanceof ThreadEnded) return unreadable(error.code);
    throw error;
  } finally {
    await thread.terminate();
  }
}

function unreadable(...why: Parameters<typeof unreadableFile>): Grid {
  const { code, reason } = unreadableFile(...why);
  return { kind: 'unreadable', code, reason };
}
