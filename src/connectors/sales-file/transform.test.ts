import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount } from '#kernel/money.ts';
import { linesOf, ordersOf, readSales } from './testing.ts';
import { transform } from './transform.ts';

const context = {
  settings: { includeModifiers: true },
  timeZone: 'America/Toronto',
  currency: 'CAD',
};

describe('a row', () => {
  it('is a line with its figures', async () => {
    const [line] = await linesOf(
      'Date,Item,SKU,Category,Qty,Gross Sales,Discounts,Net Sales,Tax,Line ID\n2026-07-01,Latte,100,Coffee,2,$11.00,-$1.00,$10.00,$1.50,L-1',
    );
    expect(line).toEqual({
      ...{ lineNo: 1, vendorLineId: 'L-1', kind: 'sale', itemCode: '100', itemName: 'Latte' },
      ...{ category: 'Coffee', quantity: '2', unitPriceMinor: 550, grossMinor: 1100 },
      ...{ discountMinor: 100, compMinor: 0, netMinor: 1000, taxMinor: 150 },
      taxes: [{ name: 'Tax', amountMinor: 150 }],
      modifiers: [],
    });
  });

  it.each([
    ['Net', '9.00', { grossMinor: 900, discountMinor: 0, netMinor: 900 }],
    ['Net,Discount', '9.00,1.00', { grossMinor: 1000, discountMinor: 100, netMinor: 900 }],
    ['Gross,Discount', '10.00,-1.00', { grossMinor: 1000, discountMinor: 100, netMinor: 900 }],
    ['Gross,Discount', '10.00,1.00', { grossMinor: 1000, discountMinor: 100, netMinor: 900 }],
    ['Gross,Net', '10.00,9.00', { grossMinor: 1000, discountMinor: 100, netMinor: 900 }],
  ])('with %s alone has the rest worked out', async (columns, cells, figures) => {
    const text = `Date,Item,Qty,${columns}\n2026-07-01,A,1,${cells}`;
    expect((await linesOf(text))[0]).toMatchObject(figures);
  });

  it.each([
    ['Payment', '1', '5.00', { kind: 'sale', quantity: '1', netMinor: 500, taxMinor: 75 }],
    ['Refund', '1', '5.00', { kind: 'refund', quantity: '-1', netMinor: -500, taxMinor: -75 }],
    ['Refund', '-1', '-5.00', { kind: 'refund', quantity: '-1', netMinor: -500, taxMinor: -75 }],
    ['Remboursement', '1', '5.00', { kind: 'refund', netMinor: -500 }],
    ['', '-2', '-10.00', { kind: 'refund', quantity: '-2', netMinor: -1000 }],
    ['Void', '1', '5.00', { kind: 'void', quantity: '1', grossMinor: 0, netMinor: 0, taxMinor: 0 }],
    ['Comp', '1', '5.00', { kind: 'comp', grossMinor: 500, compMinor: 500, netMinor: 0 }],
    ['Dine In', '1', '5.00', { kind: 'sale', netMinor: 500 }],
  ])('of kind %j with %s for %s counts so', async (kind, quantity, net, expected) => {
    const text = `Date,Event Type,Item,Qty,Gross Sales,Net Sales,Tax\n2026-07-01,${kind},A,${quantity},${net},${net},0.75`;
    expect((await linesOf(text))[0]).toMatchObject(expected);
  });

  it('with several taxes names each as the file does', async () => {
    const [line] = await linesOf('Date,Item,Qty,Net,TPS,TVQ\n2026-07-01,A,1,10.00,0.50,1.00');
    expect(line).toMatchObject({
      taxMinor: 150,
      taxes: [
        { name: 'TPS', amountMinor: 50 },
        { name: 'TVQ', amountMinor: 100 },
      ],
    });
  });

  it('without a code or without a name goes by the other', async () => {
    const lines = await linesOf(
      'Date,Code,Item,Qty,Net\n2026-07-01,,Tea,1,4.00\n2026-07-01,7,,1,4.00',
    );
    expect(lines.map((line) => [line.itemCode, line.itemName])).toEqual([
      ['Tea', 'Tea'],
      ['7', '7'],
    ]);
  });

  it('with more decimals than the currency has is rounded half away from zero', async () => {
    const text = 'Date,Item,Qty,Net\n2026-07-01,A,0.3333333,12.345\n2026-07-01,B,-1,-12.345';
    expect((await linesOf(text)).map((line) => [line.quantity, line.netMinor])).toEqual([
      ['0.333333', 1235],
      ['-1', -1235],
    ]);
  });

  it('with a figure that cannot be read puts its order aside, and says which', async () => {
    const text = 'Date,Item,Qty,Net Sales\n2026-07-01,A,1,5.00\n2026-07-01,B,1,oops';
    const { orders } = await readSales(text);
    expect(orders.map((raw) => transform(raw, context))).toEqual([
      {
        kind: 'invalid',
        reason: {
          en: 'Net Sales is "oops", which is not a number.',
          fr: 'Net Sales est « oops », ce qui n’est pas un nombre.',
        },
      },
    ]);
  });

  it('keeps every text of an item as it is, formulas and quotes too', async () => {
    const names = fc.array(
      fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
        .filter(
          (name) =>
            name.trim() !== '' &&
            !name.includes('\0') &&
            !/^(?:grand |sub ?|sous[- ])?tota/i.test(name.trim()),
        ),
      { minLength: 1, maxLength: 5 },
    );
    const formulas = fc.constantFrom('=1+1', '+cmd', '-2+3', '@SUM(A1)', "'; DROP TABLE x", '<b>');
    await fc.assert(
      fc.asyncProperty(names, formulas, async (some, formula) => {
        const items = [...some, formula];
        const rows = items.map((name) => `2026-07-01,"${name.replaceAll('"', '""')}",1,1.00`);
        const lines = await linesOf(`Date,Item,Qty,Net\n${rows.join('\n')}`);
        expect(lines.map(({ itemName }) => itemName)).toEqual(items);
      }),
    );
  });
});

describe('an order', () => {
  it('adds up to the cent, whatever its amounts', async () => {
    const amounts = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(amounts, async (nets) => {
        const rows = nets.map((net) => `2026-07-01,A,1,${formatAmount(net, 'CAD')}`);
        const [order] = await ordersOf(`Date,Item,Qty,Net\n${rows.join('\n')}`);
        const total = nets.reduce((sum, net) => sum + net, 0);
        expect(order?.lines.reduce((sum, line) => sum + line.netMinor, 0)).toBe(total);
        expect(order?.payments.reduce((sum, paid) => sum + paid.amountMinor, 0)).toBe(total);
        for (const line of order?.lines ?? []) {
          expect(line.grossMinor - line.discountMinor - line.compMinor).toBe(line.netMinor);
        }
      }),
    );
  });

  it('was paid in full by the tenders its rows name, with one tip a receipt', async () => {
    const [order] = await ordersOf(
      'Date,Receipt,Item,Qty,Net,Tax,Card Brand,Tip\n2026-07-01,1,A,1,5.00,0.75,Visa,2.00\n2026-07-01,1,B,1,4.00,0.60,Visa,2.00',
    );
    expect(order?.payments).toEqual([{ tender: 'Visa', amountMinor: 1035, tipMinor: 200 }]);
  });

  it.each(['Customer Name', 'Client', 'NOM DU CLIENT', 'Guest name', 'customer'])(
    'is of the customer the first filled cell of %s names',
    async (column) => {
      const orders = await ordersOf(
        `Date,Receipt,Item,Qty,Net,${column}\n2026-07-01,1,A,1,5.00,\n2026-07-01,1,B,1,4.00, Zoé \n2026-07-01,1,C,1,4.00,Lu\n2026-07-01,2,A,1,5.00,`,
      );
      expect(orders.map(({ customer }) => customer)).toEqual([' Zoé ', null]);
    },
  );

  it('of nobody is told in the words it had before customers were read', async () => {
    const rows = ['2026-07-01,12:00,1,A,1,5.00,', '2026-07-01,,,B,1,4.00,Lu'];
    const payloadOf = async (column: string, row: string | undefined) =>
      (await readSales(`Date,Time,Receipt,Item,Qty,Net,${column}\n${row}`)).orders[0]?.payloadText;
    for (const row of rows) {
      const told = await payloadOf('Customer Name', row);
      expect(told?.replace('Customer Name', 'Loyalty')).toBe(await payloadOf('Loyalty', row));
    }
    expect(await payloadOf('Customer Name', '2026-07-01,12:00,1,A,1,5.00,Lu')).toContain(
      '"Customer Name":"customer"',
    );
  });

  it('of void rows alone is void', async () => {
    const [order] = await ordersOf('Date,Kind,Item,Qty,Net\n2026-07-01,Void,A,1,5.00');
    expect(order).toMatchObject({ state: 'void', payments: [] });
  });

  it('in a text we did not write is put aside', () => {
    for (const payloadText of [
      '',
      'null',
      '[]',
      '{"at":"x","decimal":".","roles":{},"rows":[{}]}',
    ]) {
      const raw = { key: 'k', occurredAtMs: 0, payloadText };
      expect(transform(raw, context)).toMatchObject({ kind: 'invalid' });
    }
  });
});

describe('modifiers', () => {
  const modifiersOf = async (cell: string) => {
    const text = `Date,Item,Qty,Net,Modifiers Applied\n2026-07-01,A,1,1.00,"${cell}"`;
    return (await linesOf(text))[0]?.modifiers;
  };

  it('are a set: order, letter case, spaces and repetition make no other item', async () => {
    const names = ['16oz', 'Oat Milk', 'Cold Foam', 'Érable', 'Crème brûlée'];
    const folded = (list: Awaited<ReturnType<typeof modifiersOf>>) =>
      list?.map(({ code, name, quantity }) => [code, name.toLowerCase(), quantity]);
    const expected = folded(await modifiersOf(names.join(', ')));
    expect(expected).toHaveLength(5);
    const spellings = fc
      .shuffledSubarray(names, { minLength: 5 })
      .chain((order) =>
        fc.tuple(
          ...order.map((name) =>
            fc.constantFrom(
              name,
              name.toUpperCase(),
              ` ${name.toLowerCase()}  `,
              name.normalize('NFD'),
            ),
          ),
          fc.constantFrom(...names),
        ),
      );
    await fc.assert(
      fc.asyncProperty(spellings, fc.constantFrom(',', ';', ' | '), async (parts, mark) => {
        const found = await modifiersOf(parts.join(mark));
        expect(folded(found)?.map((each) => String(each).normalize('NFC'))).toEqual(
          expected?.map(String),
        );
      }),
    );
  });

  it('take in the variation of an item, unless it is the only one', async () => {
    const lines = await linesOf(
      'Date,Item,Price Point Name,Qty,Net,Modifiers Applied\n2026-07-01,A,Regular,1,1.00,Oat\n2026-07-01,A,Large,1,1.00,',
    );
    expect(lines.map(({ modifiers }) => modifiers.map(({ name }) => name))).toEqual([
      ['Oat'],
      ['Large'],
    ]);
  });
});
