import type { Localized } from '#kernel/localized.ts';
import type { ZReport } from './compare.ts';
import { toPlainWords } from './report-words.ts';

/** The names a day has, as we write them. */
export interface KnownNames {
  categories: readonly string[];
  tenders: readonly string[];
}

type Named = Map<string, { name: string; minor: number }>;

const categoriesMax = 500;
const tendersMax = 100;
const nameCharsMax = 500;

/** Gathers what a report tells; each `put` and `add` answers why it could not be taken, or null. */
export function createReportSheet(known: KnownNames) {
  let netMinor: number | null = null;
  let taxMinor: number | null = null;
  let taxPartsMinor: number | null = null;
  const named = { category: new Map() as Named, tender: new Map() as Named };
  const ours = { category: byWords(known.categories), tender: byWords(known.tenders) };
  const maxima = { category: categoriesMax, tender: tendersMax };

  const add = (dimension: 'category' | 'tender', text: string, minor: number) => {
    const key = toPlainWords(text);
    const rows = named[dimension];
    const row = rows.get(key);
    if (row) row.minor += minor;
    else if (rows.size >= maxima[dimension]) return reasons.tooMany;
    else rows.set(key, { name: ours[dimension].get(key) ?? text.slice(0, nameCharsMax), minor });
    return null;
  };
  return {
    add,
    putNet(minor: number): Localized | null {
      if (netMinor !== null && netMinor !== minor) return reasons.twice;
      netMinor = minor;
      return null;
    },
    putTax(minor: number): Localized | null {
      if (taxMinor !== null && taxMinor !== minor) return reasons.twice;
      taxMinor = minor;
      return null;
    },
    /** One of several taxes; where the report tells their sum as well, that counts. */
    addTax(minor: number): null {
      taxPartsMinor = (taxPartsMinor ?? 0) + minor;
      return null;
    },
    /** A row that says nothing but one of our own names. */
    addKnown(text: string, minor: number): Localized | null {
      const key = toPlainWords(text);
      const [isCategory, isTender] = [ours.category.has(key), ours.tender.has(key)];
      if (isCategory && isTender) return reasons.either;
      if (!isCategory && !isTender) return reasons.unknown;
      return add(isCategory ? 'category' : 'tender', text, minor);
    },
    toReport(): ZReport {
      const [categories, tenders] = [[...named.category.values()], [...named.tender.values()]];
      return {
        netMinor,
        taxMinor: taxMinor ?? taxPartsMinor,
        categories:
          categories.length === 0
            ? null
            : categories.map(({ name, minor }) => ({ name, netMinor: minor })),
        tenders:
          tenders.length === 0
            ? null
            : tenders.map(({ name, minor }) => ({ name, amountMinor: minor })),
      };
    },
  };
}

/** Names without letters or digits are told by none. */
function byWords(names: readonly string[]): Map<string, string> {
  return new Map(
    names.map((name) => [toPlainWords(name), name] as const).filter(([key]) => key !== ''),
  );
}

const reasons = {
  twice: {
    en: 'This is told twice, with another amount; the first one was taken.',
    fr: 'C’est indiqué deux fois, avec un autre montant ; le premier a été retenu.',
  },
  either: {
    en: 'This could be a category or a tender. Put “Category” or “Tender” in a column before it.',
    fr: 'Ce peut être une catégorie ou un mode de paiement. Mettez « Catégorie » ou « Paiement » dans une colonne devant.',
  },
  unknown: {
    en: 'We do not know what this row tells. Put “Category” or “Tender” in a column before it, if it is one.',
    fr: 'Nous ne savons pas ce que dit cette ligne. Mettez « Catégorie » ou « Paiement » dans une colonne devant, si c’en est un.',
  },
  tooMany: {
    en: 'A report has not that many names; this one was left out.',
    fr: 'Un rapport n’a pas autant de noms ; celui-ci a été laissé de côté.',
  },
} as const satisfies Record<string, Localized>;
