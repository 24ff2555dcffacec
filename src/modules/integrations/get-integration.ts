import type { Tx } from '#platform/db/database.ts';
import { findIntegration } from './integration.store.ts';
import type { Integration } from './integration.ts';
import { integrationInactive, integrationNotFound } from './refusals.ts';

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

/** @throws Refusal 404 as above; 409 when the user deactivated it. */
export async function requireActiveIntegration(
  tx: Tx,
  companyId: string,
  integrationId: string,
): Promise<Integration> {
  const integration = await getIntegration(tx, companyId, integrationId);
  if (integration.deactivatedAtMs !== null) throw integrationInactive();
  return integration;
}
