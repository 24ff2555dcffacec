/** A name as it is compared: whatever its case, its accents, and the spaces around and within. */
export function toNameKey(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** One tax bears a name in each language of its country. */
const englishTaxes: Readonly<Record<string, string>> = {
  ...{ tps: 'gst', tvq: 'qst', tvh: 'hst', tvp: 'pst', tvd: 'rst', tva: 'vat' },
};
const frenchTax = new RegExp(`\\b(?:${Object.keys(englishTaxes).join('|')})\\b`, 'g');
const toldTwice = new RegExp(
  `\\b(${Object.values(englishTaxes).join('|')})\\b(?:[^\\p{L}\\p{N}]+\\1\\b\\)?)+`,
  'gu',
);

/** The same for the name of a tax, in whichever language: TPS, GST and "TPS/GST" are one. */
export function toTaxKey(name: string): string {
  return toNameKey(name)
    .replace(frenchTax, (word) => englishTaxes[word] ?? word)
    .replace(toldTwice, '$1');
}
