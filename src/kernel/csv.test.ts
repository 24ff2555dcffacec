import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type CsvRow, csvDialects, toCsvLine, toDecimalCell } from './csv.ts';

const { comma, semicolon } = csvDialects;
const write = (cells: CsvRow) => toCsvLine(cells, comma);
const cellsOf = (line: string, delimiter = ',') =>
  Papa.parse<string[]>(line, { delimiter }).data[0];

describe('a line of an export', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
    'never starts a formula: %j',
    (text) => {
      expect(cellsOf(write(['a', text]))).toEqual(['a', `'${text}`]);
    },
  );

  it('keeps quotes, separators and line breaks inside their cell', () => {
    const cells = ['a "quoted" one', 'a,b;c', 'two\r\nlines', 'Élise', '', 'a=b'];
    expect(cellsOf(write(cells))).toEqual(cells);
    expect(cellsOf(toCsvLine(cells, semicolon), ';')).toEqual(cells);
    expect(write([1, null, 'x'])).toBe('1,,x\r\n');
  });

  it('writes decimals as numbers, and takes nothing else for one', () => {
    const cells = ['-12.50', '0.00', '999999999999.999999', '-0'].map(toDecimalCell);
    expect(write(cells)).toBe('-12.50,0.00,999999999999.999999,-0\r\n');
    expect(toCsvLine([...cells, 1.5], semicolon)).toBe(
      '-12,50;0,00;999999999999,999999;-0;1,5\r\n',
    );
    for (const text of ['', '-', '=1', '-1+cmd', '1e3', '1,5', ' 1', '1\n', '.5', '+1']) {
      expect(() => toDecimalCell(text), text).toThrow(RangeError);
    }
  });
});
