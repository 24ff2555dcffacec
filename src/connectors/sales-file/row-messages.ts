/** Sentences about rows that are not what they seem, for people. */

import type { Localized } from '#kernel/localized.ts';
import { short } from './messages.ts';

export function unknownZoneName(cell: string): Localized {
  return {
    en: `"${short(cell)}" names a time zone we do not know, so its time cannot be told.`,
    fr: `« ${short(cell)} » nomme un fuseau horaire inconnu ; l’heure ne peut donc être établie.`,
  };
}

export function cellsBeyondColumns({ row, columns }: { row: number; columns: number }): Localized {
  return {
    en: `Row ${row} has more cells than there are columns (${columns}): perhaps a number with a comma and no quotation marks.`,
    fr: `La ligne ${row} compte plus de cellules qu’il n’y a de colonnes (${columns}) : peut-être un nombre avec une virgule, sans guillemets.`,
  };
}

export function rowWithoutAmount(row: number): Localized {
  return {
    en: `Row ${row} tells how many were sold but no amount.`,
    fr: `La ligne ${row} indique combien ont été vendus, mais aucun montant.`,
  };
}
