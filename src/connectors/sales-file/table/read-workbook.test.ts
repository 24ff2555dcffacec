import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../limits.ts';
import {
  codeOf,
  handmadeXlsx,
  sheetXml,
  tableOf,
  writeLongXlsx,
  writeXlsx,
  zipOf,
} from './testing.ts';

const anySheet = { wanted: null, score: () => 0 };
const rowsOf = async (bytes: Uint8Array) => (await tableOf(bytes, anySheet)).rows;
const refusal = (bytes: Uint8Array) => codeOf(() => tableOf(bytes, anySheet));

describe('a workbook', () => {
  it('reads cells as the texts a person sees', async () => {
    const bytes = await writeXlsx({
      Sales: [
        ['Date', 'When', 'Item', 'Qty', 'Net', 'Paid', 'Note'],
        [
          new Date('2026-06-30T00:00:00Z'),
          new Date('2026-06-30T12:56:37Z'),
          'Crème "brûlée"',
          1,
          0.1 + 0.2,
          true,
          null,
        ],
        ['2026-07-01', null, '=HYPERLINK("x")', -2.5, 1234567.89, false, '  '],
      ],
    });
    expect(await rowsOf(bytes)).toEqual([
      ['Date', 'When', 'Item', 'Qty', 'Net', 'Paid', 'Note'],
      ['2026-06-30', '2026-06-30 12:56:37', 'Crème "brûlée"', '1', '0.3', 'TRUE'],
      ['2026-07-01', '', '=HYPERLINK("x")', '-2.5', '1234567.89', 'FALSE', '  '],
    ]);
  });

  it('reads any texts and amounts back', async () => {
    const text = fc.string({ unit: 'grapheme-ascii', minLength: 1 });
    const cents = fc.integer({ min: -1e9, max: 1e9 }).map((minor) => minor / 100);
    const rows = fc.array(fc.tuple(text, cents), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const read = await rowsOf(await writeXlsx({ Sales: cells }));
        expect(read).toEqual(cells.map(([name, amount]) => [name, String(amount)]));
      }),
      { numRuns: 30 },
    );
  });

  it('is read from the sheet that looks like sales, or the one a person chose', async () => {
    const bytes = await writeXlsx({ Cover: [['Report']], Items: [['Item'], ['Latte']] });
    const score = (rows: readonly string[][]) => (rows[0]?.[0] === 'Item' ? 2 : 0);
    expect(await tableOf(bytes, { wanted: null, score })).toEqual({
      sheet: null,
      rows: [['Item'], ['Latte']],
    });
    expect(await tableOf(bytes, { wanted: 'Cover', score })).toEqual({
      sheet: 'Cover',
      rows: [['Report']],
    });
    expect(await tableOf(bytes, { wanted: 'Gone', score })).toEqual({
      sheet: null,
      rows: [['Item'], ['Latte']],
    });
  });

  it('tells the result of a formula, and runs none', async () => {
    const cells = '<c r="A1" t="str"><f>CMD()</f><v>Latte</v></c><c r="B1"><f>1+1</f><v>2</v></c>';
    expect(await rowsOf(handmadeXlsx(sheetXml(`<row r="1">${cells}</row>`)))).toEqual([
      ['Latte', '2'],
    ]);
  });
});

describe('a hostile workbook', () => {
  it('with entities that grow without bound is refused unopened', async () => {
    const laughs = Array.from(
      { length: 10 },
      (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
    );
    const shared = `<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "ha">${laughs.join('')}]><sst><si><t>&l10;</t></si></sst>`;
    const row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>';
    expect(await refusal(handmadeXlsx(sheetXml(row), shared))).toBe('workbook_with_definitions');
  });

  it('of more rows than we read is refused on the way', async () => {
    const row = (at: number) => `<row r="${at}"><c r="A${at}"><v>1</v></c></row>`;
    const rows = Array.from({ length: limits.rowsMax + 5 }, (_, index) => row(index + 1));
    expect(await refusal(handmadeXlsx(sheetXml(rows.join(''))))).toBe('too_many_rows');
  }, 60_000);

  it('with a cell in the last corner is refused, not laid out', async () => {
    const rows =
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
    expect(await refusal(handmadeXlsx(sheetXml(rows)))).toBe('too_many_columns');
  });

  it('with a text of 50 MB in one cell is refused', async () => {
    const cell = `<c r="A1" t="inlineStr"><is><t>${'a'.repeat(50 * 1024 * 1024)}</t></is></c>`;
    expect(await refusal(handmadeXlsx(sheetXml(`<row r="1">${cell}</row>`)))).toBe('cell_too_long');
  }, 60_000);

  it('that unpacks to more than we take is refused before it is unpacked', async () => {
    const sheet = Buffer.alloc(limits.unpackedBytesMax + 1, 0x20);
    const bytes = zipOf({ 'xl/workbook.xml': '<workbook/>', 'xl/worksheets/sheet1.xml': sheet });
    expect(bytes.length).toBeLessThan(1_000_000);
    expect(await refusal(bytes)).toBe('too_large_unpacked');
  });

  it('that unpacks to more than it says is refused as damaged', async () => {
    const bytes = zipOf({ 'xl/workbook.xml': ' '.repeat(1_000_000) });
    const central = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    bytes.writeUInt32LE(10, central + 24);
    expect(await refusal(bytes)).toBe('broken_workbook');
  });

  it('cut off anywhere is refused with a reason', async () => {
    const whole = await writeLongXlsx(['Item'], [['Latte'], ['Tea']]);
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      expect(['broken_zip', 'broken_workbook']).toContain(await refusal(cut));
    }
  });

  it('that lacks its parts, or has them twisted, is refused as damaged', async () => {
    expect(await refusal(zipOf({ 'xl/workbook.xml': '' }))).toBe('broken_workbook');
    expect(await refusal(handmadeXlsx('<worksheet'))).not.toBe('failed');
  });

  it('is told apart when a password protects it', async () => {
    const container = Buffer.alloc(4096);
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(container);
    Buffer.from('EncryptedPackage', 'utf16le').copy(container, 1024);
    expect(await refusal(container)).toBe('encrypted');
    const { writeXlsx: write } = await import('hucre/xlsx');
    const encryption = { password: 'secret', spinCount: 1000 };
    expect(await refusal(await write({ sheets: [{ name: 'S', rows: [['x']] }], encryption }))).toBe(
      'encrypted',
    );
  });
});

describe('a zip', () => {
  const csv = 'Item,Net\nLatte,5.00\n';

  it('with one file of sales is read as that file', async () => {
    const bytes = zipOf({ 'day/sales.csv': csv, '__MACOSX/._sales.csv': 'x', '.DS_Store': 'y' });
    expect(await rowsOf(bytes)).toEqual([
      ['Item', 'Net'],
      ['Latte', '5.00'],
    ]);
    expect(await rowsOf(zipOf({ 'a.xlsx': await writeXlsx({ S: [['Item']] }) }))).toEqual([
      ['Item'],
    ]);
  });

  it.each([
    ['with several files', { 'a.csv': csv, 'b.csv': csv }, 'zip_many'],
    ['with none', { '__MACOSX/x': 'x' }, 'zip_empty'],
    ['in a zip in a zip', { 'a.zip': zipOf({ 'b.zip': zipOf({ 'c.csv': csv }) }) }, 'zip_empty'],
    ['of an OpenDocument spreadsheet', { mimetype: 'x', 'content.xml': '' }, 'spreadsheet_kind'],
    ['of a binary workbook', { 'xl/workbook.bin': '' }, 'spreadsheet_kind'],
    ['with a bomb', { 'a.csv': Buffer.alloc(limits.unpackedBytesMax + 1) }, 'too_large_unpacked'],
  ])('%s is refused with its reason', async (_what, files, code) => {
    expect(await refusal(zipOf(files))).toBe(code);
  });

  it('locked by a password is told so', async () => {
    const bytes = zipOf({ 'a.csv': csv });
    bytes.writeUInt16LE(bytes.readUInt16LE(6) | 1, 6);
    expect(await refusal(bytes)).toBe('encrypted');
  });
});

describe('what is no table', () => {
  it.each([
    ['nothing', '', 'empty'],
    ['spaces', ' \r\n \n', 'empty'],
    ['a web page', '<!DOCTYPE html><html></html>', 'not_a_table'],
    ['a document', '%PDF-1.7\n…', 'not_a_table'],
    ['a picture', Buffer.from([0x89, 0x50, 1, 2, 3, 4, 5, 6, 7, 8, 0x0e, 0x1f]), 'not_a_table'],
    ['a field of 25 MB', `a,"${'x'.repeat(24 * 1024 * 1024)}"`, 'cell_too_long'],
    ['a million rows', 'a,b\n'.repeat(1_000_000), 'too_many_rows'],
    ['more than 25 MB', Buffer.alloc(limits.fileBytesMax + 1, 0x61), 'too_large'],
  ])('%s is refused: %s', async (_what, content, code) => {
    expect(await refusal(Buffer.from(content as string))).toBe(code);
  });

  it('reads texts padded with NULs as the texts they are', async () => {
    expect(await rowsOf(Buffer.from('Item\0\0,Net\nLatte\0,5.00'))).toEqual([
      ['Item', 'Net'],
      ['Latte', '5.00'],
    ]);
  });
});
