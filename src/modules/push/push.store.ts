import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** Calls of one till are stored one after the other: whoever comes second sees the first's lines. */
export async function lockPushes(tx: Tx, locationId: string): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(7415, hashtext(${locationId}))`);
}
