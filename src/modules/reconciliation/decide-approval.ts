import type { Localized } from '#kernel/localized.ts';
import { hasDifference } from './compare.ts';
import type { ReconciledDay } from './show-reconciliation.ts';

export type ApprovalVerdict =
  | { mayApprove: true }
  | { mayApprove: false; code: 'day_not_settled' | 'note_needed'; detail: Localized };

/**
 * Whether a day may be approved. Only a day that is over and was read whole can be vouched for; one
 * that differs from the till's report needs a word on why. Pure.
 */
export function decideApproval(
  day: Pick<ReconciledDay, 'completeness' | 'comparisons'>,
  note: string,
): ApprovalVerdict {
  if (day.completeness !== 'complete' && day.completeness !== 'no_sales') {
    return { mayApprove: false, code: 'day_not_settled', detail: notSettled };
  }
  if (hasDifference(day.comparisons) && note.trim() === '') {
    return { mayApprove: false, code: 'note_needed', detail: noteNeeded };
  }
  return { mayApprove: true };
}

const notSettled: Localized = {
  en: 'This day cannot be approved yet: only a day that is over and was read whole can. Read it again first, or wait until it has ended.',
  fr: 'Cette journée ne peut pas encore être approuvée : il faut qu’elle soit terminée et lue en entier. Relisez-la d’abord, ou attendez qu’elle soit terminée.',
};

const noteNeeded: Localized = {
  en: 'This day differs from the till’s own report. Say in the note why it is right all the same, then approve it.',
  fr: 'Cette journée diffère du rapport de la caisse. Dites dans la note pourquoi elle est quand même juste, puis approuvez-la.',
};
