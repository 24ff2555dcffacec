import type { LocationCredentials } from '#connectors/contract.ts';
import type { Tx } from '#platform/db/database.ts';
import { type LinkedLocation, listLinkedLocations } from './location.store.ts';
import { locationAlreadyLinked, locationOfInactive } from './refusals.ts';

interface Wanted {
  companyId: string;
  venueId: string;
  provider: string;
  locations: readonly Pick<LocationCredentials, 'identity'>[];
  /** The integration whose own locations do not count. */
  except?: string;
}

/**
 * A till is linked once in a company; and what an inactive integration of the venue brought in still
 * counts, so its till is not added anew beside it: that one is restored. Whoever stores a link checks
 * this under the linking lock.
 * @throws Refusal 409 `location_already_linked`.
 */
export async function requireUnlinked(tx: Tx, wanted: Wanted): Promise<void> {
  const linked = await findLinked(tx, wanted);
  if (linked.length === 0) return;
  const identities = wanted.locations.map((location) => location.identity);
  const pathsOf = (found: readonly LinkedLocation[]) =>
    [...new Set(found.map(({ identity }) => identities.indexOf(identity)))].map(
      (index) => `credentials.locations.${index}`,
    );
  const live = linked.filter((location) => location.isLive);
  if (live.length > 0) throw locationAlreadyLinked(live, pathsOf(live));
  throw locationOfInactive(linked, pathsOf(linked));
}

/** What stands against linking these tills at this venue, those that are live first. */
export async function findLinked(tx: Tx, wanted: Wanted): Promise<LinkedLocation[]> {
  const identities = wanted.locations.map((location) => location.identity);
  const found = await listLinkedLocations(tx, { ...wanted, identities });
  const isOwn = (location: LinkedLocation) => location.integrationId === wanted.except;
  const own = new Set(found.filter(isOwn).map((location) => location.identity));
  return found.filter(
    (location) => !isOwn(location) && (location.isLive || !own.has(location.identity)),
  );
}
