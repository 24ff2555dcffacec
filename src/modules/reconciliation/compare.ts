import { toNameKey, toTaxKey } from './name-key.ts';

/** An amount of money under a name: of a tender, or of one tax. */
export interface NamedAmount {
  name: string;
  amountMinor: number;
}

/** The till's own closing report of a day; null where it was not entered. */
export interface ZReport {
  netMinor: number | null;
  /** All taxes together. */
  taxMinor: number | null;
  /** Tax by tax. */
  taxes: NamedAmount[] | null;
  categories: { name: string; netMinor: number }[] | null;
  tenders: NamedAmount[] | null;
}

/** Our figures of the same day, as far as a report can be compared with them. */
export interface DayFigures {
  netMinor: number;
  taxMinor: number;
  taxes: readonly NamedAmount[];
  categories: readonly { name: string; netMinor: number }[];
  tenders: readonly NamedAmount[];
}

/** An amount added by hand; it counts in net, and in the category and the tender it names, if any. */
export interface AdjustmentAmount {
  category: string;
  tender: string;
  netMinor: number;
}

/** One figure of ours beside the till's. */
export interface Comparison {
  dimension: 'net' | 'tax' | 'category' | 'tender';
  /** Of the category, the tender or the one tax; empty for net and for all taxes together. */
  name: string;
  /** As the till's bills make it; null where they do not know the name. */
  oursMinor: number | null;
  /** What was added to it by hand; it is compared with ours. */
  adjustmentsMinor: number;
  /** Null where the report does not tell the figure: it is not compared then. */
  tillMinor: number | null;
  /**
   * The till's less ours with the adjustments, a name we do not know being nothing of ours; null
   * where not compared.
   */
  differenceMinor: number | null;
}

/**
 * Compares a day, adjustments included, with the till's report, figure by figure, in the report's
 * order. What only we know
 * of a dimension that was reported follows, as not told: silence of a report says nothing. Names
 * match whatever their case, accents and spacing, those of taxes in English and French. Pure.
 */
export function compareWithZ(
  ours: DayFigures,
  z: ZReport,
  adjustments: readonly AdjustmentAmount[],
): Comparison[] {
  const comparisons: Comparison[] = [];
  const adjusted = sumOf(adjustments);
  if (z.netMinor !== null)
    comparisons.push(
      compare('net', '', {
        oursMinor: ours.netMinor,
        adjustmentsMinor: adjusted,
        tillMinor: z.netMinor,
      }),
    );
  if (z.taxMinor !== null)
    comparisons.push(
      compare('tax', '', { oursMinor: ours.taxMinor, adjustmentsMinor: 0, tillMinor: z.taxMinor }),
    );
  if (z.taxes !== null)
    comparisons.push(...compareNamed('tax', { mine: ours.taxes, byHand: [], theirs: z.taxes }));
  if (z.categories !== null) {
    const [mine, theirs] = [ours.categories.map(toNamed), z.categories.map(toNamed)];
    const byHand = named(adjustments, 'category');
    comparisons.push(...compareNamed('category', { mine, byHand, theirs }));
  }
  if (z.tenders !== null) {
    const byHand = named(adjustments, 'tender');
    const sides = { mine: ours.tenders, byHand, theirs: z.tenders };
    comparisons.push(...compareNamed('tender', sides));
  }
  return comparisons;
}

/** What was added to a day by hand, in minor units. */
export function sumOf(adjustments: readonly { netMinor: number }[]): number {
  return adjustments.reduce((sum, { netMinor }) => sum + netMinor, 0);
}

/** Whether any figure that was compared is not the same. */
export function hasDifference(comparisons: readonly Comparison[]): boolean {
  return comparisons.some(({ differenceMinor }) => (differenceMinor ?? 0) !== 0);
}

function toNamed({ name, netMinor }: { name: string; netMinor: number }): NamedAmount {
  return { name, amountMinor: netMinor };
}

function compareNamed(
  dimension: 'tax' | 'category' | 'tender',
  sides: Record<'mine' | 'byHand' | 'theirs', readonly NamedAmount[]>,
): Comparison[] {
  const toKey = dimension === 'tax' ? toTaxKey : toNameKey;
  const [ours, adjusted] = [sumByName(sides.mine, toKey), sumByName(sides.byHand, toKey)];
  const tills = sumByName(sides.theirs, toKey);
  const names = new Set([...tills.keys(), ...ours.keys(), ...adjusted.keys()]);
  return [...names].map((key) => {
    const [our, more, till] = [ours.get(key), adjusted.get(key), tills.get(key)];
    return compare(dimension, till?.name ?? our?.name ?? more?.name ?? '', {
      oursMinor: our?.amountMinor ?? null,
      adjustmentsMinor: more?.amountMinor ?? 0,
      tillMinor: till?.amountMinor ?? null,
    });
  });
}

/** Those that name a category (or tender), under that name. */
function named(
  adjustments: readonly AdjustmentAmount[],
  dimension: 'category' | 'tender',
): NamedAmount[] {
  return adjustments.flatMap((adjustment) => {
    const name = adjustment[dimension];
    return name === '' ? [] : [{ name, amountMinor: adjustment.netMinor }];
  });
}

/** Two tills of one venue may write one tender differently. */
function sumByName(
  rows: readonly NamedAmount[],
  toKey: (name: string) => string,
): Map<string, NamedAmount> {
  const sums = new Map<string, NamedAmount>();
  for (const { name, amountMinor } of rows) {
    const key = toKey(name);
    const known = sums.get(key);
    if (known) known.amountMinor += amountMinor;
    else sums.set(key, { name, amountMinor });
  }
  return sums;
}

function compare(
  dimension: Comparison['dimension'],
  name: string,
  sides: Pick<Comparison, 'oursMinor' | 'adjustmentsMinor' | 'tillMinor'>,
): Comparison {
  const { oursMinor, adjustmentsMinor, tillMinor } = sides;
  const differenceMinor =
    tillMinor === null ? null : tillMinor - ((oursMinor ?? 0) + adjustmentsMinor);
  return { dimension, name, ...sides, differenceMinor };
}
