/** What a row is, by the words a file uses for it. */

import type { OrderLine } from '../contract.ts';
import { normaliseHeader } from './headers.ts';

export type LineKind = OrderLine['kind'];

/** Words for what a row is, folded; any other word leaves it to the signs of its figures. */
const KIND_WORDS: Readonly<Record<Exclude<LineKind, 'sale'>, RegExp>> = {
  refund:
    /^(?:refund|refunded|return|returned|remboursement|rembourse|remboursee|retour|credit note|note de credit)$/,
  void: /^(?:void|voided|cancelled|canceled|deleted|annulation|annule|annulee|supprime|supprimee)$/,
  comp: /^(?:comp|comped|complimentary|on the house|offert|offerte|gratuit)$/,
};

const NAMED_KINDS = Object.keys(KIND_WORDS) as (keyof typeof KIND_WORDS)[];

/** In a column named after a kind, a yes means it; in one of several kinds it means nothing. */
const YES = /^(?:true|yes|y|oui|o|vrai|x|1)$/;
const REFUND_HEADER = /\b(?:refund|refunded|return|returned|rembourse|remboursement|retour)\b/;
const VOID_HEADER = /\b(?:void|voided|cancelled|canceled|deleted|annule|annulee|annulation)\b/;

/** The kind that cells name, by their headers; null when none names one. */
export function kindNamedBy(cells: readonly { header: string; text: string }[]): LineKind | null {
  for (const { header, text } of cells) {
    const word = fold(text);
    if (word === '') continue;
    for (const kind of NAMED_KINDS) {
      if (KIND_WORDS[kind].test(word)) return kind;
    }
    if (!YES.test(word)) continue;
    const name = normaliseHeader(header);
    if (REFUND_HEADER.test(name)) return 'refund';
    if (VOID_HEADER.test(name)) return 'void';
  }
  return null;
}

/** Whether a cell says by itself that its row is no sale, whatever its column is called. */
export function isKindWord(text: string): boolean {
  const word = fold(text);
  return KIND_WORDS.void.test(word) || KIND_WORDS.refund.test(word);
}

/** Files repeat few words. */
const folded = new Map<string, string>();
const FOLDED_MAX = 1000;

function fold(text: string): string {
  if (text === '' || text.length > 40) return '';
  const known = folded.get(text);
  if (known !== undefined) return known;
  const word = text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
  if (folded.size >= FOLDED_MAX) folded.clear();
  folded.set(text, word);
  return word;
}
