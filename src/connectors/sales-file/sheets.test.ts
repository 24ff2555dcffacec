import { describe, expect, it } from 'vitest';
import type { ColumnMapping } from '../contract.ts';
import { writeXlsx } from './table/testing.ts';
import { linesOf, readSales, readText } from './testing.ts';

const header = ['Date', 'Item', 'Qty', 'Net Sales'];
const food = [header, ['2026-07-01', 'Soup', 2, 40], ['2026-07-01', 'Bread', 3, 30]];
const bar = [header, ['2026-07-01', 'Beer', 1, 12]];
const netsOf = async (bytes: Buffer, mapping: ColumnMapping | null = null) =>
  (await linesOf(bytes, { mapping })).map(({ itemName, netMinor }) => [itemName, netMinor]);
const all = [
  ['Soup', 4000],
  ['Bread', 3000],
  ['Beer', 1200],
];

describe('a workbook of several sheets', () => {
  it('with the same columns is read as one table, sheet by sheet', async () => {
    const bytes = await writeXlsx({ Cover: [['Sales', 'of the day']], Food: food, Bar: bar });
    expect(await netsOf(bytes)).toEqual(all);
    expect(await readText(bytes)).toMatchObject({
      layout: { sheets: ['Cover', 'Food', 'Bar'] },
      rowCount: 3,
      warnings: [],
    });
  });

  it('of one day each covers all of them', async () => {
    const next = [header, ['2026-07-02', 'Soup', 1, 20]];
    const reading = await readSales(await writeXlsx({ 'Jul 1': food, 'Jul 2': next }));
    expect(reading).toMatchObject({ firstDate: '2026-07-01', lastDate: '2026-07-02' });
  });

  it('reads on behind titles, and where the first one has no rows', async () => {
    const titled = [['Report'], ['Bar'], ...bar];
    expect(await netsOf(await writeXlsx({ Food: [header], Bar: titled }))).toEqual([
      ['Beer', 1200],
    ]);
    expect(await netsOf(await writeXlsx({ Food: food, Bar: titled }))).toEqual(all);
  });

  it('names the sheet of a row that is left out', async () => {
    const bytes = await writeXlsx({ Food: food, Bar: [...bar, ['soon', 'Wine', 1, 9]] });
    expect((await readSales(bytes)).skipped).toMatchObject([
      { row: 5, reason: { en: 'Sheet “Bar”, row 3: "soon" is not a date.' } },
    ]);
  });

  it('sums and ends each sheet by itself, and names the sheet of what is doubtful', async () => {
    const sum = ['2026-07-01', 'Total of sheet', 5, 70];
    const payments = [
      ['Tender', 'Count', 'Amount'],
      ['Visa', 5, 70],
    ];
    const doubtful = ['2026-07-01', 'Total Bowl', 1, 9];
    const sumOfBar = ['2026-07-01', 'All total', 2, 21];
    const bytes = await writeXlsx({
      Food: [...food, sum, ...payments],
      Bar: [...bar, doubtful, sumOfBar, ['2026-07-01', 'Wine', 2, '']],
    });
    const { orders, warnings } = await readSales(bytes);
    expect(warnings.map(({ en }) => en)).toEqual([
      expect.stringMatching(/^Row 3 of sheet “Bar” \(".*Total Bowl/),
      expect.stringMatching(/^Row 5 of sheet “Food” \("Tender/),
    ]);
    expect(orders.map(({ payloadText }) => JSON.parse(payloadText))).toMatchObject([
      { fault: { what: 'noAmount', row: 5, sheet: 'Bar' }, rows: { length: 5 } },
    ]);
  });

  it('says which other tables were not read, until a person chooses one', async () => {
    const bytes = await writeXlsx({
      Food: food,
      Drinks: [
        ['Date', 'Drink', 'Count', 'Net'],
        ['2026-07-01', 'Beer', 1, 12],
      ],
      Notes: [
        ['Nothing', 'to see'],
        ['here', 'at all'],
      ],
    });
    const reading = await readSales(bytes);
    expect(reading.rowCount).toBe(2);
    expect(reading.warnings).toMatchObject([{ en: expect.stringContaining('(Drinks)') }]);
    const mapping = {
      columns: { drink: 'name', count: 'quantity', net: 'net' },
      sheet: 'Drinks',
    } as const;
    const chosen = await readSales(bytes, { mapping });
    expect(chosen).toMatchObject({ rowCount: 1, warnings: [], mapping: { sheet: 'Drinks' } });
    expect(await netsOf(bytes, mapping)).toEqual([['Beer', 1200]]);
    // Nothing but the sheet: its columns are guessed and asked about as any.
    expect(await readText(bytes, { mapping: { columns: {}, sheet: 'Drinks' } })).toMatchObject({
      kind: 'ask',
      mapping: { columns: { net: 'net' }, sheet: 'Drinks' },
    });
    // The layout a choice is remembered for is that of the workbook.
    expect(chosen.layout.key).toBe(reading.layout.key);
    expect(chosen.layout.columns[1]).toMatchObject({ header: 'Drink', role: 'name' });
  });

  it('counts once what a sheet says again', async () => {
    const more = [...food, ['2026-07-01', 'Cake', 1, 6]];
    const books = [
      { All: [...more, ...bar.slice(1)], Food: more },
      { Food: [...more, ...bar.slice(1)], 'Food (2)': [...more, ...bar.slice(1)] },
    ];
    for (const sheets of books) {
      expect(await readSales(await writeXlsx(sheets))).toMatchObject({
        rowCount: 4,
        warnings: [{ en: expect.stringContaining('counted once (Food') }],
      });
    }
  });

  it('without dates is not one table when the sheets are of different days', async () => {
    const undated = (item: string) => [
      ['Item', 'Qty', 'Net Sales'],
      [item, 1, 5],
    ];
    const mapping: ColumnMapping = { columns: {}, day: '2026-07-01' };
    const days = await writeXlsx({ 'Nov 14': undated('Soup'), 'Nov 15': undated('Tea') });
    expect(await readSales(days, { mapping })).toMatchObject({
      rowCount: 1,
      warnings: [{ en: expect.stringContaining('(Nov 15)') }],
    });
    const places = await writeXlsx({ Food: undated('Soup'), Bar: undated('Beer') });
    expect(await readSales(places, { mapping })).toMatchObject({ rowCount: 2, warnings: [] });
  });
});

describe('a sheet that a person chose', () => {
  it('is read as the others are where it is not there, if that has the columns', async () => {
    const mapping: ColumnMapping = {
      columns: { date: 'date', item: 'name', qty: 'quantity', 'net sales': 'net' },
      sheet: 'Bar',
    };
    const bytes = await writeXlsx({ Food: food, Bar: bar });
    expect(await netsOf(bytes, mapping)).toEqual([['Beer', 1200]]);
    const renamed = await writeXlsx({ Food: food, Pub: bar });
    expect(await netsOf(renamed, mapping)).toEqual(all);
    expect((await readSales(renamed, { mapping })).mapping.sheet).toBeUndefined();
    const other = await writeXlsx({
      Food: food.map((row, at) => [...row.slice(0, 3), at === 0 ? 'Total' : 70]),
      Notes: [['a', 'b']],
    });
    expect((await readText(other, { mapping })).kind).toBe('ask');
  });
});
