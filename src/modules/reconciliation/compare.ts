import { toNameKey } from './name-key.ts';

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

/** One figure of ours beside the till's. */
export interface Comparison {
  dimension: 'net' | 'tax' | 'category' | 'tender';
  /** Of the category, the tender or the one tax; empty for net and for all taxes together. */
  name: string;
  /** Null where only the till knows the name. */
  oursMinor: number | null;
  /** Null where the report does not tell the figure: it is not compared then. */
  tillMinor: number | null;
  /** The till's less ours, a name we do not know being nothing of ours; null where not compared. */
  differenceMinor: number | null;
}

/**
 * Compares a day with the till's report, figure by figure, in the report's order. What only we know
 * of a dimension that was reported follows, as not told: silence of a report says nothing. Names
 * match whatever their case, accents and spacing. Pure.
 */
export function compareWithZ(ours: DayFigures, z: ZReport): Comparison[] {
  const comparisons: Comparison[] = [];
  if (z.netMinor !== null) comparisons.push(compare('net', '', ours.netMinor, z.netMinor));
  if (z.taxMinor !== null) comparisons.push(compare('tax', '', ours.taxMinor, z.taxMinor));
  if (z.taxes !== null) comparisons.push(...compareNamed('tax', ours.taxes, z.taxes));
  if (z.categories !== null) {
    const [mine, theirs] = [ours.categories.map(toNamed), z.categories.map(toNamed)];
    comparisons.push(...compareNamed('category', mine, theirs));
  }
  if (z.tenders !== null) comparisons.push(...compareNamed('tender', ours.tenders, z.tenders));
  return comparisons;
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
  ours: readonly NamedAmount[],
  theirs: readonly NamedAmount[],
): Comparison[] {
  const [mine, tills] = [sumByName(ours), sumByName(theirs)];
  const names = new Set([...tills.keys(), ...mine.keys()]);
  return [...names].map((key) => {
    const [our, till] = [mine.get(key), tills.get(key)];
    const name = till?.name ?? our?.name ?? '';
    return compare(dimension, name, our?.amountMinor ?? null, till?.amountMinor ?? null);
  });
}

/** Two tills of one venue may write one tender differently. */
function sumByName(rows: readonly NamedAmount[]): Map<string, NamedAmount> {
  const sums = new Map<string, NamedAmount>();
  for (const { name, amountMinor } of rows) {
    const key = toNameKey(name);
    const known = sums.get(key);
    if (known) known.amountMinor += amountMinor;
    else sums.set(key, { name, amountMinor });
  }
  return sums;
}

function compare(
  dimension: Comparison['dimension'],
  name: string,
  oursMinor: number | null,
  tillMinor: number | null,
): Comparison {
  const differenceMinor = tillMinor === null ? null : tillMinor - (oursMinor ?? 0);
  return { dimension, name, oursMinor, tillMinor, differenceMinor };
}
