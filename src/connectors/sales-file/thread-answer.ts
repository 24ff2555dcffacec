import type { Worker } from 'node:worker_threads';
import type { UnreadableCode } from './table/table.ts';

/** The reading thread did not answer, and never will. */
export class ThreadEnded extends Error {
  readonly code: Extract<UnreadableCode, 'too_slow' | 'too_much_memory' | 'failed'>;

  constructor(code: ThreadEnded['code'], options?: ErrorOptions) {
    super(`the reading thread ended: ${code}`, options);
    this.code = code;
  }
}

/**
 * The next thing a thread says, after a question if one is asked. One at a time.
 * @throws ThreadEnded, and the reason of `signal` when that aborts.
 */
export async function askThread<Answer>({
  thread,
  waitMs,
  signal,
  question,
}: {
  thread: Worker;
  waitMs: number;
  signal: AbortSignal;
  question?: number;
}): Promise<Answer> {
  signal.throwIfAborted();
  // A thread that is gone has no number any more.
  if (thread.threadId < 0) throw new ThreadEnded('failed');
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => settle(() => reject(new ThreadEnded('too_slow'))), waitMs);
    const onAbort = () => settle(() => reject(signal.reason));
    const onMessage = (answer: Answer) => settle(() => resolve(answer));
    const onError = (cause: Error & { code?: string }) => {
      const isMemory = cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
      settle(() => reject(new ThreadEnded(isMemory ? 'too_much_memory' : 'failed', { cause })));
    };
    const onExit = () => settle(() => reject(new ThreadEnded('failed')));
    function settle(answer: () => void): void {
      clearTimeout(deadline);
      signal.removeEventListener('abort', onAbort);
      thread.off('message', onMessage).off('exit', onExit);
      // An error after the answer is nobody's, but must not bring the process down.
      thread.off('error', onError).on('error', ignore);
      answer();
    }
    signal.addEventListener('abort', onAbort, { once: true });
    thread.on('message', onMessage).on('exit', onExit);
    thread.off('error', ignore).on('error', onError);
    if (question !== undefined) thread.postMessage(question);
  });
}

function ignore(): void {}
