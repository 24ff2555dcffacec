import type { Localized } from '#kernel/localized.ts';
import type { ColumnMapping, ColumnRole, FileQuestion } from '../contract.ts';
import { cellsOf, examplesOf, type FigureTable, headerOf } from './figures.ts';
import type { Header } from './headers.ts';
import { toPlainDecimal } from './numbers.ts';
import { isRowKindHeader } from './roles.ts';
import { isKindWord, kindNamedBy } from './row-kind.ts';
import type { Rows } from './table/rows.ts';
import { shownText } from './table/typed-number.ts';

/** A column that tells what its rows are repeats a few words. */
const WORDS_MAX = 12;
const EXAMPLES = 3;

/**
 * Asks about columns nobody knows in which some rows are called voided or refunded: taken for sales,
 * these would count.
 */
export function askKinds(
  rows: Rows,
  table: {
    firstRow: number;
    headers: readonly Header[];
    columns: Readonly<Record<string, ColumnRole>>;
  },
  confirmed: ColumnMapping | null,
): FileQuestion[] {
  const roles = Object.values(table.columns);
  if (confirmed !== null || roles.includes('kind') || roles.includes('state')) return [];
  return wordsOf(rows, table).flatMap(({ text, normalised, words }) => {
    const telling = [...words].filter(isKindWord);
    if (telling.length === 0 || words.size > WORDS_MAX) return [];
    return [
      {
        kind: 'missing_role' as const,
        role: 'kind' as const,
        column: normalised,
        message: {
          en: `Does “${text}” tell which rows are voids or refunds (choose “Kind of row”), or which sales were voided or refunded later (choose “State of the sale”)?`,
          fr: `« ${text} » indique-t-elle quelles lignes sont des annulations ou des remboursements (choisissez « Genre de ligne »), ou quelles ventes ont été annulées ou remboursées plus tard (choisissez « État de la vente ») ?`,
        },
        examples: [...new Set([...telling, ...words])].slice(0, EXAMPLES),
      },
    ];
  });
}

/**
 * Rows called refunded in figures above zero are refunds, or sales that were refunded later: told by
 * other rows too, the one would count twice and the other not at all. We suppose the sale, and ask.
 */
export function settleStates(
  table: FigureTable,
  columns: Readonly<Record<string, ColumnRole>>,
): { columns: Record<string, ColumnRole>; questions: FileQuestion[] } {
  const figures = Object.keys(columns).filter((name) =>
    ['quantity', 'gross', 'net'].includes(columns[name] ?? ''),
  );
  const open = Object.keys(columns).filter(
    (name) =>
      columns[name] === 'kind' &&
      !isRowKindHeader(name) &&
      hasRefundAboveZero(table, name, figures),
  );
  return {
    columns: { ...columns, ...Object.fromEntries(open.map((name) => [name, 'state' as const])) },
    questions: open.map((name) => ({
      kind: 'missing_role',
      role: 'kind',
      column: name,
      message: refundMeanings(headerOf(table, name)),
      examples: examplesOf(table, name),
    })),
  };
}

function hasRefundAboveZero(table: FigureTable, name: string, figures: readonly string[]): boolean {
  const header = headerOf(table, name);
  for (const [text = '', ...cells] of cellsOf(table, [name, ...figures])) {
    if (kindNamedBy([{ header, text }]) !== 'refund') continue;
    const isNegative = cells.some((cell) => toPlainDecimal(cell, table.decimal)?.startsWith('-'));
    if (!isNegative) return true;
  }
  return false;
}

function refundMeanings(header: string): Localized {
  return {
    en: `“${header}” calls rows refunded. Is such a row the refund itself, which is taken off the sales (choose “Kind of row”), or the sale that was refunded later, which then does not count (choose “State of the sale”)?`,
    fr: `« ${header} » désigne des lignes comme remboursées. Une telle ligne est-elle le remboursement lui-même, soustrait des ventes (choisissez « Genre de ligne »), ou la vente remboursée plus tard, qui alors ne compte pas (choisissez « État de la vente ») ?`,
  };
}

/** The different words of each column without a role, one more than is looked at. */
function wordsOf(
  rows: Rows,
  { firstRow, headers, columns }: Parameters<typeof askKinds>[1],
): { text: string; normalised: string; words: Set<string> }[] {
  const unknown = headers.flatMap(({ text, normalised }, index) =>
    Object.hasOwn(columns, normalised)
      ? []
      : [{ text, normalised, index, words: new Set<string>() }],
  );
  if (unknown.length === 0) return [];
  for (let at = firstRow; at < rows.length; at += 1) {
    const row = rows.at(at);
    for (const { index, words } of unknown) {
      const cell = shownText((row[index] ?? '').trim());
      if (cell !== '' && words.size <= WORDS_MAX) words.add(cell.slice(0, 80).toWellFormed());
    }
  }
  return unknown;
}
