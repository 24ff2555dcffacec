import type { LocationCredentials } from '#connectors/contract.ts';
import type { DayRule } from '#kernel/business-day.ts';
import type { Tx } from '#platform/db/database.ts';
import { addLocations } from './add-locations.ts';
import { sealSecret } from './credentials.ts';
import type { IntegrationDeps } from './deps.ts';
import type { Integration } from './integration.ts';
import { listLocations, updateSecret } from './location.store.ts';

/** Seals new secrets for the tills there are, matched by identity, and adds the others. */
export async function saveLocations(
  tx: Tx,
  deps: Pick<IntegrationDeps, 'vault'>,
  saved: {
    integration: Integration;
    locations: readonly LocationCredentials[];
    rule: DayRule;
    nowMs: number;
  },
): Promise<{ resealed: string[]; added: string[] }> {
  const { companyId, integrationId } = saved.integration;
  const known = await listLocations(tx, companyId, integrationId);
  const idOf = new Map(known.map((location) => [location.identity, location.locationId]));
  const added = saved.locations.filter((location) => !idOf.has(location.identity));
  const resealed: string[] = [];
  for (const { identity, label, secret } of saved.locations) {
    const locationId = idOf.get(identity);
    if (locationId === undefined) continue;
    const place = { companyId, integrationId, locationId };
    const secretSealed = sealSecret(deps.vault, place, secret);
    await updateSecret(tx, { companyId, locationId, label, secretSealed });
    resealed.push(label);
  }
  await addLocations(tx, deps, { ...saved, locations: added, isSentFiles: false });
  return { resealed, added: added.map((location) => location.label) };
}
