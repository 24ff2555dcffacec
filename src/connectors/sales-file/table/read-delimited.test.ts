import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { limits } from '../limits.ts';
import { detectDelimiter } from './detect-delimiter.ts';
import { rowsOfText } from './rows.ts';
import { codeOf, writeDelimited } from './testing.ts';

const cell = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc
    .array(fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', ' ', 'a', '7', '.', "'"), {
      maxLength: 10,
    })
    .map((parts) => parts.join('')),
);
const table = fc.integer({ min: 1, max: 6 }).chain((width) =>
  fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
    minLength: 1,
    maxLength: 8,
  }),
);
const dialect = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  isAllQuoted: fc.boolean(),
  endsWithLine: fc.constant(true),
});

function readAll(text: string, delimiter: string): string[][] {
  const rows = rowsOfText(text, delimiter);
  return rows.slice(0, rows.length);
}

describe('delimited text', () => {
  it('reads any table back as it was written, in any dialect', () => {
    fc.assert(
      fc.property(table, dialect, (rows, options) => {
        expect(readAll(writeDelimited(rows, options), options.delimiter)).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  it('reads what another program writes, as that program would', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t'), (rows, delimiter) => {
        const text = Papa.unparse(rows, { delimiter, newline: '\r\n', quotes: true });
        expect(readAll(text, delimiter)).toEqual(
          Papa.parse<string[]>(text, { delimiter, newline: '\r\n' }).data,
        );
      }),
    );
  });

  it.each([
    ['lines that end in different ways', 'a,b\r\n1,2\n3,4\r5,6', 4],
    ['no end of the last line', 'a,b\n1,2', 2],
    ['an empty line', 'a\n\nb\n', 3],
  ])('reads %s', (_what, text, count) => {
    expect(readAll(text, ',')).toHaveLength(count);
  });

  it('takes a quote inside a cell for what it is, and keeps what follows a closed one', () => {
    expect(readAll('12" pizza,"a"b,"c""d"', ',')).toEqual([['12" pizza', 'ab', 'c"d']]);
  });

  it('keeps an empty cell at the end of a line and of the text', () => {
    expect(readAll('a,\n,', ',')).toEqual([
      ['a', ''],
      ['', ''],
    ]);
  });

  it('says in which row a quote never closes', async () => {
    expect(await codeOf(() => readAll('a\n"b', ','))).toBe('unclosed_quote');
    expect(() => readAll('a\n"b', ',')).toThrow('unclosed_quote 2');
  });

  it('stops at a limit before it costs anything', async () => {
    const long = 'x'.repeat(limits.cellCharsMax + 1);
    expect(await codeOf(() => readAll(`a\n${long}`, ','))).toBe('cell_too_long');
    expect(await codeOf(() => readAll(`a\n"${long}"`, ','))).toBe('cell_too_long');
    expect(await codeOf(() => readAll(','.repeat(limits.columnsMax), ','))).toBe(
      'too_many_columns',
    );
    expect(await codeOf(() => readAll('a\n'.repeat(limits.rowsMax), ','))).toBe('read');
    expect(await codeOf(() => readAll('a\n'.repeat(limits.rowsMax + 1), ','))).toBe(
      'too_many_rows',
    );
  });
});

describe('the delimiter', () => {
  it.each([
    ['Date,Item,Net\n2026-07-01,Latte,5.00\n2026-07-01,Tea,4.00', ','],
    ['Date;Article;Net\n2026-07-01;Café, noir;5,00\n2026-07-01;Thé, vert;4,00', ';'],
    ['Date\tItem\tNet\n2026-07-01\tLatte, large\t5.00', '\t'],
    ['Date|Item|Net\n2026-07-01|Latte|5.00', '|'],
    ['"a;b";"c;d"\n"e;f";"g;h"', ';'],
    ['Report of July\nVenue: Café\n\nDate;Item;Net\n1;2;3\n4;5;6', ';'],
    ['one column\nof text', ','],
    ['Time\n12:30\n13:45', ','],
  ])('of %j is %j', (text, delimiter) => {
    expect(detectDelimiter(text)).toEqual({ delimiter, start: 0 });
  });

  it('is what the file’s own first line says', () => {
    expect(detectDelimiter('sep=;\r\na,b;c\n')).toEqual({ delimiter: ';', start: 7 });
    expect(detectDelimiter('"sep=\t"\na\tb')).toEqual({ delimiter: '\t', start: 8 });
    expect(detectDelimiter('SEP=,\n')).toEqual({ delimiter: ',', start: 6 });
  });

  it('is found in any table that has it', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '5', ' '), minLength: 1 });
    const wide = fc.array(fc.array(words, { minLength: 3, maxLength: 3 }), { minLength: 2 });
    fc.assert(
      fc.property(wide, dialect, (rows, options) => {
        const { delimiter } = detectDelimiter(writeDelimited(rows, options));
        expect(delimiter).toBe(options.delimiter);
      }),
    );
  });
});
