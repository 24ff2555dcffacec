import type { Localized } from '#kernel/localized.ts';
import type { Tx } from '#platform/db/database.ts';
import type { IntegrationDeps } from './deps.ts';
import { listIntegrations } from './integration.store.ts';
import { providerNameOf } from './names.ts';

/** How people know an integration. */
export interface IntegrationNames {
  providerName: Localized;
  nickname: string | null;
}

/** The names of a venue's integrations, inactive ones too, by id. */
export async function listIntegrationNames(
  tx: Tx,
  deps: Pick<IntegrationDeps, 'vendors'>,
  venue: { companyId: string; venueId: string },
): Promise<ReadonlyMap<string, IntegrationNames>> {
  const integrations = await listIntegrations(tx, { ...venue, isActive: null });
  return new Map(
    integrations.map(({ integrationId, provider, nickname }) => [
      integrationId,
      { providerName: providerNameOf(deps, provider), nickname },
    ]),
  );
}
