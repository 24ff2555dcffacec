import { describe, expect, it, test } from 'vitest';
import { linesOf, linesOnceTold, readText } from './testing.ts';

const fileOf = (columns: string, ...rows: string[]) => {
  const mark = columns.includes(';') ? ';' : ',';
  const cells = (first: string[], rest: string) => [...first, rest].join(mark);
  return [
    cells(['Date', 'Item'], columns),
    ...rows.map((row) => cells(['2026-07-01', 'A'], row)),
  ].join('\n');
};
const rolesOf = async (text: string) => {
  const reading = await readText(text);
  return reading.kind === 'unreadable' ? {} : reading.mapping.columns;
};

describe('a column of shares', () => {
  test.each([
    'Net Sales %',
    '% of Net Sales',
    'Qty %',
    'TVA %',
    'Remise %',
    'Tax %',
    'Discount Percent',
    'Pct Discount',
    'Pourcentage remise',
    'Sales%',
  ])('called %s is no amount and no quantity', async (name) => {
    const text = fileOf(`${name},Qty,Net Sales`, '100,2,50.00');
    const [line] = await linesOf(text);
    expect(line).toMatchObject({
      ...{ quantity: '2', grossMinor: 5000, discountMinor: 0, netMinor: 5000, taxMinor: 0 },
    });
  });

  it('is none by its cells either', async () => {
    const text = fileOf('Qty,Net,Discount,Tax', '2,50.00,10%,5 %', '1,20.00,,');
    const lines = await linesOf(text);
    expect(lines.map((line) => [line.grossMinor, line.netMinor, line.taxMinor])).toEqual([
      [5000, 5000, 0],
      [2000, 2000, 0],
    ]);
  });

  it('is not what a tax is that is named with its rate', async () => {
    const text = fileOf('Qty;Net;TPS 5 %;TVQ (9,975 %)', '1;10,00;0,50;1,00');
    expect((await linesOf(text))[0]?.taxes).toEqual([
      { name: 'TPS 5 %', amountMinor: 50 },
      { name: 'TVQ (9,975 %)', amountMinor: 100 },
    ]);
  });

  test.each([
    ['Qty,Gross Sales,Discount %', '1,50.00,10'],
    ['Qty,Gross Sales,Discount', '1,50.00,10%'],
    ['Qty,Gross Sales,Discount %,Refunds', '1,50.00,10,5.00'],
  ])('of discounts leaves net sales to be asked: %s', async (columns, row) => {
    const text = fileOf(columns, row);
    const net = { kind: 'missing_role', role: 'net' };
    const asked = await readText(text);
    expect(asked).toMatchObject({ kind: 'ask' });
    expect(asked.kind === 'ask' && asked.questions).toContainEqual(expect.objectContaining(net));
    const { mapping } = asked.kind === 'ask' ? asked : { mapping: null };
    // Whatever else is said, until a column of net sales is named.
    expect(await readText(text, { mapping })).toMatchObject({ kind: 'ask', questions: [net] });
    const [line] = await linesOnceTold(text, { 'gross sales': 'net' });
    expect(line?.netMinor).toBe(5000);
  });

  it('of discounts does not matter beside their amounts, or where there are none', async () => {
    const both = fileOf('Qty,Gross Sales,Discount,Discount %', '1,50.00,5.00,10');
    expect((await linesOf(both))[0]?.netMinor).toBe(4500);
    const none = fileOf('Qty,Gross Sales,Discount %', '1,50.00,0', '1,20.00,');
    expect((await linesOf(none)).map((line) => line.netMinor)).toEqual([5000, 2000]);
  });
});

describe('a total of taxes', () => {
  test.each([
    ['TPS;TVQ;Total taxes', '2,50;5,00;7,50'],
    ['Total des taxes;TPS;TVQ', '7,50;2,50;5,00'],
    ['TPS;TVQ;Taxes', '2,50;5,00;7,50'],
  ])('is not counted with its parts: %s', async (columns, row) => {
    const [line] = await linesOf(fileOf(`Qty;Net;${columns}`, `1;50,00;${row}`));
    expect(line).toMatchObject({ taxMinor: 750 });
    expect(line?.taxes.map(({ name }) => name)).toEqual(['TPS', 'TVQ']);
  });

  test.each([
    ['Tax,Total Tax', '7.50,7.50'],
    ['Tax,Total Tax', '3.75,7.50'],
    ['Sales Tax,Total Sales Tax', '3.75,7.50'],
    ['GST,PST,Total Tax', ',,7.50'],
    ['GST,PST,Total Tax', '2.50,5.00,'],
    ['Total Tax', '7.50'],
    ['Taxes totales', '7.50'],
    ['Tax total', '7.50'],
  ])('is the tax where it alone tells: %s = %s', async (columns, row) => {
    const lines = await linesOf(fileOf(`Qty,Net,${columns}`, `2,50.00,${row}`));
    expect(lines[0]?.taxMinor).toBe(750);
  });

  it('that is not the sum of its parts is asked about', async () => {
    const text = fileOf('Qty,Net,GST,PST,Total Tax', '1,50.00,2.50,5.00,7.50', '1,9.00,1,1,3');
    expect(await readText(text)).toMatchObject({
      kind: 'ask',
      questions: [{ kind: 'missing_role', role: 'tax', column: 'total tax' }],
    });
    expect((await linesOnceTold(text)).map((line) => line.taxMinor)).toEqual([750, 300]);
    const parts = { 'total tax': 'ignore', gst: 'tax', pst: 'tax' } as const;
    expect((await linesOnceTold(text, parts)).map((line) => line.taxMinor)).toEqual([750, 200]);
  });

  it('is no tax without a name that differs from the others', async () => {
    const text = fileOf('Qty,Net,Tax,City tax', '1,50.00,2.50,1.00', '1,50.00,2.50,2.50');
    expect((await linesOf(text)).map((line) => line.taxMinor)).toEqual([350, 500]);
  });
});

describe('net sales that no column holds', () => {
  test.each([
    ['Gross Sales,Refunds,Discounts', '100.00,-20.00,-10.00', ['refunds'], 7000],
    ['Gross,Discounts,Comps', '10.00,2.00,3.00', ['comps'], 500],
    ['Gross,Discounts,Void Amount', '10.00,2.00,3.00', ['void amount'], 500],
    ['Gross,Discounts,Voids,Returns', '10.00,2.00,3.00,-1.00', ['voids', 'returns'], 400],
    ['Gross,Refund', '10.00,2.50', ['refund'], 750],
    ['Ventes brutes,Rabais,Remboursements', '10.00,2.00,3.00', ['remboursements'], 500],
    ['Gross,Line Discount,Discount', '10.00,1.00,2.00', ['line discount'], 700],
    [
      'Gross,Employee Discounts,Void Amt',
      '10.00,1.00,2.00',
      ['employee discounts', 'void amt'],
      700,
    ],
    ['Gross,Discounts & Comps,Less: Refunds', '10,1,2', ['discounts comps', 'less refunds'], 700],
  ])('are what is left of gross ones, once confirmed: %s', async (names, row, asked, net) => {
    const text = fileOf(`Qty,${names}`, `1,${row}`);
    expect(await readText(text)).toMatchObject({
      kind: 'ask',
      questions: asked.map((column) => ({ kind: 'missing_role', role: 'discount', column })),
    });
    expect((await linesOnceTold(text))[0]?.netMinor).toBe(net);
  });

  it('are worked out of gross sales and discounts without a question', async () => {
    const text = fileOf('Qty,Gross,Discounts,Refunds,Void', '1,10.00,2.00,0.00,no');
    expect((await linesOf(text))[0]).toMatchObject({ kind: 'sale', netMinor: 800 });
  });

  test.each([
    ['Gross,Total Discounts', '10.00,3.00'],
    ['Gross,Item Discount,Check Discount,Total Discount', '10.00,1.00,2.00,3.00'],
    ['Gross,Discounts,Discount Reason,Refunded Qty', '10.00,3.00,7,1'],
  ])('count what lowers gross ones once: %s', async (names, row) => {
    const text = fileOf(`Qty,${names}`, `1,${row}`);
    const asked = await readText(text);
    const [line] = asked.kind === 'ask' ? await linesOnceTold(text) : await linesOf(text);
    expect(line?.netMinor).toBe(700);
  });

  it('are not looked for among reductions where they are told', async () => {
    const text = fileOf('Qty,Gross,Refund,Discounts,Net', '1,10.00,1.00,2.00,7.00');
    expect((await linesOf(text))[0]).toMatchObject({ kind: 'sale', netMinor: 700 });
  });
});

describe('net sales that a column may hold', () => {
  it('are asked for where two columns have one name', async () => {
    const text = fileOf('Qty,Net,Qty,Net', '3,30.00,1,10.00');
    expect(await readText(text)).toMatchObject({
      kind: 'ask',
      questions: [
        { role: 'quantity', column: 'qty' },
        { role: 'net', column: 'net', examples: ['30.00'] },
      ],
    });
    const same = fileOf('Qty,Net,Qty,Net', '3,30.00,3,30.00');
    expect((await linesOf(same))[0]?.netMinor).toBe(3000);
  });

  test.each([
    ['Total,Sales', 'sales'],
    ['Montant total,Ventes', 'ventes'],
    ['Price,Total', 'total'],
  ])('are supposed where taxes are least likely: %s', async (columns, net) => {
    const text = fileOf(`Qty,${columns}`, '2,11.50,10.00');
    expect(await readText(text)).toMatchObject({ kind: 'ask', questions: [{ column: net }] });
  });

  test.each(['Prix HT', 'Net price', 'Gross price'])(
    'are asked for where %s may be the price of one',
    async (name) => {
      const column = name.toLowerCase();
      expect(await readText(fileOf(`Qty,${name}`, '2,5.00'))).toMatchObject({
        kind: 'ask',
        questions: [{ role: 'net', column }],
      });
      const ones = fileOf(`Qty,${name}`, '1,5.00', '-1,-5.00');
      expect((await linesOf(ones)).map((line) => line.netMinor)).toEqual([500, -500]);
    },
  );

  it('are not a price beside what the row came to', async () => {
    const told = fileOf('Qty,Prix HT,Total HT', '2,5.00,10.00');
    expect((await linesOf(told))[0]?.netMinor).toBe(1000);
    const gross = fileOf('Qty,Price,Gross Sales,Discount', '2,5.00,10.00,1.00');
    expect((await linesOf(gross))[0]).toMatchObject({ grossMinor: 1000, netMinor: 900 });
  });

  it('are not a total with taxes beside gross sales', async () => {
    const taxed = fileOf('Qty,Gross,Discount,Tax,Total', '1,10.00,1.00,1.35,10.35');
    expect(await rolesOf(taxed)).not.toHaveProperty('total');
    expect((await linesOf(taxed))[0]).toMatchObject({ netMinor: 900, taxMinor: 135 });
    const net = fileOf('Qty,Gross,Discount,Tax,Total', '1,10.00,1.00,1.35,9.00');
    expect((await linesOf(net))[0]).toMatchObject({ netMinor: 900, taxMinor: 135 });
    expect(await readText(fileOf('Qty,Gross,Total', '1,10.00,8.00'))).toMatchObject({
      kind: 'ask',
      questions: [{ role: 'net', column: 'total' }],
    });
  });
});
