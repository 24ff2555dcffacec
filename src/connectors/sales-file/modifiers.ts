import type { Modifier } from '../contract.ts';
import { normaliseHeader } from './headers.ts';

const MODIFIERS_MAX = 100;
const NAME_CHARS_MAX = 200;
/** Columns that name which variation of an item was sold, and what the only one is called. */
const VARIATION = /^(?:price point name|variation|variation name|variante)\b/;
const ONLY_VARIATION = /^(?:regular|default|standard|régulier)$/i;

/**
 * The set of modifiers in the cells of a row, parted by commas, semicolons, bars or lines. Their
 * order, letter case, spacing and repetition do not matter: the same set gives the same list.
 */
export function readModifiers(cells: readonly { header: string; text: string }[]): Modifier[] {
  if (cells.length === 0) return [];
  const byName = new Map<string, Modifier>();
  for (const part of cells.flatMap(partsOf)) {
    const name = part.trim().replace(/\s+/g, ' ').slice(0, NAME_CHARS_MAX).toWellFormed().trim();
    const folded = fold(name);
    if (name === '' || byName.has(folded)) continue;
    byName.set(folded, { code: '', name, quantity: '1', unitPriceMinor: 0 });
    if (byName.size >= MODIFIERS_MAX) break;
  }
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, modifier]) => modifier);
}

function partsOf({ header, text }: { header: string; text: string }): string[] {
  if (!isVariation(header)) return text.split(/[,;|\n\r]+/);
  return ONLY_VARIATION.test(text) ? [] : [text];
}

/** By header: a file has few of them, and asks for every row. */
const variations = new Map<string, boolean>();

function isVariation(header: string): boolean {
  const known = variations.get(header);
  if (known !== undefined) return known;
  const found = VARIATION.test(normaliseHeader(header));
  if (variations.size >= 1000) variations.clear();
  variations.set(header, found);
  return found;
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
