import type { TillReport } from '../../../api/reconciliation.ts';
import type { DayDetail } from '../../../api/sales.types.ts';
import { minorToText } from '../../../lib/format.ts';
import { readTypedMoney } from '../../../lib/typed-money.ts';

/** What was typed, by field: `net`, `tax`, `category <name>`, `tender <name>`. */
export type TypedReport = Record<string, string>;

/** The names a report of this day can have: those we know of, and those of reports. */
export function namesOf(day: DayDetail, ...reports: readonly (TillReport | null)[]) {
  const unique = (rows: readonly { name: string }[]) => [...new Set(rows.map(({ name }) => name))];
  return {
    categories: unique([
      ...day.categories,
      ...reports.flatMap((report) => report?.categories ?? []),
    ]),
    tenders: unique([...day.tenders, ...reports.flatMap((report) => report?.tenders ?? [])]),
  };
}

export function toTyped(report: TillReport | null, exponent: number): TypedReport {
  const typed: TypedReport = {};
  const put = (field: string, minor: number | null | undefined) => {
    if (minor !== null && minor !== undefined) typed[field] = minorToText(minor, exponent);
  };
  put('net', report?.netMinor);
  put('tax', report?.taxMinor);
  for (const { name, netMinor } of report?.categories ?? []) put(`category ${name}`, netMinor);
  for (const { name, amountMinor } of report?.tenders ?? []) put(`tender ${name}`, amountMinor);
  return typed;
}

/** The report, or the fields that hold no amount. */
export function readTyped(
  typed: TypedReport,
  names: ReturnType<typeof namesOf>,
  exponent: number,
): { report: TillReport } | { wrong: string[] } {
  const wrong: string[] = [];
  const read = (field: string): number | null => {
    const minor = readTypedMoney(typed[field] ?? '', exponent);
    if (minor === undefined) wrong.push(field);
    return minor ?? null;
  };
  const filled = (dimension: string, list: readonly string[]) =>
    list.flatMap((name) => {
      const minor = read(`${dimension} ${name}`);
      return minor === null ? [] : [{ name, minor }];
    });
  const categories = filled('category', names.categories);
  const tenders = filled('tender', names.tenders);
  const report = {
    netMinor: read('net'),
    taxMinor: read('tax'),
    categories: orNull(categories.map(({ name, minor }) => ({ name, netMinor: minor }))),
    tenders: orNull(tenders.map(({ name, minor }) => ({ name, amountMinor: minor }))),
  };
  return wrong.length > 0 ? { wrong } : { report };
}

function orNull<Row>(rows: Row[]): Row[] | null {
  return rows.length === 0 ? null : rows;
}
