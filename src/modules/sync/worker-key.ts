import { randomInt } from 'node:crypto';
import type { Database } from '#platform/db/database.ts';

/** First half of the advisory lock that says "this worker lives"; the schema names it too. */
const lockClass = 7411;

export interface WorkerKey {
  readonly key: number;
  /** Aborted when the lock's connection is lost: others may take our runs from then on. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Takes a session lock on a connection of its own. Runs carry the key; when the worker dies, the
 * connection and with it the lock are gone at once, and its runs are known to be orphans.
 */
export async function takeWorkerKey(database: Database): Promise<WorkerKey> {
  const client = await database.dedicated();
  const key = randomInt(1, 2 ** 31 - 1);
  const lost = new AbortController();
  client.on('end', () => lost.abort(new Error('the worker lock was lost')));
  await client.query('SELECT pg_advisory_lock($1, $2)', [lockClass, key]);
  return { key, lost: lost.signal, release: () => client.end() };
}
