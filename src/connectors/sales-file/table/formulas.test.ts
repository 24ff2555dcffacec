import { describe, expect, it } from 'vitest';
import { ordersOf, readSales, readText, venue } from '../testing.ts';
import { transform } from '../transform.ts';
import { noResult } from './formulas.ts';
import { handmadeXlsx, sheetXml, tableOf } from './testing.ts';

const anySheet = { wanted: null, score: () => 0 };
const told = { en: expect.stringContaining('a formula without its result') };

const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const row = (...cells: string[]) => `<row>${cells.join('')}</row>`;
const header = row(...['Date', 'Receipt', 'Item', 'Qty', 'Net Sales'].map(text));
const sale = (receipt: string, net: string) =>
  row(...['2026-07-01', receipt, 'Soup', '2'].map(text), net);
const bookOf = (rows: readonly string[], calcPr = '') =>
  handmadeXlsx(sheetXml(rows.join('')), undefined, calcPr);

async function outcomesOf(bytes: Buffer) {
  const { orders } = await readSales(bytes);
  const context = { ...venue, settings: { includeModifiers: false } };
  return orders.map((raw) => {
    const result = transform(raw, context);
    return result.kind === 'order' ? result.order.lines[0]?.netMinor : result.reason;
  });
}

describe('a formula in a workbook', () => {
  it('without a stored result sets its order aside with the reason, and never counts as zero', async () => {
    const bytes = bookOf([
      header,
      sale('1', '<c><f>D2*5</f></c>'),
      sale('2', '<c><f>D3*5</f><v></v></c>'),
      sale('3', '<c><f t="shared" si="0"/><v/></c>'),
      sale('4', '<c><f>D5*5</f><v>10</v></c>'),
      sale('5', '<c><v>7.5</v></c>'),
    ]);
    expect(await outcomesOf(bytes)).toMatchObject([told, told, told, 1000, 750]);
  });

  it('that came to nothing, to zero or to an empty text is read as that', async () => {
    const cells = '<c><v>1</v></c><c t="str"><f>""</f><v></v></c><c><f>A1-1</f><v>0</v></c>';
    const bytes = handmadeXlsx(sheetXml(row(cells)));
    expect((await tableOf(bytes, anySheet)).rows).toEqual([['1', '', '0']]);
  });

  it('is unreadable when the program that wrote it calculated none, and told zeros', async () => {
    const calcPr = '<calcPr calcId="124519" fullCalcOnLoad="1"/>';
    const zero = '<c><f>D2*5</f><v>0</v></c>';
    expect(await outcomesOf(bookOf([header, sale('1', zero)], calcPr))).toMatchObject([told]);
    const calculated = [sale('1', zero), sale('2', '<c><f>D3*5</f><v>10</v></c>')];
    expect(await outcomesOf(bookOf([header, ...calculated], calcPr))).toEqual([0, 1000]);
  });

  it('keeps its place in the row, also under a prefix of the sheet’s own', async () => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    const cells =
      '<x:c r="A1"><x:v>1</x:v></x:c><x:c r="C1" s="1"><x:f>A1</x:f></x:c><x:c r="D1"><x:v>é</x:v></x:c>';
    const xml = `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row r="1">${cells}</x:row></x:sheetData></x:worksheet>`;
    expect((await tableOf(handmadeXlsx(xml), anySheet)).rows).toEqual([['1', '', noResult, 'é']]);
  });

  it('as a date is told in the row’s reason, and in a column of no use does no harm', async () => {
    const date = row('<c><f>TODAY()</f></c>', ...['1', 'Soup', '2', '10'].map(text));
    const note = row(...['2026-07-01', '2', 'Soup', '2', '10'].map(text), '<c><f>X</f></c>');
    const bytes = bookOf([header, date, note]);
    expect(await readText(bytes)).toMatchObject({
      kind: 'read',
      skipped: [{ row: 2, reason: told }],
    });
    expect((await ordersOf(bytes)).map(({ key }) => key)).toHaveLength(1);
  });
});
