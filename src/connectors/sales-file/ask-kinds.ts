import type { ColumnMapping, ColumnRole, FileQuestion } from '../contract.ts';
import type { Header } from './headers.ts';
import { isKindWord } from './row-kind.ts';
import type { Rows } from './table/rows.ts';

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
  if (confirmed !== null || Object.values(table.columns).includes('kind')) return [];
  return wordsOf(rows, table).flatMap(({ normalised, words }) => {
    const telling = [...words].filter(isKindWord);
    if (telling.length === 0 || words.size > WORDS_MAX) return [];
    return [
      {
        kind: 'missing_role' as const,
        role: 'kind' as const,
        column: normalised,
        message: {
          en: 'Does this column tell which rows are voided or refunded?',
          fr: 'Cette colonne indique-t-elle quelles lignes sont annulées ou remboursées ?',
        },
        examples: [...new Set([...telling, ...words])].slice(0, EXAMPLES),
      },
    ];
  });
}

/** The different words of each column without a role, one more than is looked at. */
function wordsOf(
  rows: Rows,
  { firstRow, headers, columns }: Parameters<typeof askKinds>[1],
): { normalised: string; words: Set<string> }[] {
  const unknown = headers.flatMap(({ normalised }, index) =>
    Object.hasOwn(columns, normalised) ? [] : [{ normalised, index, words: new Set<string>() }],
  );
  if (unknown.length === 0) return [];
  for (let at = firstRow; at < rows.length; at += 1) {
    const row = rows.at(at);
    for (const { index, words } of unknown) {
      const cell = (row[index] ?? '').trim();
      if (cell !== '' && words.size <= WORDS_MAX) words.add(cell.slice(0, 80).toWellFormed());
    }
  }
  return unknown;
}
