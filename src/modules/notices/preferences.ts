import type { Language } from '#kernel/localized.ts';
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

/** Of everybody who chose nothing: all of it, soon, and in a language they read whichever it is. */
export const defaultPreferences: NoticePreferences = {
  kinds: [...noticeKinds],
  venueIds: null,
  language: null,
  quietHours: null,
  gatherMinutes: 5,
};

/** Whether a person wants to be told of this. */
export function wantsNotice(
  preferences: NoticePreferences,
  notice: { kind: NoticeKind; venueId: string },
): boolean {
  const { kinds, venueIds } = preferences;
  return kinds.includes(notice.kind) && (venueIds === null || venueIds.includes(notice.venueId));
}
