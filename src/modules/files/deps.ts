import type { SyncDeps } from '#modules/sync/index.ts';
import type { Queue } from '#platform/queue/queue.ts';

/** What sales files are received and read with; wired in main/compose. */
export interface FileDeps extends SyncDeps {
  queue: Queue;
}
