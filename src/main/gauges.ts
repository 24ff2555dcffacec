import { countOpenBackfills } from '#modules/integrations/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import type { Queue } from '#platform/queue/queue.ts';

/** Figures that only exist in the database, read when somebody asks for the metrics. */
export function createGauges(parts: {
  database: Database;
  queue: Queue;
  metrics: Metrics;
}): () => Promise<void> {
  const { database, queue, metrics } = parts;
  return async () => {
    metrics.backfillOpen.set(await database.withoutCompany(countOpenBackfills));
    for (const { queue: name, ready } of await queue.depths()) {
      metrics.queueDepth.set({ queue: name }, ready);
    }
  };
}
