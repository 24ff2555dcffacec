import type { Clock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import type { SendOptions } from './job.ts';

/** Our options in pg-boss's words; absent ones are left out, because it takes `undefined` for a value. */
export function toJobOptions(
  options: SendOptions,
  clock: Clock,
): { singletonKey: string; priority?: number; startAfter?: string } {
  const { key, priority, startAfterMs } = options;
  const delayMs = startAfterMs === undefined ? 0 : startAfterMs - clock.now();
  return {
    // pg-boss takes all jobs without a key for one and the same: the second would be dropped.
    singletonKey: key ?? newId(),
    ...(priority === undefined ? {} : { priority }),
    // Relative, so that the database's clock need not agree with ours.
    ...(delayMs > 0 ? { startAfter: `${Math.ceil(delayMs)} milliseconds` } : {}),
  };
}
