import type { Clock } from '#kernel/clock.ts';

/** The time of one whole call, joined with the caller's signal. */
export interface Deadline {
  /** Aborts when the time is over or the caller gives up. */
  signal: AbortSignal;
  isOverdue(): boolean;
  remainingMs(): number;
  /** Lets go of the timer and the caller's signal. */
  end(): void;
}

export function startDeadline(options: {
  timeoutMs: number;
  clock: Clock;
  signal: AbortSignal | undefined;
}): Deadline {
  const controller = new AbortController();
  const endsAtMs = options.clock.now() + options.timeoutMs;
  let isOverdue = false;
  const timer = setTimeout(() => {
    isOverdue = true;
    controller.abort();
  }, options.timeoutMs);
  const giveUp = () => controller.abort();
  if (options.signal?.aborted) giveUp();
  options.signal?.addEventListener('abort', giveUp, { once: true });
  return {
    signal: controller.signal,
    isOverdue: () => isOverdue,
    remainingMs: () => (isOverdue ? 0 : endsAtMs - options.clock.now()),
    end() {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', giveUp);
    },
  };
}
