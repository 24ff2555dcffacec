import type { Problem } from '#connectors/contract.ts';
import type { FileReason } from './file.ts';

/** Why a file was not stored, where it is not the reader who says so. */

export const ourFault: FileReason = {
  code: 'files.internal',
  message: {
    en: 'Reading this file failed through a mistake of ours. Nothing of it was stored and the file is kept. Read it again later; if it fails again, tell whoever runs Tillbridge for you.',
    fr: 'La lecture de ce fichier a échoué à cause d’une erreur de notre part. Rien n’en a été enregistré et le fichier est conservé. Relisez-le plus tard ; si cela échoue encore, prévenez la personne qui gère Tillbridge pour vous.',
  },
};

/** No row of the file could be read; the reason of the first stands for all. */
export function noRowReadable(first: FileReason['message'], count: number): FileReason {
  return {
    code: 'files.no_row_readable',
    message:
      count === 1
        ? {
            en: `The only row could not be read, so nothing was stored: ${first.en} Check which column means what, then read the file again.`,
            fr: `La seule ligne n’est pas lisible ; rien n’a été enregistré : ${first.fr} Vérifiez le rôle de chaque colonne, puis relisez le fichier.`,
          }
        : {
            en: `None of the ${count} rows could be read, so nothing was stored. The first one: ${first.en} Check which column means what, then read the file again.`,
            fr: `Aucune des ${count} lignes n’est lisible ; rien n’a été enregistré. La première : ${first.fr} Vérifiez le rôle de chaque colonne, puis relisez le fichier.`,
          },
  };
}

/** A file that came by itself and waits for a person. */
export const answersNeeded: Problem = {
  kind: 'config',
  code: 'files.answers_needed',
  message: {
    en: 'A sales file came whose columns we cannot tell apart for sure. Open the file and answer the questions: it is read at once, and so is every further file of this layout.',
    fr: 'Un fichier de ventes est arrivé, mais le rôle de ses colonnes n’est pas certain. Ouvrez le fichier et répondez aux questions : il est lu aussitôt, et tout fichier suivant de cette présentation aussi.',
  },
};

/** A reason in the words of the link's health and of runs. */
export function toProblem({ code, message }: FileReason): Problem {
  return { kind: code === ourFault.code ? 'bug' : 'contract_changed', code, message };
}
