/** Orders a chunk should bring: large enough to merge in one stroke, small enough for memory. */
const ordersPerChunk = 6000;
const growthMax = 4;

/** How many days to ask for next, from what the last chunk brought. Pure. */
export function nextChunkDays(last: { days: number; orders: number }, daysMax: number): number {
  const fitting =
    last.orders === 0 ? last.days * growthMax : (last.days * ordersPerChunk) / last.orders;
  const bounded = Math.min(fitting, last.days * growthMax, daysMax);
  return Math.max(1, Math.floor(bounded));
}

const retryFirstMs = 60_000;
const retryMaxMs = 3_600_000;
export const backfillFailuresMax = 48;

/** How long a backfill waits after trouble: a minute at first, an hour at most. */
export function backfillDelayMs(failureCount: number): number {
  return Math.min(retryFirstMs * 2 ** Math.min(failureCount - 1, 10), retryMaxMs);
}
