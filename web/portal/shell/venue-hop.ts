import { useNavigate, useRouterState } from '@tanstack/react-router';
import { placeAtVenue } from './place-at-venue.ts';

/** Goes to another venue, to the same place there. */
export function useVenueHop(): (venueId: string) => void {
  const navigate = useNavigate();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  return (venueId) => void navigate({ to: placeAtVenue(pathname, venueId) });
}
