/** The till's own closing report of a day; null where it was not entered. */
export interface ZReport {
  netMinor: number | null;
  taxMinor: number | null;
  categories: { name: string; netMinor: number }[] | null;
  tenders: { name: string; amountMinor: number }[] | null;
}

/** Our figures of the same day, as far as a report can be compared with them. */
export interface DayFigures {
  netMinor: number;
  taxMinor: number;
  categories: readonly { name: string; netMinor: number }[];
  tenders: readonly { name: string; amountMinor: number }[];
}

/** One figure that both sides tell. */
export interface Comparison {
  dimension: 'net' | 'tax' | 'category' | 'tender';
  /** Of the category or tender; empty for net and tax. */
  name: string;
  /** Null where only the other side knows the name. */
  oursMinor: number | null;
  tillMinor: number | null;
  /** The till's less ours; a side that does not know the name counts as nothing. */
  differenceMinor: number;
}

/**
 * Compares a day with the till's report, figure by figure, in the report's order; what only we know
 * of a dimension that was reported follows. Names match whatever their case and spacing. Pure.
 */
export function compareWithZ(ours: DayFigures, z: ZReport): Comparison[] {
  const comparisons: Comparison[] = [];
  if (z.netMinor !== null) comparisons.push(compare('net', '', ours.netMinor, z.netMinor));
  if (z.taxMinor !== null) comparisons.push(compare('tax', '', ours.taxMinor, z.taxMinor));
  const toNamed = ({ name, netMinor }: { name: string; netMinor: number }) => ({
    name,
    amountMinor: netMinor,
  });
  if (z.categories !== null) {
    const [mine, theirs] = [ours.categories.map(toNamed), z.categories.map(toNamed)];
    comparisons.push(...compareNamed('category', mine, theirs));
  }
  if (z.tenders !== null) comparisons.push(...compareNamed('tender', ours.tenders, z.tenders));
  return comparisons;
}

interface Named {
  name: string;
  amountMinor: number;
}

function compareNamed(
  dimension: 'category' | 'tender',
  ours: readonly Named[],
  theirs: readonly Named[],
): Comparison[] {
  const [mine, tills] = [sumByName(ours), sumByName(theirs)];
  const names = new Set([...tills.keys(), ...mine.keys()]);
  return [...names].map((key) => {
    const [our, till] = [mine.get(key), tills.get(key)];
    const name = till?.name ?? our?.name ?? '';
    return compare(dimension, name, our?.amountMinor ?? null, till?.amountMinor ?? null);
  });
}

/** A till may print one tender twice, and write it otherwise than its sales do. */
function sumByName(rows: readonly Named[]): Map<string, Named> {
  const sums = new Map<string, Named>();
  for (const { name, amountMinor } of rows) {
    const key = name.trim().replace(/\s+/g, ' ').toLocaleLowerCase('en');
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
  const differenceMinor = (tillMinor ?? 0) - (oursMinor ?? 0);
  return { dimension, name, oursMinor, tillMinor, differenceMinor };
}
