import {
  findIntegration,
  isSendingProvider,
  listLocationsOfVenue,
  type SettingsChange,
  type Vendors,
} from '#modules/integrations/index.ts';
import { insertRecomputation } from '#modules/sales/index.ts';
import type { VenueDayRule } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Queue } from '#platform/queue/queue.ts';

/** Asks, in the transaction of the change, for a venue's days to be computed anew. */
export async function requestRecomputation(
  tx: Tx,
  queue: Queue,
  change: { venueId: string; was: VenueDayRule; now: VenueDayRule; nowMs: number },
): Promise<void> {
  const companyId = companyOf(tx);
  const recomputationId = await insertRecomputation(tx, { companyId, ...change });
  await queue.send(tx, 'sales.recompute', { companyId, recomputationId });
}

/** Asks for an integration's stored orders to be understood anew with its new settings. */
export async function requestRederivation(
  tx: Tx,
  queue: Queue,
  change: SettingsChange,
): Promise<void> {
  const { companyId, integrationId } = change;
  await queue.send(tx, 'sales.rederive', { companyId, integrationId }, { key: integrationId });
}

/**
 * Asks for one day of a venue to be read again from every till that can be asked, and for what the
 * others sent meanwhile to be applied.
 */
export async function requestDay(
  tx: Tx,
  deps: { queue: Pick<Queue, 'send'>; vendors: Vendors },
  day: { companyId: string; venueId: string; businessDate: string },
): Promise<void> {
  const { companyId, venueId, businessDate } = day;
  const locations = await listLocationsOfVenue(tx, companyId, venueId);
  for (const integrationId of new Set(locations.map((location) => location.integrationId))) {
    const integration = await findIntegration(tx, companyId, integrationId);
    if (!integration) continue;
    // What was sent while the link was active counts, whatever became of the link.
    const isSent = isSendingProvider(deps, integration.provider);
    if (integration.deactivatedAtMs !== null && !isSent) continue;
    const range = { companyId, integrationId, from: businessDate, to: businessDate };
    await deps.queue.send(tx, 'sync.resync', range);
  }
}

function companyOf(tx: Tx): string {
  if (tx.companyId === null) throw new Error('a day rule belongs to a company');
  return tx.companyId;
}
