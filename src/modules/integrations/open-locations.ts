import type { LocationCredentials } from '#connectors/contract.ts';
import type { Tx } from '#platform/db/database.ts';
import { VaultError } from '#platform/vault/vault.ts';
import { openSecret, type Secret } from './credentials.ts';
import type { IntegrationDeps } from './deps.ts';
import type { Integration } from './integration.ts';
import { getSealedSecret, listLocations } from './location.store.ts';
import { credentialsUnreadable } from './refusals.ts';

/**
 * An integration's stored credentials, opened, as its connector takes them.
 * @throws Refusal 409 `credentials_unreadable` when they were sealed with a key that is gone.
 */
export async function openLocations(
  tx: Tx,
  deps: Pick<IntegrationDeps, 'vault' | 'registerSecret'>,
  { companyId, integrationId }: Integration,
): Promise<LocationCredentials[]> {
  const opened: LocationCredentials[] = [];
  for (const location of await listLocations(tx, companyId, integrationId)) {
    const secretSealed = await getSealedSecret(tx, companyId, location.locationId);
    const secret = open(deps, { ...location, secretSealed });
    opened.push({ identity: location.identity, label: location.label, secret });
  }
  return opened;
}

function open(...args: Parameters<typeof openSecret>): Secret {
  try {
    return openSecret(...args);
  } catch (error) {
    if (error instanceof VaultError) throw credentialsUnreadable(error);
    throw error;
  }
}
