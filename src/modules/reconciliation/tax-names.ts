import { toTaxKey } from './name-key.ts';
import { toPlainWords } from './report-words.ts';

/** A rate behind the name: "GST 5%", "TVQ 9,975 %". */
const rate = /(?: \d+)+ ?%?$/;

/**
 * Finds which of our day's taxes a report means: by its name in English or French, else by the only
 * one of ours that is the same but for a rate. Taxes of several rates stay apart where ours are.
 */
export function createTaxFinder(names: readonly string[]) {
  const byKey = new Map(names.map((name) => [keyOf(name), name] as const));
  const byBareKey = Map.groupBy(names, (name) => keyOf(name).replace(rate, ''));
  return {
    size: byKey.size,
    has: (key: string): boolean => byKey.has(key),
    /** `name` as we write it; null when it is none of ours. */
    find(text: string): { key: string; name: string | null } {
      const key = keyOf(text);
      const exact = byKey.get(key);
      if (exact !== undefined) return { key, name: exact };
      const [only, ...others] = byBareKey.get(key.replace(rate, '')) ?? [];
      if (only === undefined || others.length > 0) return { key, name: null };
      return { key: keyOf(only), name: only };
    },
  };
}

/** Names without letters or digits are told apart by what they are. */
function keyOf(name: string): string {
  return toTaxKey(toPlainWords(name) || name);
}
