import { cancelRuns, type Location } from '#modules/integrations/index.ts';
import type { Tx } from '#platform/db/database.ts';

/**
 * Ends a backfill's running chunk, which still reads orders the old way. The backfill goes on by
 * itself, the new way. To be called before the location is locked: a chunk locks its run first.
 */
export async function interruptBackfill(tx: Tx, location: Location, nowMs: number): Promise<void> {
  const { companyId, integrationId } = location;
  await cancelRuns(tx, { companyId, integrationId, lanes: ['backfill'], nowMs });
}
