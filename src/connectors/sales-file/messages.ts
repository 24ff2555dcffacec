/** Sentences about files and rows, for people. */

import type { Localized } from '#kernel/localized.ts';
import { limits } from './limits.ts';
import { noResult } from './table/formulas.ts';
import type { UnreadableCode } from './table/table.ts';

const MEGABYTE = 1024 * 1024;

const unreadable: Readonly<Record<UnreadableCode, (shown: string) => Localized>> = {
  empty: () => ({
    en: 'The file is empty. Export it from the till again.',
    fr: 'Le fichier est vide. Exportez-le de nouveau depuis la caisse.',
  }),
  no_rows: () => ({
    en: 'The file names its columns but holds no sales. Check the dates of the export.',
    fr: 'Le fichier nomme ses colonnes mais ne contient aucune vente. Vérifiez les dates de l’exportation.',
  }),
  too_large: () => ({
    en: `The file is larger than ${limits.fileBytesMax / MEGABYTE} MB. Export fewer days at a time.`,
    fr: `Le fichier dépasse ${limits.fileBytesMax / MEGABYTE} Mo. Exportez moins de jours à la fois.`,
  }),
  too_large_unpacked: () => ({
    en: `Unpacked, the file is larger than ${limits.unpackedBytesMax / MEGABYTE} MB, or holds too many files. Export fewer days at a time, or save it as CSV.`,
    fr: `Décompressé, le fichier dépasse ${limits.unpackedBytesMax / MEGABYTE} Mo ou contient trop de fichiers. Exportez moins de jours à la fois, ou enregistrez-le en CSV.`,
  }),
  too_many_rows: () => ({
    en: `The file has more than ${count(limits.rowsMax, 'en')} rows. Export fewer days at a time.`,
    fr: `Le fichier compte plus de ${count(limits.rowsMax, 'fr')} lignes. Exportez moins de jours à la fois.`,
  }),
  too_many_columns: (shown) => ({
    en: `The file has more than ${shown} columns, which no till exports. Check that it is the sales export.`,
    fr: `Le fichier compte plus de ${shown} colonnes, ce qu’aucune caisse n’exporte. Vérifiez qu’il s’agit bien de l’exportation des ventes.`,
  }),
  cell_too_long: (shown) => ({
    en: `A cell in row ${shown} is longer than ${limits.cellCharsMax / 1024} KB. Check that it is the sales export, saved as CSV or XLSX.`,
    fr: `Une cellule de la ligne ${shown} dépasse ${limits.cellCharsMax / 1024} Ko. Vérifiez qu’il s’agit bien de l’exportation des ventes, en CSV ou XLSX.`,
  }),
  unclosed_quote: (shown) => ({
    en: `In row ${shown} a quotation mark opens and never closes; the file may be cut off. Export it again.`,
    fr: `À la ligne ${shown}, un guillemet s’ouvre sans se refermer ; le fichier est peut-être tronqué. Exportez-le de nouveau.`,
  }),
  not_a_table: () => ({
    en: 'This is not a table of sales. Export the items sold from the till as CSV or XLSX.',
    fr: 'Ce n’est pas un tableau de ventes. Exportez les articles vendus depuis la caisse en CSV ou XLSX.',
  }),
  encrypted: () => ({
    en: 'The file is protected by a password. Save it without one and send it again.',
    fr: 'Le fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe et renvoyez-le.',
  }),
  broken_workbook: () => ({
    en: 'The workbook is damaged or of a version we cannot read. Open it in a spreadsheet, save it as XLSX or CSV and send that.',
    fr: 'Le classeur est endommagé ou d’une version que nous ne pouvons pas lire. Ouvrez-le dans un tableur, enregistrez-le en XLSX ou CSV et envoyez ce fichier.',
  }),
  workbook_with_definitions: () => ({
    en: 'The workbook holds definitions that no spreadsheet writes, so it was not opened. Save it as CSV and send that.',
    fr: 'Le classeur contient des définitions qu’aucun tableur n’écrit ; il n’a pas été ouvert. Enregistrez-le en CSV et envoyez ce fichier.',
  }),
  spreadsheet_kind: (shown) => ({
    en: `This is an ${shown} spreadsheet. Save it as XLSX or CSV and send that.`,
    fr: `C’est une feuille de calcul ${shown}. Enregistrez-la en XLSX ou CSV et envoyez ce fichier.`,
  }),
  broken_zip: () => ({
    en: 'The file, a zip or a workbook, is damaged or cut off. Export it again and send that.',
    fr: 'Le fichier, un zip ou un classeur, est endommagé ou tronqué. Exportez-le de nouveau et envoyez-le.',
  }),
  zip_empty: () => ({
    en: 'The zip file holds no file of sales.',
    fr: 'Le fichier zip ne contient aucun fichier de ventes.',
  }),
  zip_many: (shown) => ({
    en: `The zip file holds ${shown} files. Send each of them by itself.`,
    fr: `Le fichier zip contient ${shown} fichiers. Envoyez-les un par un.`,
  }),
  no_dates: () => ({
    en: 'No row of the file has a date we can read. Check which column holds the date of the sale.',
    fr: 'Aucune ligne du fichier n’a de date lisible. Vérifiez quelle colonne contient la date de la vente.',
  }),
  no_amounts: () => ({
    en: 'No row of the file tells what it sold for. Check which column holds the net sales.',
    fr: 'Aucune ligne du fichier n’indique de montant vendu. Vérifiez quelle colonne contient les ventes nettes.',
  }),
  too_slow: () => ({
    en: `Reading took longer than ${limits.readMs / 1000} seconds and was stopped. Export fewer days at a time.`,
    fr: `La lecture a pris plus de ${limits.readMs / 1000} secondes et a été arrêtée. Exportez moins de jours à la fois.`,
  }),
  too_much_memory: () => ({
    en: 'Reading needed more memory than a file of sales should and was stopped. Export fewer days at a time, or save it as CSV.',
    fr: 'La lecture demandait plus de mémoire qu’un fichier de ventes ne devrait et a été arrêtée. Exportez moins de jours à la fois, ou enregistrez-le en CSV.',
  }),
  failed: () => ({
    en: 'The file could not be read through a mistake of ours. It is kept; whoever runs Tillbridge can look into it.',
    fr: 'Le fichier n’a pas pu être lu à cause d’une erreur de notre part. Il est conservé ; la personne qui gère Tillbridge peut l’examiner.',
  }),
};

/** Why a file cannot be read, and what to do. */
export function unreadableReason(code: UnreadableCode, shown: string): Localized {
  return unreadable[code](shown);
}

export const totalRow: Localized = {
  en: 'A row of totals: what it sums is counted already.',
  fr: 'Une ligne de totaux : ce qu’elle additionne est déjà compté.',
};
export const rowWithoutDate: Localized = {
  en: 'The row has no date.',
  fr: 'La ligne n’a pas de date.',
};
export const rowWithoutItem: Localized = {
  en: 'The row names no item and no amount.',
  fr: 'La ligne ne nomme ni article ni montant.',
};

export const dateOutOfRange = (date: string): Localized => ({
  en: `The row is dated ${date}, which no sale can be.`,
  fr: `La ligne est datée du ${date}, ce qui ne peut être la date d’une vente.`,
});

/** For a cell whose formula the workbook holds without its result. */
export const formulaWithoutResult: Localized = {
  en: 'The workbook holds a formula without its result: open and save it in a spreadsheet, then send it again.',
  fr: 'Le classeur contient une formule sans son résultat : ouvrez-le et enregistrez-le dans un tableur, puis renvoyez-le.',
};

export function unreadableTime(cell: string): Localized {
  if (cell === noResult) return formulaWithoutResult;
  return {
    en: `"${short(cell)}" is not a time of day.`,
    fr: `« ${short(cell)} » n’est pas une heure.`,
  };
}

export function unreadableDate(cell: string): Localized {
  if (cell === noResult) return formulaWithoutResult;
  return {
    en: `"${short(cell)}" is not a date.`,
    fr: `« ${short(cell)} » n’est pas une date.`,
  };
}

export function unknownZones(names: readonly string[]): Localized {
  const list = names.map(short).join(', ');
  return {
    en: `The file names a time zone we do not know (${list}); its times were taken as the venue’s.`,
    fr: `Le fichier nomme un fuseau horaire inconnu (${list}) ; ses heures ont été prises comme celles de l’établissement.`,
  };
}

export function textsCut(count: number): Localized {
  const [name, text] = [limits.nameCharsMax, limits.textCharsMax];
  return {
    en: `${count === 1 ? 'One row holds a text' : `${count} rows hold texts`} longer than is kept: of the name of an item or a customer the first ${name} characters, of other texts the first ${text}.`,
    fr: `${count === 1 ? 'Une ligne contient un texte' : `${count} lignes contiennent des textes`} plus long${count === 1 ? '' : 's'} que ce qui est conservé : d’un nom d’article ou de client les ${name} premiers caractères, d’autres textes les ${text} premiers.`,
  };
}

export function manyPlaces(names: readonly string[]): Localized {
  const list = names.map(short).join(', ');
  return {
    en: `The file holds sales of several places (${list}); all of them were counted for this venue.`,
    fr: `Le fichier contient les ventes de plusieurs lieux (${list}) ; toutes ont été comptées pour cet établissement.`,
  };
}

export function rowsLeftOut(rows: number): Localized {
  return {
    en: `${count(rows, 'en')} rows were left out; the first ${limits.skippedMax} are listed.`,
    fr: `${count(rows, 'fr')} lignes ont été laissées de côté ; les ${limits.skippedMax} premières sont énumérées.`,
  };
}

/** A cell as a reader sees it: at most forty characters. */
export function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40).toWellFormed()}…` : text;
}

function count(value: number, language: 'en' | 'fr'): string {
  return value.toLocaleString(language === 'en' ? 'en-CA' : 'fr-CA');
}
