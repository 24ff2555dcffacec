import { EncryptedFileError, HucreError } from 'hucre';
import { type CellValue, readXls, readXlsx, streamXlsxRows } from 'hucre/xlsx';
import { limits } from '../limits.ts';
import { cellText } from './cell-text.ts';
import {
  type ChosenSheets,
  chooseSheets,
  createCopyFinder,
  type SheetBeginning,
  type SheetChoice,
} from './choose-sheets.ts';
import { markFormulas } from './formulas.ts';
import { createRowWriter, type Rows } from './rows.ts';
import { type SheetPart, type Table, UnreadableFile } from './table.ts';
import { type Parts, unpack } from './unpack.ts';

/** Rows of a sheet that are looked at to choose among several. */
const PEEK_ROWS = 60;
/** What is read to get at cells; pictures, charts, macros and the like are never unpacked. */
const NEEDED_PART =
  /^\/?(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:_rels\/)?[^/]+\.(?:xml|rels)|xl\/worksheets\/[^/]+\.xml)$/i;

/** Reads the sheets of sales of an XLSX workbook. @throws UnreadableFile */
export async function readXlsxTable(sent: Uint8Array, choice: SheetChoice): Promise<Table> {
  const bytes = markFormulas(checkParts(sent)) ?? sent;
  return asWorkbook(async () => {
    const names = await listSheets(bytes);
    return readSheets(names, choice, {
      peek: async (sheet) =>
        beginningOf(await collect(streamXlsxRows(bytes, { sheet, maxRows: PEEK_ROWS }))),
      read: (sheet) => collect(streamXlsxRows(bytes, { sheet })),
    });
  });
}

/** Reads the sheets of sales of a workbook of Excel 97 to 2003. @throws UnreadableFile */
export async function readXlsTable(bytes: Uint8Array, choice: SheetChoice): Promise<Table> {
  if (isLockedXls(bytes)) throw new UnreadableFile('encrypted');
  return asWorkbook(async () => {
    const { sheets } = await readXls(bytes);
    const rowsOf = new Map<string, Rows>();
    for (const sheet of sheets.filter(({ rows }) => rows.length > 0)) {
      // A blank row is a hole in the list.
      const rows = Array.from(sheet.rows, (values?: CellValue[]) => ({ values: values ?? [] }));
      rowsOf.set(sheet.name, await collect(rows));
    }
    const find = (name: string) => rowsOf.get(name) ?? createRowWriter().finish();
    return readSheets([...rowsOf.keys()], choice, {
      peek: async (name) => beginningOf(find(name)),
      read: async (name) => find(name),
    });
  });
}

/** Without choosing where there is one sheet; several with the same columns become one table. */
async function readSheets(
  all: readonly string[],
  choice: SheetChoice,
  from: { peek(name: string): Promise<string[][]>; read(name: string): Promise<Rows> },
): Promise<Table> {
  const [only, ...more] = all;
  if (only === undefined) throw new UnreadableFile('empty');
  if (more.length === 0) return { sheet: null, rows: await from.read(only) };
  const beginnings: SheetBeginning[] = [];
  for (const name of all) beginnings.push({ name, beginning: await from.peek(name) });
  const [first, ...rest] = beginnings.filter(({ beginning }) => beginning.length > 0);
  if (first === undefined) throw new UnreadableFile('empty');
  const { parts, others, usual } = chooseSheets([first, ...rest], choice);
  const joined = await joinSheets(parts, from.read);
  const names = [first, ...rest].map(({ name }) => name);
  return {
    sheet: choice.wanted !== null && names.includes(choice.wanted) ? choice.wanted : null,
    rows: joined.rows,
    sheets: { names, parts: joined.parts, others, copies: joined.copies, usual },
  };
}

async function joinSheets(
  chosen: ChosenSheets['parts'],
  read: (name: string) => Promise<Rows>,
): Promise<{ rows: Rows; parts: SheetPart[]; copies: string[] }> {
  const [first] = chosen;
  if (first !== undefined && chosen.length === 1) {
    return { rows: await read(first.name), parts: [{ ...first, start: 0 }], copies: [] };
  }
  const writer = createRowWriter();
  const isCopy = createCopyFinder();
  const parts: SheetPart[] = [];
  const copies: string[] = [];
  for (const { name, skip } of chosen) {
    const rows = await read(name);
    if (isCopy(rows, skip)) {
      copies.push(name);
      continue;
    }
    parts.push({ name, skip, start: writer.length });
    for (let at = skip; at < rows.length; at += 1) writer.add(rows.at(at));
  }
  return { rows: writer.finish(), parts, copies };
}

/**
 * Unpacks what will be read once, within our limits: a workbook that comes through is as large as it
 * says. Document types, which can define entities that grow without bound, have no place in one.
 * @throws UnreadableFile
 */
function checkParts(bytes: Uint8Array): Parts {
  const parts = unpack(bytes, 'broken_workbook', (path) => NEEDED_PART.test(path));
  for (const part of Object.values(parts)) {
    const xml = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    if (xml.includes('<!DOCTYPE') || xml.includes('<!ENTITY')) {
      throw new UnreadableFile('workbook_with_definitions');
    }
  }
  return parts;
}

async function listSheets(bytes: Uint8Array): Promise<string[]> {
  const names: string[] = [];
  await readXlsx(bytes, {
    sheets: (info) => {
      if (!info.hidden && !info.veryHidden) names.push(info.name);
      return false;
    },
  });
  return names;
}

/** Rows as texts, without the empty ones. */
async function collect(
  source: AsyncIterable<{ values: CellValue[] }> | Iterable<{ values: CellValue[] }>,
): Promise<Rows> {
  const writer = createRowWriter();
  for await (const { values } of source) {
    const row = rowTexts(values, writer.length + 1);
    if (row.length > 0) writer.add(row);
  }
  return writer.finish();
}

function beginningOf(rows: Rows): string[][] {
  return rows.slice(0, PEEK_ROWS);
}

/** Without the empty cells at the end, which formats alone leave behind. */
function rowTexts(values: readonly CellValue[], rowNumber: number): string[] {
  let width = values.length;
  while (width > 0 && (values[width - 1] === null || values[width - 1] === '')) width -= 1;
  if (width > limits.columnsMax) throw new UnreadableFile('too_many_columns', limits.columnsMax);
  const texts: string[] = new Array(width);
  for (let at = 0; at < width; at += 1) {
    const text = cellText(values[at] as CellValue);
    if (text.length > limits.cellCharsMax) throw new UnreadableFile('cell_too_long', rowNumber);
    texts[at] = text;
  }
  return texts;
}

/** An encrypted XLSX is wrapped in the old container; an old workbook says it right after its start. */
function isLockedXls(bytes: Uint8Array): boolean {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return true;
  const begin = data.indexOf(Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06]));
  return begin >= 0 && begin + 22 <= data.length && data.readUInt16LE(begin + 20) === 0x2f;
}

async function asWorkbook<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    if (error instanceof EncryptedFileError) throw new UnreadableFile('encrypted');
    if (error instanceof HucreError || error instanceof RangeError || error instanceof TypeError) {
      throw new UnreadableFile('broken_workbook');
    }
    throw error;
  }
}
