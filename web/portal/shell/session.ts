import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { signOut } from '../api/auth.ts';
import { setRequestCompany } from '../api/client.ts';
import type { Me, Scope, Venue } from '../api/company.types.ts';
import { meQuery, venuesQuery } from '../api/queries.ts';
import { readStored, writeStored } from '../lib/stored.ts';

export const useMe = (): Me => useSuspenseQuery(meQuery()).data;
export const useVenues = (): Venue[] => useSuspenseQuery(venuesQuery()).data;

/** Whether the signed-in person may do what needs this scope; the server decides again. */
export const useMay = (scope: Scope): boolean => useMe().scopes.includes(scope);

/** The venue in the address, else the one last looked at, else the first. */
export function useCurrentVenue(): Venue | undefined {
  const venues = useVenues();
  const { venueId } = useParams({ strict: false });
  const wantedId = venueId ?? readStored('venue');
  return venues.find((venue) => venue.id === wantedId) ?? (venueId ? undefined : venues[0]);
}

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await signOut().catch(() => undefined);
    setRequestCompany(null);
    writeStored('company', null);
    queries.clear();
    await navigate({ to: '/sign-in', search: {} });
  };
}

/** Looks at another company: everything known so far belonged to the old one. */
export function useSwitchCompany(): (companyId: string) => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async (companyId) => {
    setRequestCompany(companyId);
    writeStored('company', companyId);
    writeStored('venue', null);
    queries.clear();
    await navigate({ to: '/' });
    await queries.invalidateQueries();
  };
}
