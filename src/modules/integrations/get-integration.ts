import type { Tx } from '#platform/db/database.ts';
import { findIntegration } from './integration.store.ts';
import type { Integration } from './integration.ts';
import { integrationNotFound } from './refusals.ts';

/** @throws Refusal 404 `integration_not_found`, also for another company's. */
export async function getIntegration(
  tx: Tx,
  companyId: string,
  integrationId: string,
): Promise<Integration> {
  const integration = await findIntegration(tx, companyId, integrationId);
  if (integration === null) throw integrationNotFound();
  return integration;
}
