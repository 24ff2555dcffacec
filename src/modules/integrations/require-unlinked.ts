import type { LocationCredentials } from '#connectors/contract.ts';
import type { Tx } from '#platform/db/database.ts';
import { listLinkedLocations } from './location.store.ts';
import { locationAlreadyLinked } from './refusals.ts';

/**
 * A till is linked once in a company. Whoever stores a link checks this under the linking lock.
 * @param wanted.except the integration whose own locations do not count.
 * @throws Refusal 409 `location_already_linked`.
 */
export async function requireUnlinked(
  tx: Tx,
  wanted: {
    companyId: string;
    provider: string;
    locations: readonly Pick<LocationCredentials, 'identity'>[];
    except?: string;
  },
): Promise<void> {
  const identities = wanted.locations.map((location) => location.identity);
  const found = await listLinkedLocations(tx, { ...wanted, identities });
  const linked = found.filter((location) => location.integrationId !== wanted.except);
  if (linked.length === 0) return;
  const paths = linked.map(
    ({ identity }) => `credentials.locations.${identities.indexOf(identity)}`,
  );
  throw locationAlreadyLinked(linked, paths);
}
