import type { ColumnRole, FileQuestion } from '../contract.ts';
import { everyRow, examplesOf, type FigureTable, hasFigures, headerOf, isSame } from './figures.ts';
import { isAnyTaxHeader, isTaxTotalHeader } from './roles.ts';

/** Roles of columns, with what is to be asked about them. */
export interface Settled {
  columns: Record<string, ColumnRole>;
  questions: FileQuestion[];
}

/**
 * A total of taxes is none of its own. Where the others add up to it in every row they are the taxes,
 * named; where they have no names it is the tax; else a person must say.
 */
export function settleTaxes(
  table: FigureTable,
  columns: Readonly<Record<string, ColumnRole>>,
): Settled {
  const taxes = Object.keys(columns).filter((name) => columns[name] === 'tax');
  const [total, ...others] = totalsOf(table, taxes);
  if (total === undefined) return { columns: { ...columns }, questions: [] };
  const parts = taxes.filter((name) => name !== total && !others.includes(name));
  const without = (left: readonly string[]) => ({ ...columns, ...ignored([...left, ...others]) });
  if (parts.length === 0) return { columns: without([]), questions: [] };
  if (addsUp(table, total, parts) || !hasFigures(table, total)) {
    return { columns: without([total]), questions: [] };
  }
  const isTotalAlone =
    parts.every(isAnyTaxHeader) || !parts.some((part) => hasFigures(table, part));
  if (isTotalAlone) return { columns: without(parts), questions: [] };
  return { columns: without(parts), questions: [questionOf(table, total, parts)] };
}

/** By name; or a nameless tax that is in every row what the others add up to. */
function totalsOf(table: FigureTable, taxes: readonly string[]): string[] {
  const named = taxes.filter(isTaxTotalHeader);
  if (named.length > 0) return named;
  return taxes
    .filter((name) => {
      const parts = taxes.filter((other) => other !== name);
      return isAnyTaxHeader(name) && parts.length > 0 && addsUp(table, name, parts);
    })
    .slice(0, 1);
}

function addsUp(table: FigureTable, total: string, parts: readonly string[]): boolean {
  return everyRow(table, [total, ...parts], ([sum = 0, ...figures]) =>
    isSame(
      sum,
      figures.reduce((all, figure) => all + figure, 0),
    ),
  );
}

function ignored(names: readonly string[]): Record<string, ColumnRole> {
  return Object.fromEntries(names.map((name) => [name, 'ignore' as const]));
}

function questionOf(table: FigureTable, total: string, parts: readonly string[]): FileQuestion {
  const sum = headerOf(table, total);
  const list = parts.map((part) => headerOf(table, part)).join(', ');
  return {
    kind: 'missing_role',
    role: 'tax',
    column: total,
    message: {
      en: `“${sum}” is not the sum of the other columns of taxes (${list}). Which columns are the taxes, so that none counts twice?`,
      fr: `« ${sum} » n’est pas la somme des autres colonnes de taxes (${list}). Quelles colonnes sont les taxes, pour qu’aucune ne compte deux fois ?`,
    },
    examples: examplesOf(table, total),
  };
}
