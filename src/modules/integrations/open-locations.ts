import type { LocationCredentials } from '#connectors/contract.ts';
import type { Tx } from '#platform/db/database.ts';
import { openSecret } from './credentials.ts';
import type { IntegrationDeps } from './deps.ts';
import type { Integration } from './integration.ts';
import { getSealedSecret, listLocations } from './location.store.ts';

/** An integration's stored credentials, opened, as its connector takes them. */
export async function openLocations(
  tx: Tx,
  deps: Pick<IntegrationDeps, 'vault' | 'registerSecret'>,
  { companyId, integrationId }: Integration,
): Promise<LocationCredentials[]> {
  const opened: LocationCredentials[] = [];
  for (const location of await listLocations(tx, companyId, integrationId)) {
    const secretSealed = await getSealedSecret(tx, companyId, location.locationId);
    const secret = openSecret(deps, { ...location, secretSealed });
    opened.push({ identity: location.identity, label: location.label, secret });
  }
  return opened;
}
