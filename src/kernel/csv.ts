/** Numbers are written as they are; a text is a cell that no spreadsheet takes for a formula. */
export type CsvCell = string | number | Decimal | null;

/** An exact number as a plain decimal, which a JS number could not hold or would write shorter. */
interface Decimal {
  decimal: string;
}

export type CsvRow = readonly CsvCell[];

/** How a file separates cells, and the whole from its parts in a number. */
export interface CsvDialect {
  separator: ',' | ';';
  decimalMark: '.' | ',';
}

/** What spreadsheets open as a table by themselves: `semicolon` where numbers have a decimal comma. */
export const csvDialects = {
  comma: { separator: ',', decimalMark: '.' },
  semicolon: { separator: ';', decimalMark: ',' },
} as const satisfies Record<string, CsvDialect>;

/** A mark by which spreadsheets know that the text is UTF-8; an export begins with it. */
export const utf8Mark = '\uFEFF';

/** What a spreadsheet reads as the start of a formula, or skips to find one. */
const formulaStart = /^[=+\-@\t\r]/;
const needsQuotes = /[",\r\n;\t]/;
const plainDecimal = /^-?\d+(?:\.\d+)?$/;

/**
 * A decimal text as a number of an export, minus sign and zeros included.
 * @throws RangeError for any other text: it would not be guarded.
 */
export function toDecimalCell(text: string): CsvCell {
  if (!plainDecimal.test(text)) throw new RangeError('not a plain decimal');
  return { decimal: text };
}

/** One line of RFC 4180 with its CR LF. */
export function toCsvLine(cells: CsvRow, dialect: CsvDialect): string {
  return `${cells.map((cell) => toCell(cell, dialect)).join(dialect.separator)}\r\n`;
}

function toCell(cell: CsvCell, { decimalMark }: CsvDialect): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell).replace('.', decimalMark);
  if (typeof cell === 'object') return cell.decimal.replace('.', decimalMark);
  const text = formulaStart.test(cell) ? `'${cell}` : cell;
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
