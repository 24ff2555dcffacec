/** Names of columns: as written, and folded so that they can be compared. */

import { limits } from './limits.ts';
import { shownText } from './table/typed-number.ts';

export interface Header {
  /** As in the file, told apart where a name repeats: `Amount`, `Amount (2)`. */
  text: string;
  /** Folded: `net sales`, `amount 2`; `column 7` where the file names none. */
  normalised: string;
}

/** Accents, case, signs and a currency at the end do not make another column; a percent sign does. */
export function normaliseHeader(text: string): string {
  return (
    text
      .slice(0, limits.headerCharsMax)
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .replace(/n°/g, ' numero ')
      .replace(/#|№/g, ' number ')
      // "GST 5%" is a tax named with its rate; any other sign makes the column one of shares.
      .replace(/(\d) ?%/g, '$1 ')
      .replace(/%/g, ' percent ')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .replace(/^(?:no|num) (?=d |de |du )/, 'numero ')
      .replace(/ (?:cad|usd|eur|ca|us)$/, '')
  );
}

export function toHeaders(cells: readonly string[]): Header[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const text = shownText(cell).trim().slice(0, limits.headerCharsMax) || `Column ${index + 1}`;
    const normalised = normaliseHeader(text) || `column ${index + 1}`;
    const count = (seen.get(normalised) ?? 0) + 1;
    seen.set(normalised, count);
    if (count === 1) return { text, normalised };
    return { text: `${text} (${count})`, normalised: `${normalised} ${count}` };
  });
}
