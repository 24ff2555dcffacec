/** Whether net sales are told, or can be worked out from gross ones: by the columns' names and figures. */

import type { ColumnRole, FileQuestion } from '../contract.ts';
import {
  areOne,
  everyRow,
  examplesOf,
  type FigureTable,
  hasFigures,
  headerOf,
  isOfNumbers,
  isSame,
} from './figures.ts';
import type { IsPercent, Recognised } from './recognise.ts';
import { isDiscountHeader, isReductionHeader, isUnitPriceHeader, withoutNumber } from './roles.ts';

export interface SettledNet extends Recognised {
  questions: FileQuestion[];
}

/**
 * Of two columns of one name, and of a price that may be of one or of the row, we only suppose which
 * is meant. Where net sales are not told, all that may be taken off the gross ones is, and is asked.
 */
export function settleNet(
  table: FigureTable,
  recognised: Recognised,
  isPercent: IsPercent,
): SettledNet {
  const columns = { ...recognised.columns };
  const unsure = new Set(recognised.unsure);
  for (const role of ['net', 'gross', 'quantity'] as const) {
    const name = playerOf(columns, role);
    if (name !== null && hasTwin(table, name, isPercent)) unsure.add(role);
  }
  for (const role of ['net', 'gross'] as const) {
    const name = playerOf(columns, role);
    if (name !== null && mayBeUnitPrice(table, columns, name)) unsure.add(role);
  }
  const net = playerOf(columns, 'net');
  const isGrossSure = playerOf(columns, 'gross') !== null && !unsure.has('gross');
  if (net !== null && unsure.has('net') && isGrossSure && !hasTwin(table, net, isPercent)) {
    const worth = worthOf(table, columns, net);
    if (worth !== 'open') unsure.delete('net');
    if (worth === 'none') delete columns[net];
  }
  if (!isGrossSure || playerOf(columns, 'net') !== null) return { columns, unsure, questions: [] };
  const reductions = reductionsOf(table, columns, isPercent);
  for (const name of reductions) columns[name] = 'discount';
  return { columns, unsure, questions: reductions.map((name) => questionOf(table, name)) };
}

/** Figures under a name like "Refund" tell how much, not that the row is one. */
export function withoutCountedKinds(
  table: FigureTable,
  columns: Readonly<Record<string, ColumnRole>>,
): Record<string, ColumnRole> {
  const isFlag = ([figure = 0]: readonly number[]) => figure === 0 || figure === 1;
  return Object.fromEntries(
    Object.entries(columns).filter(
      ([name, role]) =>
        role !== 'kind' ||
        !isReductionHeader(name) ||
        !isOfNumbers(table, name) ||
        !hasFigures(table, name) ||
        everyRow(table, [name], isFlag),
    ),
  );
}

/** Discounts in percent say nothing of net sales, whatever a person took them for. */
export function askNetOfShares(
  table: FigureTable,
  columns: Readonly<Record<string, ColumnRole>>,
  isPercent: IsPercent,
): FileQuestion[] {
  if (playerOf(columns, 'net') !== null || playerOf(columns, 'gross') === null) return [];
  const isAmountTold = Object.entries(columns).some(
    ([name, role]) =>
      role === 'discount' &&
      !isPercent(name) &&
      (isDiscountHeader(name) || !isReductionHeader(name)),
  );
  if (isAmountTold) return [];
  const share = table.headers.find(
    ({ normalised }) =>
      isPercent(normalised) && isDiscountHeader(normalised) && isTold(table, normalised),
  );
  if (share === undefined) return [];
  return [
    {
      kind: 'missing_role',
      role: 'net',
      message: {
        en: `“${share.text}” is in percent, so net sales cannot be worked out. Which column holds the net sales: after discounts, before taxes and tips?`,
        fr: `« ${share.text} » est en pourcentage : les ventes nettes ne peuvent pas être calculées. Quelle colonne contient les ventes nettes : après rabais, avant taxes et pourboires ?`,
      },
      examples: examplesOf(table, share.normalised),
    },
  ];
}

/** Cells with a percent sign are no figures, yet tell. */
function isTold(table: FigureTable, name: string): boolean {
  return hasFigures(table, name) || !isOfNumbers(table, name);
}

function playerOf(columns: Readonly<Record<string, ColumnRole>>, role: ColumnRole): string | null {
  return Object.keys(columns).find((name) => columns[name] === role) ?? null;
}

function hasTwin(table: FigureTable, name: string, isPercent: IsPercent): boolean {
  const base = withoutNumber(name);
  return table.headers.some(
    ({ normalised }) =>
      normalised !== name &&
      withoutNumber(normalised) === base &&
      !isPercent(normalised) &&
      !areOne(table, [name, normalised]),
  );
}

function mayBeUnitPrice(
  table: FigureTable,
  columns: Readonly<Record<string, ColumnRole>>,
  name: string,
): boolean {
  const quantity = playerOf(columns, 'quantity');
  if (quantity === null || !isUnitPriceHeader(name)) return false;
  const isOne = ([figure = 0]: readonly number[]) => Math.abs(figure) === 1;
  return hasFigures(table, quantity) && !everyRow(table, [quantity], isOne);
}

/**
 * What a column that is only supposed to hold net sales is beside gross ones: the same as what
 * follows from them, nothing of use (with taxes, or a price), or still open.
 */
function worthOf(
  table: FigureTable,
  columns: Readonly<Record<string, ColumnRole>>,
  net: string,
): 'same' | 'none' | 'open' {
  const gross = playerOf(columns, 'gross') ?? '';
  const discount = playerOf(columns, 'discount') ?? '';
  const taxes = Object.keys(columns).filter((name) => columns[name] === 'tax');
  const follows = (grossFigure: number, off: number) =>
    grossFigure - (grossFigure < 0 ? -Math.abs(off) : Math.abs(off));
  const isFollowing = everyRow(table, [net, gross, discount], ([told = 0, from = 0, off = 0]) =>
    isSame(told, follows(from, off)),
  );
  if (isFollowing) return 'same';
  if (isUnitPriceHeader(net) || !hasFigures(table, net)) return 'none';
  const isTaxed = everyRow(
    table,
    [net, gross, discount, ...taxes],
    ([told = 0, from = 0, off = 0, ...added]) =>
      isSame(
        told,
        added.reduce((sum, tax) => sum + tax, follows(from, off)),
      ),
  );
  return isTaxed ? 'none' : 'open';
}

/** Columns of amounts that may lower gross sales, beside the discounts known. */
function reductionsOf(
  table: FigureTable,
  columns: Readonly<Record<string, ColumnRole>>,
  isPercent: IsPercent,
): string[] {
  const discount = playerOf(columns, 'discount');
  const found = table.headers.flatMap(({ normalised }) => {
    if (Object.hasOwn(columns, normalised) || isPercent(normalised)) return [];
    if (!isReductionHeader(normalised) || !isOfNumbers(table, normalised)) return [];
    if (!hasFigures(table, normalised)) return [];
    return discount !== null && areOne(table, [discount, normalised]) ? [] : [normalised];
  });
  return withoutSummed(table, found, discount);
}

/** Discounts and what they add up to count once. */
function withoutSummed(
  table: FigureTable,
  found: readonly string[],
  discount: string | null,
): string[] {
  const discounts = [...(discount === null ? [] : [discount]), ...found].filter(isDiscountHeader);
  const total = discounts.find((name) => {
    const parts = discounts.filter((other) => other !== name);
    return parts.length > 0 && isSumOf(table, name, parts);
  });
  if (total === undefined) return [...found];
  return found.filter((name) => (total === discount ? !isDiscountHeader(name) : name !== total));
}

function isSumOf(table: FigureTable, total: string, parts: readonly string[]): boolean {
  return everyRow(table, [total, ...parts], ([sum = 0, ...figures]) =>
    isSame(
      Math.abs(sum),
      figures.reduce((all, figure) => all + Math.abs(figure), 0),
    ),
  );
}

function questionOf(table: FigureTable, name: string): FileQuestion {
  const shown = headerOf(table, name);
  return {
    kind: 'missing_role',
    role: 'discount',
    column: name,
    message: {
      en: `No column holds the net sales. Is “${shown}” to be taken off the gross sales?`,
      fr: `Aucune colonne ne contient les ventes nettes. Faut-il soustraire « ${shown} » des ventes brutes ?`,
    },
    examples: examplesOf(table, name),
  };
}
