/** Formulas that a workbook holds without their results. */

import { zipSync } from 'fflate';
import type { Parts } from './unpack.ts';

/** What stands in a cell whose formula has no result: never a number, never a text of the file's. */
export const noResult = '#FORMULA!';

const SHEET_PART = /^\/?xl\/worksheets\/[^/]+\.xml$/i;
const WORKBOOK_PART = /^\/?xl\/workbook\.xml$/i;
/** The program that wrote the workbook left the calculating to the one that opens it. */
const UNCALCULATED = /<(?:\w+:)?calcPr\b[^>]*\sfullCalcOnLoad=["'](?:1|true)["']/;
const FORMULA = /<(\w+:)?f[\s/>]/g;
const VALUE = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</;
const ANY_VALUE = /<(?:\w+:)?(?:v|is)[\s/>]/;

/** A formula's cell in the text of its sheet. */
interface FormulaCell {
  start: number;
  end: number;
  prefix: string;
  result: 'missing' | 'zero' | 'stored';
}

/**
 * The workbook with each formula that has no result told as such: programs that write workbooks
 * without calculating leave the result out, or a zero for all of them. Null when there is none.
 */
export function markFormulas(parts: Parts): Uint8Array | null {
  const names = Object.keys(parts);
  const workbook = names.find((name) => WORKBOOK_PART.test(name));
  const isUncalculated = workbook !== undefined && UNCALCULATED.test(textOf(parts, workbook));
  let marked: Parts | null = null;
  for (const name of names.filter((path) => SHEET_PART.test(path))) {
    if (!mayHoldFormulas(parts[name] as Uint8Array)) continue;
    const sheet = markSheet(textOf(parts, name), isUncalculated);
    if (sheet === null) continue;
    marked ??= { ...parts };
    marked[name] = Buffer.from(sheet, 'latin1');
  }
  return marked === null ? null : zipSync(marked, { level: 0 });
}

/** Most sheets of sales hold none, and are not looked through. */
function mayHoldFormulas(part: Uint8Array): boolean {
  const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  return ['<f', ':f ', ':f>', ':f/'].some((tag) => bytes.includes(tag));
}

/** Byte for byte: what is looked for is plain ASCII. */
function textOf(parts: Parts, name: string): string {
  const part = parts[name] as Uint8Array;
  return Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1');
}

function markSheet(xml: string, isUncalculated: boolean): string | null {
  const cells = listFormulas(xml);
  const areZerosStored = !isUncalculated || cells.some(({ result }) => result === 'stored');
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, prefix, result } of cells) {
    if (result === 'stored' || (result === 'zero' && areZerosStored)) continue;
    const place = /\sr=(?:"[^"]*"|'[^']*')/.exec(xml.slice(start, xml.indexOf('>', start)))?.[0];
    const value = `<${prefix}v>${noResult}</${prefix}v>`;
    pieces.push(xml.slice(at, start), `<${prefix}c${place ?? ''} t="str">${value}`);
    at = end;
  }
  return pieces.length === 0 ? null : pieces.join('') + xml.slice(at);
}

function listFormulas(xml: string): FormulaCell[] {
  const cells: FormulaCell[] = [];
  for (const { index, 1: prefix = '' } of xml.matchAll(FORMULA)) {
    const start = xml.lastIndexOf('<', index - 1);
    const end = xml.indexOf(`</${prefix}c>`, index);
    if (end < 0 || !xml.startsWith(`<${prefix}c`, start)) continue;
    cells.push({ start, end, prefix, result: resultOf(xml.slice(start, end)) });
  }
  return cells;
}

function resultOf(cell: string): FormulaCell['result'] {
  const isText = /^[^>]*\st=["']str["']/.test(cell);
  // An empty text is a result.
  if (isText) return ANY_VALUE.test(cell) ? 'stored' : 'missing';
  const value = VALUE.exec(cell)?.[1]?.trim() ?? '';
  if (value === '') return 'missing';
  return Number(value) === 0 ? 'zero' : 'stored';
}
