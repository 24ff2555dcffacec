import type { TillReport } from '../../../api/reconciliation.ts';
import type { DayDetail } from '../../../api/sales.types.ts';
import { minorToText } from '../../../lib/format.ts';
import { toNameKey } from '../../../lib/name-key.ts';
import { type MoneyFault, readTypedMoney } from '../../../lib/typed-money.ts';

/** What a report tells by name. */
export type NamedDimension = 'tax' | 'category' | 'tender';

/** A named figure of the form; one that our day does not have bears a name that can be typed. */
export interface DraftRow {
  id: string;
  dimension: NamedDimension;
  name: string;
  amount: string;
  isOurs: boolean;
}

/** A report while it is typed: amounts as texts, empty where it tells nothing. */
export interface ReportDraft {
  net: string;
  tax: string;
  rows: DraftRow[];
}

export type DraftFault = MoneyFault | 'nameless' | 'amountless' | 'twice';

/** By field: `net`, `tax`, `<row id> name`, `<row id> amount`. */
export type DraftFaults = Readonly<Record<string, DraftFault>>;

export const emptyRow = (dimension: NamedDimension, id: string): DraftRow => ({
  ...{ id, dimension, name: '', amount: '', isOurs: false },
});

/** The form under our day's names, filled in from reports; what a later one tells goes before. */
export function draftOf(
  day: DayDetail,
  reports: readonly (TillReport | null)[],
  exponent: number,
): ReportDraft {
  const rows = new Map<string, DraftRow>();
  const put = (dimension: NamedDimension, name: string, more: Partial<DraftRow>) => {
    const id = `${dimension} ${toNameKey(name)}`;
    // A figure without a name is ours to label: nobody can type that name.
    const isOurs = name === '';
    const row = rows.get(id) ?? { id, dimension, name, amount: '', isOurs };
    rows.set(id, { ...row, ...more });
  };
  // One tax is all taxes together, which has its field.
  const taxes = day.taxes.length > 1 ? day.taxes : [];
  for (const { name } of taxes) put('tax', name, { isOurs: true });
  for (const { name } of day.categories) put('category', name, { isOurs: true });
  for (const { name } of day.tenders) put('tender', name, { isOurs: true });
  const draft = { net: '', tax: '' };
  for (const report of reports) {
    if (report === null) continue;
    const amountOf = (minor: number) => ({ amount: minorToText(minor, exponent) });
    if (report.netMinor !== null) draft.net = amountOf(report.netMinor).amount;
    if (report.taxMinor !== null) draft.tax = amountOf(report.taxMinor).amount;
    for (const row of report.taxes ?? []) put('tax', row.name, amountOf(row.amountMinor));
    for (const row of report.categories ?? []) put('category', row.name, amountOf(row.netMinor));
    for (const row of report.tenders ?? []) put('tender', row.name, amountOf(row.amountMinor));
  }
  return { ...draft, rows: [...rows.values()] };
}

/**
 * The report that was typed, null where it tells nothing at all; or what is wrong, field by field.
 * @param labelOf the words a figure without a name stands under: nobody else may have them.
 */
export function readDraft(
  draft: ReportDraft,
  exponent: number,
  labelOf: (row: DraftRow) => string = ({ name }) => name,
): { report: TillReport | null } | { faults: DraftFaults } {
  const faults: Record<string, DraftFault> = {};
  const read = (field: string, text: string): number | null => {
    const minor = readTypedMoney(text, exponent);
    if (typeof minor !== 'string') return minor;
    faults[field] = minor;
    return null;
  };
  const [netMinor, taxMinor] = [read('net', draft.net), read('tax', draft.tax)];
  const seen = new Set<string>();
  const told = draft.rows.flatMap((row) => {
    const { id, dimension, amount, isOurs } = row;
    const name = isOurs ? row.name : row.name.trim();
    const isEmpty = amount.trim() === '';
    if (!isOurs && name === '' && isEmpty) return [];
    const minor = read(`${id} amount`, amount);
    if (!isOurs && name === '') faults[`${id} name`] = 'nameless';
    else if (!isOurs && isEmpty) faults[`${id} amount`] = 'amountless';
    const key = `${dimension} ${toNameKey(labelOf(row))}`;
    if (seen.has(key) && name !== '') faults[`${id} name`] = 'twice';
    seen.add(key);
    return minor === null ? [] : [{ dimension, name, minor }];
  });
  if (Object.keys(faults).length > 0) return { faults };
  const amountsOf = (of: NamedDimension) =>
    told.flatMap(({ dimension, name, minor }) =>
      dimension === of ? [{ name, amountMinor: minor }] : [],
    );
  const categories = amountsOf('category').map(({ name, amountMinor }) => ({
    ...{ name, netMinor: amountMinor },
  }));
  const isNothing = netMinor === null && taxMinor === null && told.length === 0;
  if (isNothing) return { report: null };
  return {
    report: {
      ...{ netMinor, taxMinor, taxes: orNull(amountsOf('tax')) },
      ...{ categories: orNull(categories), tenders: orNull(amountsOf('tender')) },
    },
  };
}

function orNull<Row>(rows: Row[]): Row[] | null {
  return rows.length === 0 ? null : rows;
}
