/** What the rows of a till's closing report are called, in English and French. */

export type ReportDimension = 'net' | 'tax' | 'category' | 'tender';

const words: Readonly<Record<ReportDimension, readonly string[]>> = {
  net: [
    ...['net', 'net sales', 'net sales total', 'total net', 'total net sales', 'sales net'],
    ...['ventes nettes', 'total ventes nettes', 'total des ventes nettes', 'net des ventes'],
    ...['ventes net', 'total ht', 'ventes ht', 'chiffre d affaires net', 'ca net'],
  ],
  tax: [
    ...['tax', 'taxes', 'total tax', 'total taxes', 'tax total', 'taxes total'],
    ...['taxe', 'total taxe', 'taxes totales', 'total des taxes', 'taxe totale'],
  ],
  category: [
    ...['category', 'categories', 'categorie', 'by category', 'sales by category'],
    ...['category sales', 'par categorie', 'ventes par categorie', 'department', 'departments'],
    ...['departement', 'departements', 'famille', 'familles', 'family', 'group', 'groups'],
    ...['groupe', 'groupes', 'rayon', 'rayons'],
  ],
  tender: [
    ...['tender', 'tenders', 'by tender', 'payment', 'payments', 'payment type', 'payment types'],
    ...['payment method', 'payment methods', 'paiement', 'paiements', 'par paiement'],
    ...['mode de paiement', 'modes de paiement', 'moyen de paiement', 'moyens de paiement'],
    ...['reglement', 'reglements', 'encaissement', 'encaissements', 'media'],
  ],
};

const dimensionOfWord = new Map(
  Object.entries(words).flatMap(([dimension, list]) =>
    list.map((word) => [word, dimension as ReportDimension] as const),
  ),
);

/** Taxes that are told by their own name. */
const taxName =
  /^(?:gst|hst|pst|qst|rst|vat|tps|tvq|tvh|tvp|tvd|tva|(?:sales|state|city|county|federal|provincial) tax)\b/;
const totalName = /^(?:grand |sub ?)?total\b|^sous total\b|^somme\b/;
const amountHeader =
  /^(?:amount|montant|total|net|sum|somme|value|valeur|sales|ventes)(?: (?:amount|ht|net|nettes|sales))?$/;

/** A text as it is compared: without accents, marks and doubled spaces, in small letters. */
export function toPlainWords(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim();
}

/** What a word of the report names; null for anything else. */
export function dimensionOf(text: string): ReportDimension | null {
  return dimensionOfWord.get(toPlainWords(text)) ?? null;
}

export function isTaxName(text: string): boolean {
  return taxName.test(toPlainWords(text));
}

/** A sum of rows that stand by themselves. */
export function isTotalName(text: string): boolean {
  return totalName.test(toPlainWords(text));
}

/** The heading of a column of amounts. */
export function isAmountHeader(text: string): boolean {
  return amountHeader.test(toPlainWords(text));
}
