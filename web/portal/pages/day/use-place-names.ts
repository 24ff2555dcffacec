import { useQuery } from '@tanstack/react-query';
import type { Integration } from '../../api/integration.types.ts';
import { integrationsQuery } from '../../api/queries.ts';

interface Place {
  integrationId?: string | undefined;
  /** As it is stored: of what is sent its sales, in one language for all. */
  label: string;
}

/**
 * What locations are called in the reader's language. A link with one location says it itself;
 * where a link has several, or is not read yet, the stored label stands.
 */
export function placeNameOf(integrations: readonly Integration[], place: Place): string {
  const integration = integrations.find(({ id }) => id === place.integrationId);
  const [only, ...others] = integration?.locations ?? [];
  return only !== undefined && others.length === 0 ? only.label : place.label;
}

export function usePlaceNames(venueId: string): (place: Place) => string {
  const active = useQuery(integrationsQuery(venueId, true)).data ?? [];
  const inactive = useQuery(integrationsQuery(venueId, false)).data ?? [];
  return (place) => placeNameOf([...active, ...inactive], place);
}
