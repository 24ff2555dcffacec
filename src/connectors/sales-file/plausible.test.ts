import { describe, expect, it, test } from 'vitest';
import { linesOf, readSales, readText, venue } from './testing.ts';
import { transform } from './transform.ts';

const context = { settings: { includeModifiers: false }, timeZone: 'America/Toronto' };
const good = '2026-07-01,12:00,A,1,6.00';
const file = (row: string) => `Date,Time,Item,Qty,Net\n${good}\n${row}`;

describe('a row that cannot be true', () => {
  test.each([
    ['dated after the file came', '2062-11-14,12:00,A,1,6.00', '2062-11-14'],
    ['dated before tills wrote files', '1900-01-01,12:00,A,1,6.00', '1900-01-01'],
    ['at a time that no clock shows', '2026-07-01,25:61,A,1,6.00', '25:61'],
  ])('%s is left out and told', async (_what, row, shown) => {
    const { rowCount, skipped, lastDate } = await readSales(file(row));
    expect(rowCount).toBe(1);
    expect(lastDate).toBe('2026-07-01');
    expect(skipped).toMatchObject([{ row: 3, reason: { en: expect.stringContaining(shown) } }]);
  });

  it('may be dated on the day after the file came: clocks differ', async () => {
    expect((await readSales(file('2026-07-16,12:00,A,1,6.00'))).rowCount).toBe(2);
  });

  it('without a time where others have one is a sale of the day', async () => {
    expect((await readSales(file('2026-07-01,-,A,1,6.00'))).rowCount).toBe(2);
  });

  test.each([
    ['€6.00', 'CAD', false],
    ['6.00 EUR', 'CAD', false],
    ['USD 6.00', 'CAD', false],
    ['$6.00', 'CAD', true],
    ['CA$6.00', 'CAD', true],
    ['6,00 €', 'EUR', true],
    ['US$6.00', 'USD', true],
    ['US$6.00', 'CAD', false],
    ['6.00 CR', 'CAD', true],
    ['6.00 XR', 'CAD', false],
    ['6.00 ea', 'CAD', false],
    ['6,00 kr', 'SEK', true],
  ])('%s in a venue that sells in %s: %s', async (amount, currency, isRead) => {
    const { orders } = await readSales(`Date;Item;Qty;Net\n2026-07-01;A;1;${amount}`);
    const result = transform(orders[0] as (typeof orders)[number], { ...context, currency });
    expect(result.kind).toBe(isRead ? 'order' : 'invalid');
  });
});

describe('a file whose rows tell no date', () => {
  const text = 'PLU,Item,Quantity,Net Sales\n7,Latte,3,15.00\n,Total,3,15.00';

  it('is asked about, and answered by a day as well as by a column', async () => {
    expect(await readText(text)).toMatchObject({
      kind: 'ask',
      questions: [{ kind: 'missing_role', role: 'date', isDayEnough: true, examples: [] }],
    });
  });

  it('is asked with the dates that its titles name', async () => {
    const titled = `Product mix,,,\nDate: 2026-07-09,,,\n${text}`;
    expect(await readText(titled)).toMatchObject({ questions: [{ examples: ['2026-07-09'] }] });
  });

  test.each([
    ['received', '2026-07-15'],
    ['before', '2026-07-14'],
    ['2026-07-03', '2026-07-03'],
  ])('is all of the day that a person said: %s', async (day, date) => {
    const { orders, skipped } = await readSales(text, { mapping: { columns: {}, day } });
    expect(orders.map(({ key }) => key)).toEqual([date]);
    expect(skipped).toMatchObject([{ row: 3, isSum: true }]);
  });

  it('is asked about again when each file tells another day', async () => {
    const mapping = { columns: {}, day: 'ask' };
    expect(await readText(text, { mapping })).toMatchObject({ kind: 'ask' });
    const dated = 'Date,Item,Qty,Net\n2026-07-01,A,1,1.00';
    expect(await readText(dated, { mapping })).toMatchObject({ firstDate: '2026-07-01' });
  });
});

describe('a file that is written otherwise than a person confirmed for its layout', () => {
  it('is read as its cells can only mean', async () => {
    const comma = { columns: {}, decimal: ',' } as const;
    const numbers = 'Date;Item;Qty;Net\n2026-07-01;A;1;1,234.50';
    expect((await linesOf(numbers, { mapping: comma }))[0]?.netMinor).toBe(123450);
    const order = { columns: {}, dateOrder: 'mdy' } as const;
    const dates = 'Date,Item,Qty,Net\n15/07/2026,A,1,1.00';
    expect(await readSales(dates, { mapping: order })).toMatchObject({ firstDate: '2026-07-15' });
  });

  it('is read as confirmed where its cells fit', async () => {
    const mapping = { columns: {}, decimal: ',', dateOrder: 'dmy' } as const;
    const text = 'Date;Item;Qty;Net\n06/07/2026;A;1;1,234';
    expect(await readSales(text, { mapping })).toMatchObject({ firstDate: '2026-07-06' });
    expect(venue.mapping).toBeNull();
  });
});
