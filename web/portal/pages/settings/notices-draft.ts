import type { NoticePreferences } from '../../api/notice.queries.ts';

/** What cannot be saved as it stands, by the field where it is told. */
export function draftTroubles(draft: NoticePreferences): {
  hasNoVenue: boolean;
  isQuietNever: boolean;
} {
  const { kinds, venueIds, quietHours } = draft;
  const isOfVenues = kinds.some((kind) => kind !== 'webhook_disabled');
  return {
    hasNoVenue: isOfVenues && venueIds !== null && venueIds.length === 0,
    isQuietNever: quietHours !== null && quietHours.from === quietHours.to,
  };
}
