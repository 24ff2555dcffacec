import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount } from '#kernel/money.ts';
import { linesOf, readSales } from './testing.ts';
import { readTotalWords } from './total-words.ts';

const undated = { mapping: { columns: {}, day: 'received' } };
const netOf = async (text: string, context = {}) =>
  (await linesOf(text, context)).reduce((sum, line) => sum + line.netMinor, 0);
const rowsOf = (header: string, rows: string) => [header, ...rows.split('|')].join('\n');
const sums = (skipped: { row: number; isSum?: boolean }[]) =>
  skipped.map(({ row, isSum }) => [row, isSum]);

describe('a row of totals', () => {
  const plain = 'Date,Item,Qty,Net';
  const soup = '2026-07-01,Soup,2,10.00|2026-07-01,Tea,1,3.00';

  it.each([
    `${soup}|2026-07-01,Total,3,13.00`,
    `${soup}|2026-07-01,TOTALS:,3,13.00`,
    `${soup}|2026-07-01,Grand total,3,99.00`,
    `${soup}|2026-07-01,Net total,3,13`,
    '2026-07-01,Soup,2,10.00|2026-07-01,Food Total,2,10|2026-07-01,Tea,1,3.00|2026-07-01,DRINK TOTAL,1,3.00|2026-07-01,REPORT TOTAL,3,13.00',
    `${soup}|2026-07-01,FOOD TOTAL,3,13|2026-07-01,GRAND TOTAL,3,13`,
    `${soup}|2026-07-01,Total of the day,3,13`,
    `${soup}|2026-07-01,,3,13.00`,
    `${soup}|2026-07-01,Total for food,,13.00`,
  ])('is left out, whatever it is called: %s', async (rows) => {
    const text = rowsOf(plain, rows);
    const { skipped, warnings } = await readSales(text);
    expect(await netOf(text)).toBe(1300);
    expect(skipped.every(({ isSum }) => isSum)).toBe(true);
    expect(warnings).toEqual([]);
  });

  it('is left out in French, with thousands and a comma', async () => {
    const header = 'Date;Article;Catégorie;Qté;Ventes brutes;Rabais;Ventes nettes';
    const rows =
      '01/07/2026;Steak;;3;1 200,00;30,00;1 170,00|14/07/2026;Soupe;;2;53,50;4,50;49,00|14/07/2026;Sous-total Entrées;;5;1 253,50;34,50;1 219,00|14/07/2026;Total général;;5;1 253,50;34,50;1 219,00';
    const { skipped } = await readSales(rowsOf(header, rows));
    expect(sums(skipped)).toEqual([
      [4, true],
      [5, true],
    ]);
    expect(await netOf(rowsOf(header, rows))).toBe(121_900);
  });

  it.each([
    '2026-07-01;Plats;Total Plats;2;10,00',
    '2026-07-01;Total Plats;;2;10,00',
    '2026-07-01;Plats;;2;10,00',
    '2026-07-01;Plats;Sous-total;2;10,00',
  ])('is left out for a category of one item: %s', async (row) => {
    const rows = `2026-07-01;Plats;Steak;2;10,00|${row}|2026-07-01;Boissons;Thé;1;3,00|2026-07-01;Total;;3;13,00`;
    expect(await netOf(rowsOf('Date;Catégorie;Article;Qté;Net', rows))).toBe(1300);
  });

  it('sums its own day in a file of several', async () => {
    const day = (date: string, net: string) =>
      `${date},Food,Soup,2,${net}|${date},Food,Pie,1,1.00|${date},Drinks,Tea,1,3.00`;
    const rows = `${day('2026-07-01', '10.00')}|2026-07-01,,Total food,3,11.00|2026-07-01,,All in total,4,14.00|${day('2026-07-02', '8.00')}|2026-07-02,,Total food,3,9.00|2026-07-02,,All in total,4,12.00|2026-07-02,,Week total,8,26.00`;
    const { warnings } = await readSales(rowsOf('Date,Category,Item,Qty,Net', rows));
    expect(warnings).toEqual([]);
    expect(await netOf(rowsOf('Date,Category,Item,Qty,Net', rows))).toBe(2600);
  });

  it.each([
    'Mains Subtotal,,3,30.00',
    'Subtotal Mains,,3,30.00',
    'Total Mains,,3,30.00',
    'Mains Total,,3,30.00',
    ',Mains Total,3,30.00',
  ])('is left out of a file without dates: %s', async (row) => {
    const rows = `Mains,Steak,1,20.00|Mains,Pie,2,10.00|${row}|Drinks,Tea,1,3.00|Total,,4,33.00`;
    const text = rowsOf('Category,Item,Qty,Net', rows);
    expect(await netOf(text, undated)).toBe(3300);
    expect((await readSales(text, undated)).warnings).toEqual([]);
  });

  it('sums refunds and voids as they stand, or as they count', async () => {
    const header = 'Date,Type,Item,Qty,Net';
    const rows = '2026-07-01,,A,3,9.00|2026-07-01,Void,B,1,4.00|2026-07-01,Refund,A,1,3.00';
    for (const total of ['All total,5,16.00', 'All total,2,6.00']) {
      expect(await netOf(rowsOf(header, `${rows}|2026-07-01,,${total}`))).toBe(600);
    }
  });

  it('agrees to the cent with what a spreadsheet calculated', async () => {
    const rows = '2026-07-01,A,1,1.1111111|2026-07-01,B,1,1.1111111|2026-07-01,Food total,2,2.22';
    expect(await netOf(rowsOf('Date,Item,Qty,Net', rows))).toBe(222);
  });
});

describe('a row that only looks like a total', () => {
  it('counts when its figures are no sum, and the file says so', async () => {
    const rows =
      '2026-07-01,Soup,2,10.00|2026-07-01,Total Wellness Smoothie,1,8.00|2026-07-01,Totally Nuts,1,2.00';
    const text = rowsOf('Date,Item,Qty,Net', rows);
    expect(await netOf(text)).toBe(2000);
    const { warnings, skipped } = await readSales(text);
    expect(skipped).toEqual([]);
    expect(warnings.map(({ en }) => en)).toEqual([
      expect.stringMatching(/^Row 3 \("2026-07-01 · Total Wellness Smoothie .*counted as a sale/),
    ]);
    expect(warnings[0]?.fr).toMatch(/^La ligne 3 \(« 2026-07-01/);
  });

  it('counts when one sale of the same price stands above it', async () => {
    const rows = '2026-07-01,Shake,1,8.00|2026-07-01,Total Wellness Smoothie,1,8.00';
    expect(await netOf(rowsOf('Date,Item,Qty,Net', rows))).toBe(1600);
    const nameless = '2026-07-01,12:00,1,Tea,1,4.00|2026-07-01,12:01,2,,1,4.00';
    expect(await netOf(rowsOf('Date,Time,Receipt,Item,Qty,Net', nameless))).toBe(800);
    const untimed = '2026-07-01,Tea,1,4.00|2026-07-01,,1,4.00';
    expect(await netOf(rowsOf('Date,Item,Qty,Net', untimed))).toBe(800);
    expect((await readSales(rowsOf('Date,Item,Qty,Net', untimed))).warnings).toHaveLength(1);
  });

  it('counts on a bill unless it is the sum of that bill', async () => {
    const header = 'Date,Receipt,Item,Qty,Net';
    const rows =
      '2026-07-01,1,Tea,1,4.00|2026-07-01,1,Pie,1,4.00|2026-07-01,2,Total Bowl,2,8.00|2026-07-01,2,Pie,1,4.00|2026-07-01,2,Bill total,3,12.00';
    expect(await netOf(rowsOf(header, rows))).toBe(2000);
  });

  it('is never a total without figures that are the exact sum', async () => {
    const cents = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 2, maxLength: 12 });
    const off = fc.integer({ min: -3, max: 3 });
    await fc.assert(
      fc.asyncProperty(cents, off, off, async (nets, netOff, quantityOff) => {
        const rows = nets.map((net, at) => `2026-07-01,Item ${at},1,${formatAmount(net, 'CAD')}`);
        const sum = nets.reduce((total, net) => total + net, 0);
        const total = `2026-07-01,Total food,${nets.length + quantityOff},${formatAmount(sum + netOff, 'CAD')}`;
        const { skipped, warnings } = await readSales(
          ['Date,Item,Qty,Net', ...rows, total].join('\n'),
        );
        const isTotal = netOff === 0 && quantityOff === 0;
        expect([skipped.length, warnings.length]).toEqual(isTotal ? [1, 0] : [0, 1]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('words of a total', () => {
  it.each([
    ...['Total', 'TOTAUX', 'Sub-total', 'Sous-total :', 'Subtotal', 'Total général', 'Net total'],
  ])('%s says nothing else', (text) => {
    expect(readTotalWords(text)).toMatchObject({ isAlone: true });
  });

  it.each([
    ['Total Plats', 'plats', false],
    ['Total des entrées', 'entrees', false],
    ['Sous-total Entrées', 'entrees', true],
    ['FOOD TOTAL', 'food', true],
  ])('%s names what is summed: %s', (text, rest, isSure) => {
    expect(readTotalWords(text)).toEqual({ isAlone: false, isSure, rest });
  });

  it.each(['Totally Nuts', 'Teetotaler', 'Soup', '', 'A total mess'])('are not in %j', (text) => {
    expect(readTotalWords(text)).toBeNull();
  });
});
