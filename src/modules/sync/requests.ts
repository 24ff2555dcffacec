import type { SettingsChange } from '#modules/integrations/index.ts';
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

function companyOf(tx: Tx): string {
  if (tx.companyId === null) throw new Error('a day rule belongs to a company');
  return tx.companyId;
}
