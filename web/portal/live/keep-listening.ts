import { nowMs } from '../lib/clock.ts';
import type { ServerEvent } from './event-parser.ts';
import { readEventStream } from './event-stream.ts';

/** What is heard from the server: what changed, and whether it can be heard at all. */
export type Word =
  | { kind: 'event'; event: ServerEvent }
  /** `hasGap`: something may have changed unheard before. */
  | { kind: 'live'; hasGap: boolean }
  /** Said again at every vain attempt. */
  | { kind: 'lost' };

const retryMinMs = 1000;
const retryMaxMs = 30_000;

const wait = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Listens to the server until it is aborted, and opens the stream again whenever it ends. */
export async function keepListening(of: {
  signal: AbortSignal;
  /** Whether somebody listened before, and stopped. */
  hasGap: boolean;
  hear: (word: Word) => void;
}): Promise<void> {
  const { signal, hear } = of;
  let { hasGap } = of;
  let failures = 0;
  while (!signal.aborted) {
    const startedMs = nowMs();
    try {
      await readEventStream({
        path: '/api/v1/events',
        signal,
        onEvent: (event) => hear({ kind: 'event', event }),
        onOpen: () => {
          hear({ kind: 'live', hasGap });
          failures = 0;
        },
      });
    } catch {
      // Ended by an error or by silence: the same remedy as a plain end.
    }
    if (signal.aborted) return;
    hasGap = true;
    failures = nowMs() - startedMs > retryMaxMs ? 1 : failures + 1;
    if (failures > 2) hear({ kind: 'lost' });
    await wait(Math.min(retryMaxMs, retryMinMs * 2 ** failures), signal);
  }
}
