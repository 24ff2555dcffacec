import { getVenue } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { SyncVenue } from './open-till.ts';

export async function getSyncVenue(tx: Tx, venueId: string): Promise<SyncVenue> {
  const { timeZone, cutoff, morningEnd, currency } = await getVenue(tx, venueId);
  return { rule: { timeZone, cutoff, morningEnd }, currency };
}
