/** Numbers are written as they are; a text is a cell that no spreadsheet takes for a formula. */
export type CsvCell = string | number | null;

/** What a spreadsheet reads as the start of a formula, or skips to find one. */
const formulaStart = /^[=+\-@\t\r]/;
const needsQuotes = /[",\r\n;\t]/;

/** One line of RFC 4180 with its CR LF. */
export function toCsvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

function toCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = formulaStart.test(cell) ? `'${cell}` : cell;
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
