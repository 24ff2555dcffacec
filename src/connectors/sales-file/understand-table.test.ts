import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantToWall } from '#kernel/business-day.ts';
import { writeDelimited } from './table/testing.ts';
import { ordersOf, readSales, readText } from './testing.ts';

const header = 'Date,Time,Receipt,Item,Qty,Net Sales';
const wall = (instantMs: number | null) => instantToWall(instantMs ?? 0, 'America/Toronto');

describe('rows into orders', () => {
  it('puts the rows of a receipt together, at its first moment', async () => {
    const text = `${header}
2026-07-01,12:05:00,17,Tea,1,4.00
2026-07-01,12:04:00,18,Latte,1,5.00
2026-07-01,12:03:00,17,Latte,2,10.00`;
    const orders = await ordersOf(text);
    expect(
      orders.map((order) => [order.key, wall(order.occurredAtMs), order.lines.length]),
    ).toEqual([
      ['17@2026-07-01', '2026-07-01T12:03:00', 2],
      ['18@2026-07-01', '2026-07-01T12:04:00', 1],
    ]);
  });

  it('keeps receipts of the same number on two days apart', async () => {
    const { orders } = await readSales(`${header}
2026-07-01,12:00,1,Latte,1,5.00
2026-07-02,12:00,1,Latte,1,5.00`);
    expect(new Set(orders.map(({ key }) => key)).size).toBe(2);
  });

  it('makes one order of a moment without receipts, and one of a day without times', async () => {
    const moments = await ordersOf(
      'Date,Time,Item,Qty,Net\n2026-07-01,12:00,A,1,1.00\n2026-07-01,12:00,B,1,1.00\n2026-07-01,12:01,A,1,1.00',
    );
    expect(moments.map(({ key }) => key)).toEqual(['2026-07-01 12:00:00', '2026-07-01 12:01:00']);
    const days = await ordersOf('Date,Item,Qty,Net\n2026-07-01,A,7,7.00\n2026-07-01,B,1,1.00');
    expect(days.map(({ key, occurredAtMs }) => [key, wall(occurredAtMs)])).toEqual([
      ['2026-07-01', '2026-07-01T23:59:00'],
    ]);
  });

  it('counts every one of identical lines', async () => {
    const row = '2026-07-01,12:00,1,Latte,1,5.00';
    const [order] = await ordersOf(`${header}\n${row}\n${row}\n${row}`);
    expect(order?.lines).toHaveLength(3);
  });

  it('gives a file sent again the same keys and the same texts', async () => {
    const text = `${header}\n2026-07-01,12:00,1,Latte,1,5.00\n2026-07-01,12:00,2,Tea,1,4.00`;
    expect(await readSales(text)).toEqual(await readSales(text, { nowMs: Date.UTC(2027, 1, 1) }));
  });

  it('understands the same whatever the dialect and the order of the columns', async () => {
    const rows = [
      ['Date', 'Time', 'Transaction ID', 'Item', 'Qty', 'Net Sales', 'Tax', 'Unheard of'],
      ['2026-07-01', '12:00:00', 'T1', 'Crème, brûlée "maison"', '2', '10.50', '1.57', 'x'],
      ['2026-07-01', '12:00:00', 'T1', 'Latte', '1', '5.00', '0.75', ''],
      ['2026-07-02', '09:30:00', 'T2', 'Thé\nvert', '-1', '-4.00', '-0.60', 'y'],
    ];
    const dialect = { delimiter: ',', lineEnd: '\n', isAllQuoted: false, endsWithLine: true };
    const expected = await ordersOf(writeDelimited(rows, dialect));
    const places = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 });
    const dialects = fc.record({
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      isAllQuoted: fc.boolean(),
      endsWithLine: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(places, dialects, async (columns, options) => {
        const moved = rows.map((row) => columns.map((column) => row[column] ?? ''));
        expect(await ordersOf(writeDelimited(moved, options))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('takes times as the zone of the file says, else as the venue’s', async () => {
    const text = (zone: string) =>
      `Date,Time,Time Zone,Item,Qty,Net\n2026-07-01,12:00,${zone},Latte,1,5.00`;
    const at = async (zone: string) => wall((await ordersOf(text(zone)))[0]?.occurredAtMs ?? 0);
    expect(await at('Eastern Time (US & Canada)')).toBe('2026-07-01T12:00:00');
    expect(await at('Pacific Time (US & Canada)')).toBe('2026-07-01T15:00:00');
    expect(await at('America/Chicago')).toBe('2026-07-01T13:00:00');
    expect(await at('')).toBe('2026-07-01T12:00:00');
    const { warnings } = await readSales(text('Middle-earth'));
    expect(warnings.map(({ en }) => en).join()).toContain('Middle-earth');
    const [utc] = await ordersOf('Timestamp,Item,Qty,Net\n2026-07-02T03:30:00Z,Latte,1,5.00');
    expect(wall(utc?.occurredAtMs ?? 0)).toBe('2026-07-01T23:30:00');
  });

  it.each([
    ['Timestamp', '14-Jun-2026 12:01 PM EST', '13:01'],
    ['Timestamp', '14-Jun-2026 12:01 PM EDT', '12:01'],
    ['Date,Time', '14/06/2026,12:01 PST', '16:01'],
    ['Date,Time', '14/06/2026,12:01 HAE', '12:01'],
  ])('takes the zone behind a time: %s %s is at %s', async (names, cells, shown) => {
    const [order] = await ordersOf(`${names},Item,Qty,Net\n${cells},Latte,1,5.00`);
    expect(wall(order?.occurredAtMs ?? 0)).toBe(`2026-06-14T${shown}:00`);
  });

  it('leaves out a row whose time names a zone we do not know, and says so', async () => {
    const { skipped } = await readSales(
      'Timestamp,Item,Qty,Net\n2026-06-14 12:01 EST,A,1,1.00\n2026-06-14 12:02 XYZ,B,1,1.00',
    );
    expect(skipped).toMatchObject([
      { row: 3, reason: { en: expect.stringContaining('12:02 XYZ" names a time zone') } },
    ]);
  });

  it('leaves out totals and rows without a date, each with its reason', async () => {
    const reading = await readSales(`Daily report
Venue,Café

${header}
2026-07-01,12:00,1,Latte,1,5.00

,,,Latte,1,5.00
yesterday,12:00,2,Latte,1,5.00
Total,,,,2,10.00`);
    expect(reading.rowCount).toBe(1);
    expect(reading.skipped.map(({ row, reason }) => [row, reason.en])).toEqual([
      [7, 'The row has no date.'],
      [8, '"yesterday" is not a date.'],
      [9, 'A row of totals: what it sums is counted already.'],
    ]);
    expect(reading).toMatchObject({ firstDate: '2026-07-01', lastDate: '2026-07-01' });
  });

  it('keeps names of 500 characters with the space around them, and says what it cuts', async () => {
    const long = ` ${'n'.repeat(498)} `;
    const csv = (name: string) => `Date,Item,Qty,Net\n2026-07-01,"${name}",1,1.00`;
    expect((await readSales(csv(long))).warnings).toEqual([]);
    const named = (customer: string) =>
      `Date,Receipt,Item,Qty,Net,Customer\n2026-07-01,1,A,1,1.00,"${customer}"`;
    expect((await ordersOf(named(long)))[0]?.customer).toBe(long);
    for (const text of [csv(`${long}!`), named(`${long}!`)]) {
      const { warnings } = await readSales(text);
      expect(warnings.map(({ en }) => en).join()).toContain('One row holds a text longer than');
    }
  });

  it('says so when one file holds several places', async () => {
    const { warnings } = await readSales(
      'Date,Location,Item,Qty,Net\n2026-07-01,North,A,1,1.00\n2026-07-01,South,A,1,1.00',
    );
    expect(warnings.map(({ fr }) => fr).join()).toContain('North, South');
  });
});

describe('columns', () => {
  it.each([
    [
      'English',
      'Business Date;Menu Item;PLU;Quantity Sold;Gross Sales;Discounts;Net Sales;GST;PST',
    ],
    [
      'French',
      'Date de vente;Nom de l’article;Code PLU;Quantité;Ventes brutes;Rabais;Ventes nettes;TPS;TVQ',
    ],
  ])('are known by their %s names', async (_language, names) => {
    const reading = await readText(`${names}\n2026-07-01;Café;100;2;11,00;1,00;10,00;0,50;1,00`);
    expect(reading).toMatchObject({ kind: 'read', mapping: { decimal: ',' } });
    expect(reading.kind === 'read' && reading.layout.columns.map(({ role }) => role)).toEqual([
      ...['date', 'name', 'code', 'quantity', 'gross', 'discount', 'net', 'tax', 'tax'],
    ]);
  });

  it('are asked for when they are not known, with our guess', async () => {
    const reading = await readText('Day,What,How many,Total\n2026-07-01,Latte,2,10.00');
    expect(reading).toMatchObject({
      kind: 'ask',
      mapping: { columns: { day: 'date', total: 'net' } },
      questions: [
        { kind: 'missing_role', role: 'name' },
        { kind: 'missing_role', role: 'quantity' },
        { kind: 'missing_role', role: 'net', column: 'total', examples: ['10.00'] },
      ],
    });
  });

  it('are read as a person answered, and the answer holds when new columns come', async () => {
    const mapping = {
      columns: { day: 'date', what: 'name', total: 'net' },
    } as const;
    const text = 'Total,Day,Extra,What\n10.00,2026-07-01,x,Latte\n5.00,2026-07-01,y,Tea';
    const [order] = await ordersOf(text, { mapping });
    expect(order?.lines.map((line) => [line.itemName, line.quantity, line.netMinor])).toEqual([
      ['Latte', '1', 1000],
      ['Tea', '1', 500],
    ]);
  });

  it('make the same layout in any order, and another one when one more comes', async () => {
    const keyOf = async (text: string) =>
      (await readText(text)).kind === 'read' && (await readSales(text)).layout.key;
    const key = await keyOf('Date,Item,Qty,Net\n2026-07-01,A,1,1.00');
    expect(await keyOf('Net;Date;ITEM;Qty\n1.00;2026-07-02;B;1')).toBe(key);
    expect(await keyOf('Date,Item,Qty,Net,More\n2026-07-01,A,1,1.00,x')).not.toBe(key);
  });

  it('named like what every object has are columns like others', async () => {
    const text =
      'Date,Item,Qty,Net,__proto__,constructor,toString,toString\n2026-07-01,A,1,1.00,x,y,z,9.99';
    const [order] = await ordersOf(text);
    expect(order?.lines[0]).toMatchObject({ itemName: 'A', netMinor: 100 });
    const { orders } = await readSales(text);
    expect(orders[0]?.payloadText).toContain('"__proto__":"x"');
    expect(orders[0]?.payloadText).toContain('"toString (2)":"9.99"');
  });
});

describe('what a file leaves open', () => {
  it('is asked, never guessed, and read as answered', async () => {
    const text = 'Date,Item,Qty,Net\n06/07/2026,A,1,"1,234"';
    const asked = await readText(text);
    expect(asked).toMatchObject({
      kind: 'ask',
      questions: [
        {
          ...{ kind: 'ambiguous_date', column: 'date', examples: ['06/07/2026'] },
          readings: [
            { answer: 'dmy', examples: ['2026-07-06'] },
            { answer: 'mdy', examples: ['2026-06-07'] },
          ],
        },
        {
          ...{ kind: 'ambiguous_decimal', examples: ['1,234'] },
          readings: [
            { answer: '.', examples: ['1234'] },
            { answer: ',', examples: ['1.234'] },
          ],
        },
      ],
    });
    const columns = asked.kind === 'ask' ? asked.mapping.columns : {};
    const [order] = await ordersOf(text, { mapping: { columns, dateOrder: 'dmy', decimal: '.' } });
    expect(wall(order?.occurredAtMs ?? 0)).toBe('2026-07-06T23:59:00');
    expect(order?.lines[0]?.netMinor).toBe(123_400);
  });

  it.each([
    ['Date,Item,Qty,Net\n', 'sales-file.no_rows'],
    ['Date,Item,Qty,Net\nsoon,A,1,1.00', 'sales-file.no_dates'],
    ['just some words', 'sales-file.not_a_table'],
  ])('or does not hold at all is told: %j', async (text, code) => {
    expect(await readText(text)).toMatchObject({ kind: 'unreadable', code });
  });

  it('or is looked for in the wrong column is told with the columns, to choose another', async () => {
    const told = await readText('Date,Item,Qty,Net,Day\nsoon,A,1,1.00,2026-05-04');
    expect(told).toMatchObject({
      code: 'sales-file.no_dates',
      columns: {
        layout: { columns: [{ header: 'Date' }, {}, {}, {}, { header: 'Day' }] },
        mapping: { columns: { date: 'date' } },
      },
    });
  });
});
