/** Workbooks of several sheets: which are tables of sales, and what is told about them. */

import type { Localized } from '#kernel/localized.ts';
import type { ColumnMapping, FileLayout, SkippedRow } from '../contract.ts';
import { findHeaderRow, HEADER_ROWS_MAX, headerScore, sheetScore } from './find-header.ts';
import { type Header, toHeaders } from './headers.ts';
import { layoutKey } from './layout.ts';
import { short } from './messages.ts';
import { meaningOf } from './roles.ts';
import type { SheetChoice, TableHead } from './table/choose-sheets.ts';
import type { Table, TableSheets } from './table/table.ts';
import { shownTexts } from './table/typed-number.ts';
import type { UnderstoodTable } from './understand-table.ts';

/** What names columns at all names as many. */
const TABLE_SCORE_MIN = 2;

export function sheetChoice(mapping: ColumnMapping | null): SheetChoice {
  return { wanted: mapping?.sheet ?? null, score: sheetScore, headOf };
}

/**
 * Sheets with the same columns are one table; without dates of their own only while their names and
 * titles tell no different days.
 */
function headOf(name: string, rows: readonly string[][]): TableHead | null {
  const index = findHeaderRow(rows.slice(0, HEADER_ROWS_MAX));
  if (index === null || headerScore(rows[index] as string[]) < TABLE_SCORE_MIN) return null;
  const names = toHeaders(rows[index] as string[]).map(({ normalised }) => normalised);
  const isDated = names.some((column) => /^date/.test(meaningOf(column)?.role ?? ''));
  const titles = [name, ...rows.slice(0, index).flat()].join(' ').replace(/\D+/g, ' ');
  const firstRow = index + 1;
  return {
    key: JSON.stringify([names, isDated ? '' : titles.trim()]),
    firstRow,
    hasRows: rows.slice(firstRow).some((row) => row.some((cell) => cell.trim() !== '')),
  };
}

/**
 * What a person confirmed, without the sheet when that is not there: then it holds for the table that
 * is, if this has all the columns that were told.
 */
export function mappingOf(table: Table, mapping: ColumnMapping | null): ColumnMapping | null {
  if (mapping?.sheet === undefined) return mapping;
  const { sheet, ...rest } = mapping;
  // Nothing but the sheet was told: its columns are still to be found out.
  if (sheet === table.sheet) return isEmpty(rest) ? null : mapping;
  const names = new Set(headersOf(table.rows.slice(0, HEADER_ROWS_MAX)).map((h) => h.normalised));
  const told = Object.entries(rest.columns).filter(([, role]) => role !== 'ignore');
  return told.every(([name]) => names.has(name)) ? rest : null;
}

function isEmpty({ columns, ...others }: ColumnMapping): boolean {
  return Object.keys({ ...columns, ...others }).length === 0;
}

/** A reading with what there is to say about the sheets it was read from. */
export function withSheets(understood: UnderstoodTable, { sheets }: Table): UnderstoodTable {
  if (understood.kind === 'unreadable') {
    const { columns } = understood;
    if (columns === undefined || sheets === undefined) return understood;
    return { ...understood, columns: { ...columns, layout: toldLayout(columns.layout, sheets) } };
  }
  const layout = sheets === undefined ? understood.layout : toldLayout(understood.layout, sheets);
  if (understood.kind === 'ask') return { ...understood, layout };
  const skipped = understood.skipped.map((row) => ({
    ...placed(row, sheets),
    text: shownTexts(row.text),
  }));
  const warnings = [...understood.warnings, ...(sheets === undefined ? [] : warningsOf(sheets))];
  return { ...understood, layout, skipped, warnings };
}

/** Known by what is read when nobody chooses, so that a choice is found again in the next file. */
function toldLayout(layout: FileLayout, { names, usual }: TableSheets): FileLayout {
  const headers = headersOf(usual);
  return { ...layout, sheets: names, ...(headers.length > 0 ? { key: layoutKey(headers) } : {}) };
}

function headersOf(beginning: readonly string[][]): Header[] {
  const index = findHeaderRow(beginning.slice(0, HEADER_ROWS_MAX));
  return index === null ? [] : toHeaders(beginning[index] as string[]);
}

/** Names the sheet of a row where several were read. */
function placed(row: SkippedRow, sheets: TableSheets | undefined): SkippedRow {
  if (sheets === undefined || sheets.parts.length < 2) return row;
  const part = sheets.parts.findLast(({ start }) => start < row.row);
  if (part === undefined) return row;
  const at = row.row - part.start + part.skip;
  return {
    ...row,
    reason: {
      en: `Sheet “${short(part.name)}”, row ${at}: ${row.reason.en}`,
      fr: `Feuille « ${short(part.name)} », ligne ${at} : ${row.reason.fr}`,
    },
  };
}

function warningsOf({ others, copies }: TableSheets): Localized[] {
  return [
    ...(others.length === 0 ? [] : [otherSheets(listOf(others))]),
    ...(copies.length === 0 ? [] : [copiedSheets(listOf(copies))]),
  ];
}

const SHEETS_SHOWN_MAX = 5;

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, SHEETS_SHOWN_MAX).map(short).join(', ');
  return names.length > SHEETS_SHOWN_MAX ? `${shown}, …` : shown;
}

function otherSheets(list: string): Localized {
  return {
    en: `The workbook has other sheets with a table of their own, which were not read (${list}). If the sales are there, choose the sheet under “Correct the columns”.`,
    fr: `Le classeur a d’autres feuilles avec leur propre tableau, qui n’ont pas été lues (${list}). Si les ventes s’y trouvent, choisissez la feuille sous « Corriger les colonnes ».`,
  };
}

function copiedSheets(list: string): Localized {
  return {
    en: `All rows of some sheets stand in others too, and were counted once (${list}).`,
    fr: `Toutes les lignes de certaines feuilles figurent aussi dans d’autres et n’ont été comptées qu’une fois (${list}).`,
  };
}
