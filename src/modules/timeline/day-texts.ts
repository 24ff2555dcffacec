import type { Localized } from '#kernel/localized.ts';

/** What somebody decided about a day; `who` did it, `day` is its date. */
type DaySentence = (facts: {
  who: Localized;
  day: Localized;
  note: string;
  /** What it came with, when it was not decided by itself. */
  because: string | null;
}) => Localized;

/** Sentences of the decisions about days, by event name. */
export const daySentences: Readonly<Record<string, DaySentence>> = {
  'day.approved': ({ who, day, note }) => ({
    en: `${who.en} approved ${day.en}${note === '' ? '.' : `: ${ended(note)}`} It changes only when somebody reopens it.`,
    fr: `${who.fr} a approuvé le ${day.fr}${note === '' ? '.' : ` : ${ended(note)}`} La journée ne change que si quelqu’un la rouvre.`,
  }),
  'day.reopened': ({ who, day, because }) =>
    because === 'day_rule_changed'
      ? {
          en: `${who.en} reopened ${day.en} with a change of the venue’s time zone or cut-off. The day is computed anew and follows the till again.`,
          fr: `${who.fr} a rouvert le ${day.fr} en changeant le fuseau horaire ou l’heure de coupure de l’établissement. La journée est recalculée et suit de nouveau la caisse.`,
        }
      : {
          en: `${who.en} reopened ${day.en}. It follows the till again.`,
          fr: `${who.fr} a rouvert le ${day.fr}. La journée suit de nouveau la caisse.`,
        },
  'day.report_entered': ({ who, day }) => ({
    en: `${who.en} entered the till’s closing report of ${day.en}.`,
    fr: `${who.fr} a saisi le rapport de fermeture de la caisse du ${day.fr}.`,
  }),
  'day.report_removed': ({ who, day }) => ({
    en: `${who.en} removed the till’s closing report of ${day.en}.`,
    fr: `${who.fr} a retiré le rapport de fermeture de la caisse du ${day.fr}.`,
  }),
  'day.adjusted': ({ who, day, note }) => ({
    en: `${who.en} added an adjustment to ${day.en}: ${ended(note)}`,
    fr: `${who.fr} a ajouté un ajustement au ${day.fr} : ${ended(note)}`,
  }),
  'day.adjustment_removed': ({ who, day, note }) => ({
    en: `${who.en} removed an adjustment of ${day.en}: ${ended(note)}`,
    fr: `${who.fr} a retiré un ajustement du ${day.fr} : ${ended(note)}`,
  }),
};

/** As a sentence ends, also when whoever wrote it ended it already. */
function ended(note: string): string {
  return /[.!?…](?:["»”’)\u2069]|\s)*$/u.test(note) ? note : `${note}.`;
}
