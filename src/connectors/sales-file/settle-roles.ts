import type { ColumnMapping } from '../contract.ts';
import { settleStates } from './ask-kinds.ts';
import { columnsOfShares, type FigureTable } from './figures.ts';
import type { Header } from './headers.ts';
import type { IsPercent, Recognised } from './recognise.ts';
import { isPercentHeader } from './roles.ts';
import { askNetOfShares, type SettledNet, settleNet, withoutCountedKinds } from './settle-net.ts';
import { settleTaxes } from './settle-taxes.ts';

/** Tells columns of shares, by their names and by the first rows. */
export function percentFinder(
  headers: readonly Header[],
  beginning: readonly (readonly string[])[],
): IsPercent {
  const shares = columnsOfShares(headers, beginning);
  return (normalised) => isPercentHeader(normalised) || shares.has(normalised);
}

/**
 * What the columns are, by their names and now by the figures too; with what these leave open. What a
 * person confirmed stays as said.
 */
export function settleRoles(
  table: FigureTable,
  {
    named,
    isPercent,
    confirmed,
  }: { named: Recognised; isPercent: IsPercent; confirmed: ColumnMapping | null },
): SettledNet {
  if (confirmed !== null) {
    return { ...named, questions: askNetOfShares(table, named.columns, isPercent) };
  }
  const taxes = settleTaxes(table, withoutCountedKinds(table, named.columns));
  const net = settleNet(table, { columns: taxes.columns, unsure: named.unsure }, isPercent);
  const states = settleStates(table, net.columns);
  return {
    columns: states.columns,
    unsure: net.unsure,
    questions: [
      ...askNetOfShares(table, states.columns, isPercent),
      ...net.questions,
      ...taxes.questions,
      ...states.questions,
    ],
  };
}
