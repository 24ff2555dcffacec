import type { Localized } from '#kernel/localized.ts';
import type { NamedAmount, ZReport } from './compare.ts';
import {
  amountMinorMax,
  categoriesMax,
  nameCharsMax,
  taxesMax,
  tendersMax,
} from './report-schemas.ts';
import { toPlainWords } from './report-words.ts';

/** The names a day has, as we write them. */
export interface KnownNames {
  taxes: readonly string[];
  categories: readonly string[];
  tenders: readonly string[];
}

type Named = Map<string, { name: string; minor: number }>;

/**
 * Gathers what a report tells; each `put` and `add` answers why it could not be taken, or null. Taxes
 * are told one by one where our day has any of their names, or more taxes than the report, else as
 * their sum: they are ours under other names, or of a till that tells us no names.
 */
export function createReportSheet(known: KnownNames) {
  let netMinor: number | null = null;
  let taxMinor: number | null = null;
  const named = {
    tax: new Map() as Named,
    category: new Map() as Named,
    tender: new Map() as Named,
  };
  const ours = {
    tax: byWords(known.taxes),
    category: byWords(known.categories),
    tender: byWords(known.tenders),
  };
  const maxima = { tax: taxesMax, category: categoriesMax, tender: tendersMax };

  const add = (dimension: keyof typeof named, text: string, minor: number) => {
    // Names without letters or digits are told apart by what they are.
    const key = toPlainWords(text) || text;
    const rows = named[dimension];
    const row = rows.get(key);
    if (!row && rows.size >= maxima[dimension]) return reasons.tooMany;
    if (isTooLarge((row?.minor ?? 0) + minor)) return reasons.tooLarge;
    if (row) row.minor += minor;
    else rows.set(key, { name: ours[dimension].get(key) ?? text.slice(0, nameCharsMax), minor });
    return null;
  };
  return {
    add,
    putNet(minor: number): Localized | null {
      if (isTooLarge(minor)) return reasons.tooLarge;
      if (netMinor !== null && netMinor !== minor) return reasons.twice;
      netMinor = minor;
      return null;
    },
    putTax(minor: number): Localized | null {
      if (isTooLarge(minor)) return reasons.tooLarge;
      if (taxMinor !== null && taxMinor !== minor) return reasons.twice;
      taxMinor = minor;
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
      const [parts, tenders] = [amountsOf(named.tax), amountsOf(named.tender)];
      const categories = [...named.category.values()];
      const isByName =
        named.tax.size < ours.tax.size || [...named.tax.keys()].some((key) => ours.tax.has(key));
      return {
        netMinor,
        taxMinor: taxMinor ?? (isByName ? null : sumOf(parts)),
        taxes: isByName ? parts : null,
        categories:
          categories.length === 0
            ? null
            : categories.map(({ name, minor }) => ({ name, netMinor: minor })),
        tenders,
      };
    },
  };
}

function amountsOf(rows: Named): NamedAmount[] | null {
  if (rows.size === 0) return null;
  return [...rows.values()].map(({ name, minor }) => ({ name, amountMinor: minor }));
}

function sumOf(rows: readonly NamedAmount[] | null): number | null {
  if (rows === null) return null;
  return rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function isTooLarge(minor: number): boolean {
  return Math.abs(minor) > amountMinorMax;
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
  tooLarge: {
    en: 'This amount is larger than any day; it was left out.',
    fr: 'Ce montant dépasse celui de toute journée ; il a été laissé de côté.',
  },
  tooMany: {
    en: 'A report has not that many names; this one was left out.',
    fr: 'Un rapport n’a pas autant de noms ; celui-ci a été laissé de côté.',
  },
} as const satisfies Record<string, Localized>;
