import { describe, expect, it } from 'vitest';
import type { NoticePreferences } from '../../api/notice.queries.ts';
import { draftTroubles } from './notices-draft.ts';

const draft = (part: Partial<NoticePreferences>): NoticePreferences => ({
  ...{ kinds: ['integration_warned'], venueIds: null, language: null, quietHours: null },
  gatherMinutes: 5,
  ...part,
});
const none = { hasNoVenue: false, isQuietNever: false };

describe('wishes about notices', () => {
  it('name a venue, unless nothing of venues is to be told', () => {
    expect(draftTroubles(draft({}))).toEqual(none);
    expect(draftTroubles(draft({ venueIds: ['a'] }))).toEqual(none);
    expect(draftTroubles(draft({ venueIds: [] }))).toEqual({ ...none, hasNoVenue: true });
    expect(draftTroubles(draft({ venueIds: [], kinds: [] }))).toEqual(none);
    expect(draftTroubles(draft({ venueIds: [], kinds: ['webhook_disabled'] }))).toEqual(none);
  });

  it('have quiet hours that end at another time than they begin', () => {
    const quiet = (from: string, to: string) => draftTroubles(draft({ quietHours: { from, to } }));
    expect(quiet('08:00', '08:00')).toEqual({ ...none, isQuietNever: true });
    expect(quiet('22:00', '08:00')).toEqual(none);
  });
});
