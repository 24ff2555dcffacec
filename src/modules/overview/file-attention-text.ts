import { isolated } from '#kernel/isolated.ts';
import type { Localized } from '#kernel/localized.ts';
import { type TillName, tellTill } from './attention-text.ts';

/** What the list of things to look at says of links that are sent their sales. One sentence each. */

type SentAs = 'file' | 'push';

/** Whose file or mail it is: the type goes without saying. */
function tellFileLink({ nickname, venueName }: TillName): Localized {
  const venue = isolated(venueName);
  if (nickname === null) return { en: venue, fr: venue };
  return { en: `“${isolated(nickname)}” at ${venue}`, fr: `« ${isolated(nickname)} » (${venue})` };
}

export function saySentCalledOff(till: TillName, as: SentAs): Localized {
  const { en, fr } = tellTill(till);
  return as === 'file'
    ? {
        en: `${en} was called off, because no file that can be read came for so long; the next one brings it back.`,
        fr: `${fr} a été suspendue, faute de fichier lisible depuis longtemps ; le prochain la rétablit.`,
      }
    : {
        en: `${en} was called off, because the till has not called for so long; its next call brings it back.`,
        fr: `${fr} a été suspendue, la caisse n’ayant pas appelé depuis longtemps ; son prochain appel la rétablit.`,
      };
}

export function saySentFailed(till: TillName, as: SentAs): Localized {
  const { en, fr } = as === 'file' ? tellFileLink(till) : tellTill(till);
  return as === 'file'
    ? {
        en: `The last sales file of ${en} could not be taken in.`,
        fr: `Le dernier fichier de ventes de ${fr} n’a pas pu être pris en compte.`,
      }
    : {
        en: `The last call of ${en} could not be taken in.`,
        fr: `Le dernier appel de ${fr} n’a pas pu être pris en compte.`,
      };
}

export function sayAwaited(till: TillName, as: SentAs): Localized {
  const { en, fr } = as === 'file' ? tellFileLink(till) : tellTill(till);
  return as === 'file'
    ? {
        en: `No sales file of ${en} has come for more than two weeks; after 30 days it is called off.`,
        fr: `Aucun fichier de ventes de ${fr} n’est arrivé depuis plus de deux semaines ; après 30 jours, elle est suspendue.`,
      }
    : {
        en: `${en} has not called for more than two weeks; after 30 days it is called off.`,
        fr: `${fr} n’a pas appelé depuis plus de deux semaines ; après 30 jours, elle est suspendue.`,
      };
}

export function sayAsking(count: number, till: TillName): Localized {
  const { en, fr } = tellFileLink(till);
  return count === 1
    ? {
        en: `A sales file of ${en} waits for your answer: what its columns mean is not sure.`,
        fr: `Un fichier de ventes de ${fr} attend votre réponse : le sens de ses colonnes n’est pas sûr.`,
      }
    : {
        en: `${count} sales files of ${en} wait for your answer: what their columns mean is not sure.`,
        fr: `${count} fichiers de ventes de ${fr} attendent votre réponse : le sens de leurs colonnes n’est pas sûr.`,
      };
}

export function sayUnreadable(count: number, till: TillName): Localized {
  const { en, fr } = tellFileLink(till);
  return count === 1
    ? {
        en: `A sales file of ${en} could not be read and counts nowhere.`,
        fr: `Un fichier de ventes de ${fr} n’a pas pu être lu et ne compte nulle part.`,
      }
    : {
        en: `${count} sales files of ${en} could not be read and count nowhere.`,
        fr: `${count} fichiers de ventes de ${fr} n’ont pas pu être lus et ne comptent nulle part.`,
      };
}

export function sayStrayMails(count: number, till: TillName): Localized {
  const { en, fr } = tellFileLink(till);
  return count === 1
    ? {
        en: `An e-mail to ${en} was set aside: no sales file could be taken from it.`,
        fr: `Un courriel pour ${fr} a été mis de côté : aucun fichier de ventes n’a pu en être tiré.`,
      }
    : {
        en: `${count} e-mails to ${en} were set aside: no sales file could be taken from them.`,
        fr: `${count} courriels pour ${fr} ont été mis de côté : aucun fichier de ventes n’a pu en être tiré.`,
      };
}

export const fileLabels = {
  send: { en: 'Send a file', fr: 'Envoyer un fichier' },
  seeCalls: { en: 'See where to call', fr: 'Voir où appeler' },
  answer: { en: 'Answer', fr: 'Répondre' },
  seeWhy: { en: 'See why', fr: 'Voir pourquoi' },
  seeMails: { en: 'See the e-mails', fr: 'Voir les courriels' },
} as const satisfies Record<string, Localized>;
