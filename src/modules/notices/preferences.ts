import type { Language } from '#kernel/localized.ts';
import type { Role } from '#modules/tenancy/index.ts';
import { type NoticeKind, noticeKinds } from './notice.store.ts';
import type { QuietHours } from './quiet-hours.ts';

/** How one person wants to be told, in one company. */
export interface NoticePreferences {
  kinds: NoticeKind[];
  /** Null: all venues, those to come included. */
  venueIds: string[] | null;
  /** Null: both languages, one below the other. */
  language: Language | null;
  /** In the wall time of the venue a notice is about. */
  quietHours: QuietHours | null;
  /** How long the first notice waits for others, to go out in one mail with them. */
  gatherMinutes: number;
}

export const gatherMinutesMax = 1440;

/** Of owners and managers who chose nothing: all of it, soon, and in whichever language they read. */
export const defaultPreferences: NoticePreferences = {
  kinds: [...noticeKinds],
  venueIds: null,
  language: null,
  quietHours: null,
  gatherMinutes: 5,
};

/** What holds for a person who chose nothing: viewers cannot mend anything and are left in peace. */
export function defaultPreferencesOf(role: Role): NoticePreferences {
  return role === 'viewer' ? { ...defaultPreferences, kinds: [] } : defaultPreferences;
}

/** Whether what is to be told of integrations is told of any: of no venue, nobody would hear it. */
export function isOfSomeVenue(of: Pick<NoticePreferences, 'kinds' | 'venueIds'>): boolean {
  const isOfVenues = of.kinds.some((kind) => kind !== 'webhook_disabled');
  return !isOfVenues || of.venueIds === null || of.venueIds.length > 0;
}

/** Whether a person wants to be told of this, and may be: webhooks are the owners' business. */
export function wantsNotice(
  { role, preferences }: { role: Role; preferences: NoticePreferences },
  notice: { kind: NoticeKind; venueId: string },
): boolean {
  const { kinds, venueIds } = preferences;
  if (notice.kind === 'webhook_disabled') return role === 'owner' && kinds.includes(notice.kind);
  return kinds.includes(notice.kind) && (venueIds === null || venueIds.includes(notice.venueId));
}
