import type { Localized } from '#kernel/localized.ts';
import type { NamedAmount, ZReport } from './compare.ts';
import { toTaxKey } from './name-key.ts';
import {
  amountMinorMax,
  categoriesMax,
  nameCharsMax,
  taxesMax,
  tendersMax,
} from './report-schemas.ts';
import { toPlainWords } from './report-words.ts';
import { createTaxFinder } from './tax-names.ts';

/** The names a day has, as we write them. */
export interface KnownNames {
  taxes: readonly string[];
  categories: readonly string[];
  tenders: readonly string[];
}

/** A row of the file that names an amount. */
export interface NamedRow {
  text: string;
  minor: number;
  /** As the file numbers it. */
  row: number;
}

type Named = Map<string, { name: string; minor: number; parts: NamedRow[] }>;

/**
 * Gathers what a report tells; each `put` and `add` answers why it could not be taken, or null. Taxes
 * are told one by one where our day has any of their names, or more taxes than the report, else as
 * their sum: they are ours under other names, or of a till that tells us no names. One told both in
 * English and in French counts once.
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
    tax: createTaxFinder(known.taxes),
    category: byWords(known.categories),
    tender: byWords(known.tenders),
  };
  const maxima = { tax: taxesMax, category: categoriesMax, tender: tendersMax };

  const find = (dimension: keyof typeof named, text: string) => {
    // Names without letters or digits are told apart by what they are.
    const key = toPlainWords(text) || text;
    if (dimension === 'tax') return ours.tax.find(text);
    return { key, name: ours[dimension].get(key) ?? null };
  };
  const add = (dimension: keyof typeof named, told: NamedRow): Localized | null => {
    const { text, minor } = told;
    const { key, name } = find(dimension, text);
    const rows = named[dimension];
    const row = rows.get(key);
    if (dimension === 'tax' && row?.parts.some((part) => isTranslation(part, told))) {
      return reasons.bothLanguages;
    }
    if (!row && rows.size >= maxima[dimension]) return reasons.tooMany;
    if (isTooLarge((row?.minor ?? 0) + minor)) return reasons.tooLarge;
    const parts = [...(row?.parts ?? []), told];
    const label = row?.name ?? name ?? text.slice(0, nameCharsMax);
    rows.set(key, { name: label, minor: (row?.minor ?? 0) + minor, parts });
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
    addKnown(told: NamedRow): Localized | null {
      const key = toPlainWords(told.text);
      const [isCategory, isTender] = [ours.category.has(key), ours.tender.has(key)];
      if (isCategory && isTender) return reasons.either;
      if (!isCategory && !isTender) return reasons.unknown;
      return add(isCategory ? 'category' : 'tender', told);
    },
    /** What was gathered, and the rows that do not fit into it. */
    toReport(): { report: ZReport; unfit: { row: number; reason: Localized }[] } {
      const { unfit, ...taxes } = judgeTaxes(named.tax, ours.tax, taxMinor);
      const categories = amountsOf(named.category);
      const report = {
        ...{ netMinor, ...taxes },
        categories:
          categories?.map(({ name, amountMinor: netMinor }) => ({ name, netMinor })) ?? null,
        tenders: amountsOf(named.tender),
      };
      return { report, unfit };
    },
  };
}

/** One by one, or as their sum; their rows where they contradict the total. */
function judgeTaxes(
  told: Named,
  ours: ReturnType<typeof createTaxFinder>,
  totalMinor: number | null,
) {
  const taxes = amountsOf(told);
  const isByName = told.size < ours.size || [...told.keys()].some((key) => ours.has(key));
  if (isByName) return { taxMinor: totalMinor, taxes, unfit: [] };
  const sum = sumOf(taxes);
  const rows = sum === (totalMinor ?? sum) ? [] : [...told.values()].flatMap(({ parts }) => parts);
  const unfit = rows.map(({ row }) => ({ row, reason: reasons.otherSum }));
  return { taxMinor: totalMinor ?? sum, taxes: null, unfit };
}

function amountsOf(rows: Named): NamedAmount[] | null {
  if (rows.size === 0) return null;
  return [...rows.values()].map(({ name, minor }) => ({ name, amountMinor: minor }));
}

function sumOf(rows: readonly NamedAmount[] | null): number | null {
  if (rows === null) return null;
  return rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** The same tax and amount under its name in the other language. */
function isTranslation(one: NamedRow, other: NamedRow): boolean {
  const [first, second] = [toPlainWords(one.text), toPlainWords(other.text)];
  const isOneTax = first !== second && toTaxKey(first) === toTaxKey(second);
  return isOneTax && one.minor === other.minor;
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
  bothLanguages: {
    en: 'This tax stands above under its other name, with the same amount; it counts once.',
    fr: 'Cette taxe figure plus haut sous son autre nom, avec le même montant ; elle compte une fois.',
  },
  otherSum: {
    en: 'The taxes one by one do not add up to the total of the taxes; the total was taken.',
    fr: 'Les taxes une à une ne font pas le total des taxes ; le total a été retenu.',
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
