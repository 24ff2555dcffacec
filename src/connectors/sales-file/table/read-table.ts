import { limits } from '../limits.ts';
import type { SheetChoice } from './choose-sheets.ts';
import { decodeText } from './decode-text.ts';
import { detectDelimiter } from './detect-delimiter.ts';
import { readXlsTable, readXlsxTable } from './read-workbook.ts';
import { rowsOfText } from './rows.ts';
import { type Table, UnreadableFile } from './table.ts';
import { listParts, unpack } from './unpack.ts';

/** What a zip may hold beside a file of sales: folders, and what systems leave behind. */
const NOISE = /(?:^|\/)(?:__MACOSX\/|\.[^/]*$|thumbs\.db$|desktop\.ini$)|\/$/i;
/** A zip in a zip is no file of sales. */
const ZIP_DEPTH_MAX = 1;

/**
 * The grid of texts in a file of any kind we read, recognised by its bytes, never by its name:
 * delimited text, XLSX, XLS, or a zip that holds one of them.
 * @throws UnreadableFile
 */
export async function readTable(bytes: Uint8Array, choice: SheetChoice, depth = 0): Promise<Table> {
  if (bytes.length > limits.fileBytesMax && depth === 0) throw new UnreadableFile('too_large');
  if (bytes.length === 0) throw new UnreadableFile('empty');
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) {
    return readZip(bytes, choice, depth);
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return readXlsTable(bytes, choice);
  return readText(bytes);
}

async function readZip(bytes: Uint8Array, choice: SheetChoice, depth: number): Promise<Table> {
  const paths = listParts(bytes, 'broken_zip').map((info) => info.name);
  if (paths.some((path) => /^\/?xl\/workbook\.xml$/i.test(path))) {
    return readXlsxTable(bytes, choice);
  }
  if (paths.includes('xl/workbook.bin')) throw new UnreadableFile('spreadsheet_kind', 'XLSB');
  if (paths.includes('mimetype')) throw new UnreadableFile('spreadsheet_kind', 'ODS');
  const files = paths.filter((path) => !NOISE.test(path));
  const [only] = files;
  if (only === undefined) throw new UnreadableFile('zip_empty');
  if (files.length > 1) throw new UnreadableFile('zip_many', files.length);
  if (depth >= ZIP_DEPTH_MAX) throw new UnreadableFile('zip_empty');
  const parts = unpack(bytes, 'broken_zip', (path) => path === only);
  return readTable(parts[only] as Uint8Array, choice, depth + 1);
}

function readText(bytes: Uint8Array): Table {
  const decoded = decodeText(bytes).text;
  // NUL is no text, and no database holds it; a till's field padded with it means the text before.
  const text = decoded.includes('\0') ? decoded.replaceAll('\0', '') : decoded;
  if (text.trim() === '') throw new UnreadableFile('empty');
  if (!looksLikeText(text)) throw new UnreadableFile('not_a_table');
  const { delimiter, start } = detectDelimiter(text);
  const rows = rowsOfText(start === 0 ? text : text.slice(start), delimiter);
  return { sheet: null, rows, isDelimited: true };
}

/** Pictures, documents and web pages read as text are no table. */
function looksLikeText(text: string): boolean {
  const sample = text.slice(0, 8192);
  if (/^\s*(?:<!doctype|<html|<\?xml|%PDF-|\{\\rtf)/i.test(sample)) return false;
  let controls = 0;
  for (let at = 0; at < sample.length; at += 1) {
    const code = sample.charCodeAt(at);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 31) {
      controls += 1;
    }
  }
  return controls <= sample.length / 50;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}
