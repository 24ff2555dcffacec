/** Which sheets of a workbook are read. */

import type { Rows } from './rows.ts';

/** How the sheets of a workbook are told apart. */
export interface SheetChoice {
  /** The sheet a person chose. */
  wanted: string | null;
  /** How much the beginning of a sheet looks like sales; 0 or less: not at all. */
  score(rows: readonly string[][]): number;
  /** What a sheet's beginning says of its table; null when it holds none. Without it one sheet is read. */
  headOf?(name: string, rows: readonly string[][]): TableHead | null;
}

export interface TableHead {
  /** The same for tables that can be read as one. */
  key: string;
  /** Index of the row below the names of the columns. */
  firstRow: number;
  hasRows: boolean;
}

/** One of several sheets. */
export interface SheetBeginning {
  name: string;
  beginning: string[][];
}

export interface ChosenSheets {
  /** Read as one table, in the order of the workbook; with a `skip` of the rows up to its own first. */
  parts: { name: string; skip: number }[];
  /** Sheets with another table. */
  others: string[];
  /** What nobody's choice would begin with. */
  usual: string[][];
}

/**
 * The sheet a person chose; otherwise the one that looks most like sales with all that have the same
 * columns.
 */
export function chooseSheets(
  sheets: readonly [SheetBeginning, ...SheetBeginning[]],
  choice: SheetChoice,
): ChosenSheets {
  const best = bestOf(sheets, choice);
  const usual = best.beginning;
  if (choice.wanted !== null && sheets.some(({ name }) => name === choice.wanted)) {
    return { parts: [{ name: choice.wanted, skip: 0 }], others: [], usual };
  }
  const heads = sheets.flatMap(({ name, beginning }) => {
    const head = choice.headOf?.(name, beginning) ?? null;
    return head === null ? [] : [{ name, ...head }];
  });
  const key = heads.find(({ name }) => name === best.name)?.key;
  const alike = heads.filter((head) => head.key === key);
  const others = heads.filter((head) => head.key !== key && head.hasRows).map(({ name }) => name);
  if (alike.length === 0) return { parts: [{ name: best.name, skip: 0 }], others, usual };
  return {
    parts: alike.map(({ name, firstRow }, index) => ({ name, skip: index === 0 ? 0 : firstRow })),
    others,
    // The first of those that are read together: they score alike.
    usual: sheets.find(({ name }) => name === alike[0]?.name)?.beginning ?? usual,
  };
}

function bestOf(
  sheets: readonly [SheetBeginning, ...SheetBeginning[]],
  choice: SheetChoice,
): SheetBeginning {
  let best = { sheet: sheets[0], score: 0 };
  for (const sheet of sheets) {
    const score = choice.score(sheet.beginning);
    if (score > best.score) best = { sheet, score };
  }
  return best.sheet;
}

/**
 * Notes the rows of sheets read as one. A sheet all of whose rows were told by those before it is a
 * copy or a part of them.
 */
export function createCopyFinder(): (rows: Rows, skip: number) => boolean {
  const seen = new Set<string>();
  return (rows, skip) => {
    const texts: string[] = [];
    for (let at = skip; at < rows.length; at += 1) texts.push(JSON.stringify(rows.at(at)));
    const isCopy = texts.length >= COPIED_ROWS_MIN && texts.every((text) => seen.has(text));
    for (const text of texts) seen.add(text);
    return isCopy;
  };
}

/** One or two rows may well be sold alike in two places. */
const COPIED_ROWS_MIN = 3;
