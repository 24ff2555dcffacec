import type { Localized } from '#kernel/localized.ts';

/** How the sales of a link come by themselves, as its events keep it. */
export type SentAs = 'file' | 'push';

/** What happened to a link that is sent its sales: nobody asks its till for anything. */
export type SentEvent =
  | 'added'
  | 'deactivated'
  | 'restored'
  | 'resumed'
  | 'failed'
  | 'warned'
  | 'called_off'
  | 'recovered';

interface SentFacts {
  /** Who did it. */
  who: Localized;
  link: Localized;
  /** The same, as a sentence begins with it. */
  Link: Localized;
  /** Where the till sends its calls. */
  sendTo: string | null;
  failures: number | null;
}

/** Sentences of what happens to links that are sent files, or that tills call. */
export const sentSentences: Readonly<
  Record<SentEvent, (facts: SentFacts, as: SentAs) => Localized>
> = {
  added: ({ who, link, sendTo }, as) =>
    as === 'file'
      ? {
          en: `${who.en} added ${link.en}. It waits for its first file: upload one on its page of sales files, or have the till mail its report to the address shown there.`,
          fr: `${who.fr} a ajouté ${link.fr}. Elle attend son premier fichier : téléversez-en un sur sa page de fichiers de ventes, ou faites envoyer le rapport de la caisse à l’adresse qui y figure.`,
        }
      : {
          en: `${who.en} added ${link.en}. It waits for the first call of the till${sendTo === null ? '' : ` to ${sendTo}`}.`,
          fr: `${who.fr} a ajouté ${link.fr}. Elle attend le premier appel de la caisse${sendTo === null ? '' : ` vers ${sendTo}`}.`,
        },
  deactivated: ({ who, link }) => ({
    en: `${who.en} deactivated ${link.en}. No more sales are taken in; past sales and items stay.`,
    fr: `${who.fr} a désactivé ${link.fr}. Plus aucune vente n’est acceptée ; les ventes et articles passés restent.`,
  }),
  restored: ({ who, link }, as) => again(who, link, { en: 'restored', fr: 'a restauré', as }),
  resumed: ({ who, link }, as) => again(who, link, { en: 'resumed', fr: 'a repris', as }),
  failed: ({ link }) => ({
    en: `A sales file of ${link.en} could not be taken in.`,
    fr: `Un fichier de ventes de ${link.fr} n’a pas pu être pris en compte.`,
  }),
  warned: ({ link, failures }) => ({
    en: `Sales files of ${link.en} keep coming that cannot be taken in${failures === null ? '' : ` (${failures} so far)`}. If this goes on, it will be called off.`,
    fr: `Les fichiers de ventes de ${link.fr} ne peuvent toujours pas être pris en compte${failures === null ? '' : ` (${failures} jusqu’ici)`}. Si cela dure, elle sera suspendue.`,
  }),
  called_off: ({ Link }) => ({
    en: `${Link.en} was called off after too many files that could not be taken in. The next file that can be read brings it back.`,
    fr: `${Link.fr} a été suspendue après trop de fichiers qui n’ont pas pu être pris en compte. Le prochain fichier lisible la rétablit.`,
  }),
  recovered: ({ Link }) => ({
    en: `${Link.en} delivers sales data again and is Healthy. Days that were not sent meanwhile can still be sent.`,
    fr: `${Link.fr} livre de nouveau des données de vente ; elle est en bonne santé. Les jours qui n’ont pas été envoyés entre-temps peuvent encore l’être.`,
  }),
};

function again(
  who: Localized,
  link: Localized,
  verb: { en: string; fr: string; as: SentAs },
): Localized {
  return verb.as === 'file'
    ? {
        en: `${who.en} ${verb.en} ${link.en}. It waits for the next file; what did not come meanwhile can still be sent.`,
        fr: `${who.fr} ${verb.fr} ${link.fr}. Elle attend le prochain fichier ; ce qui n’est pas arrivé entre-temps peut encore être envoyé.`,
      }
    : {
        en: `${who.en} ${verb.en} ${link.en}. It waits for the next call of the till; what did not come meanwhile can still be sent.`,
        fr: `${who.fr} ${verb.fr} ${link.fr}. Elle attend le prochain appel de la caisse ; ce qui n’est pas arrivé entre-temps peut encore être envoyé.`,
      };
}
