/** Files for tests, made in memory. */

import { zipSync } from 'fflate';
import { type CellValue, writeXlsx as write, XlsxStreamWriter } from 'hucre/xlsx';
import type { SheetChoice } from './choose-sheets.ts';
import { readTable } from './read-table.ts';
import type { UnreadableCode } from './table.ts';
import { UnreadableFile } from './table.ts';
import { shownText } from './typed-number.ts';

export interface Dialect {
  delimiter: string;
  lineEnd: string;
  isAllQuoted: boolean;
  endsWithLine: boolean;
}

/** Writes a table as delimited text; cells are quoted where they have to be, or all of them. */
export function writeDelimited(rows: readonly (readonly string[])[], dialect: Dialect): string {
  const { delimiter, lineEnd, isAllQuoted, endsWithLine } = dialect;
  const write = (cell: string) => {
    const isSpecial = cell.includes(delimiter) || /["\r\n]/.test(cell);
    return isAllQuoted || isSpecial ? `"${cell.replaceAll('"', '""')}"` : cell;
  };
  const text = rows.map((row) => row.map(write).join(delimiter)).join(lineEnd);
  return endsWithLine ? text + lineEnd : text;
}

/** A workbook of one sheet for each list of rows. */
export async function writeXlsx(sheets: Readonly<Record<string, CellValue[][]>>): Promise<Buffer> {
  const bytes = await write({
    sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows })),
  });
  return Buffer.from(bytes);
}

/** A workbook of many rows, written without holding them as objects. */
export async function writeLongXlsx(
  headers: readonly string[],
  rows: Iterable<CellValue[]>,
): Promise<Buffer> {
  const columns = headers.map((header) => ({ header }));
  const writer = new XlsxStreamWriter({ name: 'Sales', columns });
  for (const row of rows) writer.addRow(row);
  return Buffer.from(await writer.finish());
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A workbook around hand-written XML of its only sheet, and of its shared strings if any. */
export function handmadeXlsx(sheetXml: string, sharedStringsXml?: string, calcPr = ''): Buffer {
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
  const relations = (inner: string) =>
    `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>`,
    '_rels/.rels': relations(relation('r1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Sales" sheetId="1" r:id="r1"/></sheets>${calcPr}</workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      relation('r1', 'worksheet', 'worksheets/sheet1.xml') +
        relation('r2', 'sharedStrings', 'sharedStrings.xml'),
    ),
    'xl/worksheets/sheet1.xml': sheetXml,
    'xl/sharedStrings.xml': sharedStringsXml ?? `${XML}<sst xmlns="${MAIN}"/>`,
  };
  return zipOf(parts);
}

export function sheetXml(sheetData: string): string {
  return `${XML}<worksheet xmlns="${MAIN}"><sheetData>${sheetData}</sheetData></worksheet>`;
}

export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const entries = Object.entries(files).map(([path, content]) => [
    path,
    typeof content === 'string' ? Buffer.from(content) : content,
  ]);
  return Buffer.from(zipSync(Object.fromEntries(entries)));
}

/** A table with all its rows as lists of cells, as they are shown. */
export async function tableOf(
  bytes: Uint8Array,
  choice: SheetChoice,
): Promise<{ sheet: string | null; rows: string[][] }> {
  const { sheet, rows } = await readTable(bytes, choice);
  return { sheet, rows: rows.slice(0, rows.length).map((row) => row.map(shownText)) };
}

/** The code a reading is refused with; 'read' when it is not. */
export async function codeOf(read: () => unknown): Promise<UnreadableCode | 'read'> {
  try {
    await read();
    return 'read';
  } catch (error) {
    if (error instanceof UnreadableFile) return error.code;
    throw error;
  }
}
