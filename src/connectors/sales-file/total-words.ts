/** Words by which a cell says that its row sums others. */

/** What a cell says of a total. */
export interface TotalWords {
  /** Whether it says nothing else. */
  isAlone: boolean;
  /** Whether no item is called so: `Sub-total …`, `… total`. */
  isSure: boolean;
  /** The other words, folded: what is summed. */
  rest: string;
}

const ALONE =
  /^(?:(?:grand|net|gross|sub|sous|overall|report|daily) )?(?:sub)?tota(?:l|ls|ux)(?: (?:general|generaux|net|nets|brut|bruts|gross|ht|ttc))?$/;
const BEGINNING = /^(grand |sub ?|sous )?tota(?:l|ls|ux) /;
const END = / (?:grand |sub ?|sous )?tota(?:l|ls|ux)$/;
const SMALL_WORDS = /^(?:(?:for|of|the|de|des|du|d|la|le|les|l|pour) )+/;

/** What a cell says of a total; null when it says nothing of one. */
export function readTotalWords(text: string): TotalWords | null {
  if (!/tota/i.test(text) || text.length > 100) return null;
  const words = foldWords(text);
  if (ALONE.test(words)) return { isAlone: true, isSure: true, rest: '' };
  const beginning = BEGINNING.exec(words);
  if (beginning !== null) {
    const rest = words.slice(beginning[0].length).replace(SMALL_WORDS, '');
    return { isAlone: false, isSure: beginning[1] !== undefined, rest };
  }
  if (!END.test(words)) return null;
  return { isAlone: false, isSure: true, rest: words.replace(END, '') };
}

/** Without accents, case and signs. */
export function foldWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
