/** Sentences about rows that are not what they seem, for people. */

import type { Localized } from '#kernel/localized.ts';
import { short } from './messages.ts';
import type { RowPlace } from './row-places.ts';

export function unknownZoneName(cell: string): Localized {
  return {
    en: `"${short(cell)}" names a time zone we do not know, so its time cannot be told.`,
    fr: `« ${short(cell)} » nomme un fuseau horaire inconnu ; l’heure ne peut donc être établie.`,
  };
}

export function cellsBeyondColumns(fault: RowPlace & { columns: number }): Localized {
  const { columns } = fault;
  const { en, fr } = placed(fault);
  return {
    en: `Row ${en} has more cells than there are columns (${columns}): perhaps a number with a comma and no quotation marks.`,
    fr: `La ligne ${fr} compte plus de cellules qu’il n’y a de colonnes (${columns}) : peut-être un nombre avec une virgule, sans guillemets.`,
  };
}

export function rowWithoutAmount(place: RowPlace): Localized {
  const { en, fr } = placed(place);
  return {
    en: `Row ${en} tells how many were sold but no amount.`,
    fr: `La ligne ${fr} indique combien ont été vendus, mais aucun montant.`,
  };
}

/** Rows a warning is about: the first of them, and how many there are. */
export interface NamedRows {
  rows: (RowPlace & { text: string })[];
  count: number;
}

export const namesAgain: Localized = {
  en: 'The row names the columns.',
  fr: 'La ligne nomme les colonnes.',
};
export const otherTable: Localized = {
  en: 'The row belongs to another table than the sales.',
  fr: 'La ligne appartient à un autre tableau que celui des ventes.',
};

export function doubtfulTotals(named: NamedRows): Localized {
  const { en, fr, isOne } = list(named);
  return {
    en: isOne
      ? `${en} looks like a total, but its figures are not surely the sum of the rows above it; it was counted as a sale.`
      : `${en} look like totals, but their figures are not surely the sums of the rows above them; they were counted as sales.`,
    fr: isOne
      ? `${fr} ressemble à un total, mais rien n’assure que ses chiffres soient la somme des lignes qui la précèdent ; elle a été comptée comme une vente.`
      : `${fr} ressemblent à des totaux, mais rien n’assure que leurs chiffres soient les sommes des lignes qui les précèdent ; elles ont été comptées comme des ventes.`,
  };
}

export function otherTables(named: NamedRows): Localized {
  const { en, fr, isOne } = list(named);
  return {
    en: `${en} ${isOne ? 'begins another table' : 'begin other tables'} below the sales; what stands there was left out.`,
    fr: `${fr} ${isOne ? 'commence un autre tableau' : 'commencent d’autres tableaux'} sous les ventes ; ce qui s’y trouve a été laissé de côté.`,
  };
}

function list({ rows, count }: NamedRows): { en: string; fr: string; isOne: boolean } {
  const isOne = count === 1;
  const more = count - rows.length;
  const shown = (language: 'en' | 'fr', open: string, close: string) =>
    rows.map((row) => `${placed(row)[language]} (${open}${short(row.text)}${close})`).join(', ');
  return {
    isOne,
    en: `${isOne ? 'Row' : 'Rows'} ${shown('en', '"', '"')}${more > 0 ? ` and ${more} more` : ''}`,
    fr: `${isOne ? 'La ligne' : 'Les lignes'} ${shown('fr', '« ', ' »')}${more > 0 ? ` et ${more} de plus` : ''}`,
  };
}

function placed({ row, sheet }: RowPlace): Localized {
  if (sheet === undefined) return { en: String(row), fr: String(row) };
  return {
    en: `${row} of sheet “${short(sheet)}”`,
    fr: `${row} de la feuille « ${short(sheet)} »`,
  };
}
