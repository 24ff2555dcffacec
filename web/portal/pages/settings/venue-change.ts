import type { VenueChange } from '../../api/actions.ts';
import type { Venue } from '../../api/company.types.ts';

const fields = ['name', 'timeZone', 'cutoff', 'morningEnd'] as const;

/** Only what differs; `isDayRule` tells whether stored days must be recomputed for it. */
export function venueChange(
  venue: Venue,
  wanted: Required<VenueChange>,
): { change: VenueChange; isDayRule: boolean } {
  const current = {
    ...venue,
    cutoff: venue.cutoff.slice(0, 5),
    morningEnd: venue.morningEnd.slice(0, 5),
  };
  const changed = fields.filter((field) => wanted[field] !== current[field]);
  return {
    change: Object.fromEntries(changed.map((field) => [field, wanted[field]])),
    isDayRule: changed.some((field) => field !== 'name'),
  };
}
