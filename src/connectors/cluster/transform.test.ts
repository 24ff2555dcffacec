import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf, SHAPES, type Shape } from '#simulators/cluster/rows.ts';
import type { LedgerLine, LedgerOrder } from '#simulators/ledger.ts';
import { lineFigures } from '#simulators/truth.ts';
import type { Json, OrderLine, TransformResult } from '../contract.ts';
import { ToldText } from '../read-elements.ts';
import { groupRows, toToldRow } from './rows.ts';
import { transform } from './transform.ts';

const context = {
  settings: { includeModifiers: false, historyMonths: 12 } as const,
  timeZone: 'America/Toronto',
  currency: 'CAD',
};

const cents = fc.integer({ min: -5_000, max: 50_000 }).map((minor) => (minor / 100).toFixed(2));
const quantities = fc.oneof(
  fc.integer({ min: -3, max: 12 }).map(String),
  fc.integer({ min: 1, max: 5_000_000 }).map((millionths) => (millionths / 1e6).toFixed(6)),
  fc.constantFrom('0.5', '0.333', '1.250', '2.0'),
);
const names = fc.string({ maxLength: 20 }).map((text) => text.replaceAll('\0', ''));
const lines: fc.Arbitrary<LedgerLine> = fc.record({
  id: fc.uuid(),
  code: names,
  name: names,
  category: names,
  quantity: quantities,
  unitPrice: cents,
  discount: cents,
  tax: cents,
  kind: fc.constantFrom('sale', 'refund', 'void', 'comp'),
  modifiers: fc.array(
    fc.record({ code: names, name: names, quantity: quantities, unitPrice: cents }),
    { maxLength: 3 },
  ),
});
const orders: fc.Arbitrary<LedgerOrder> = fc.record({
  id: fc.uuid(),
  openedAt: fc.constantFrom('2025-03-09T01:59:59', '2025-11-02T01:30:00', '2025-07-01T04:59:59'),
  closedAt: fc.constantFrom(null, '2025-11-02T05:00:00'),
  updatedAt: fc.constant('2025-11-02T05:00:00'),
  state: fc.constantFrom('closed', 'open', 'void'),
  guests: fc.nat(40),
  lines: fc.array(lines, { maxLength: 6 }),
  payments: fc.array(fc.record({ tender: names, amount: cents, tip: cents }), { maxLength: 3 }),
});

function read(rows: readonly Json[]): TransformResult[] {
  const told = rows.map((row) =>
    toToldRow(row, new ToldText(Buffer.from(JSON.stringify(row))), context.timeZone),
  );
  const { orders: grouped, unreadable } = groupRows(told);
  return [...grouped.values(), ...unreadable].map((raw) => transform(raw, context));
}

function readLedgerOrder(order: LedgerOrder, shape: Shape) {
  const [result] = read(rowsOf(order, shape).map((text) => JSON.parse(text) as Json));
  if (result?.kind !== 'order') throw new Error(JSON.stringify(result));
  return result.order;
}

const plain = {
  OrderId: 'A1',
  Date: '2025-05-05 12:00:00',
  ClosedAt: '2025-05-05 12:40:00',
  UpdatedAt: '2025-05-05 12:40:00',
  State: 'closed',
  Guests: 2,
  Payments: [{ Tender: 'Visa', Amount: '10.00', Tip: '1.50' }],
};
const item = {
  LineId: 'L1',
  ItemCode: '10',
  ItemName: 'Soup',
  Category: 'Food',
  Quantity: '2',
  UnitPrice: '5.00',
  Discount: '0.00',
  Tax: '0.00',
  Kind: 'sale',
  Modifiers: [],
};

function readOne(row: Json): TransformResult {
  return read([row])[0] as TransformResult;
}

function lineOf(changes: { [column: string]: Json }): OrderLine {
  const result = readOne({ ...plain, Lines: [{ ...item, ...changes }] });
  if (result.kind !== 'order') throw new Error(JSON.stringify(result));
  return result.order.lines[0] as OrderLine;
}

describe('an order of any shape', () => {
  it('counts, line by line, what an independent reading of the money model counts', () => {
    fc.assert(
      fc.property(orders, fc.constantFrom(...SHAPES), (order, shape) => {
        const read = readLedgerOrder(order, shape);
        expect(read.lines).toHaveLength(order.lines.length);
        const byId = new Map(order.lines.map((line) => [line.id, line]));
        for (const line of read.lines) {
          const figures = lineFigures(byId.get(line.vendorLineId ?? '') as LedgerLine, 2);
          expect([
            line.grossMinor,
            line.discountMinor,
            line.compMinor,
            line.netMinor,
            line.taxMinor,
          ]).toEqual(
            figures === null
              ? [0, 0, 0, 0, 0]
              : [figures.gross, figures.discount, figures.comp, figures.net, figures.tax].map(
                  Number,
                ),
          );
          const taxesMinor = line.taxes.reduce((sum, tax) => sum + tax.amountMinor, 0);
          expect(taxesMinor).toBe(line.taxMinor);
          expect(line.grossMinor - line.discountMinor - line.compMinor).toBe(line.netMinor);
          if (figures !== null)
            expect(Math.round(Number(line.quantity) * 1e6)).toBe(Number(figures.quantity));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads the same in all three shapes', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const sorted = (shape: Shape) => {
          const read = readLedgerOrder(order, shape);
          const lines = read.lines.map(({ lineNo: _, ...line }) => line);
          return {
            ...read,
            lines: lines.sort((a, b) => ((a.vendorLineId ?? '') < (b.vendorLineId ?? '') ? -1 : 1)),
          };
        };
        expect(sorted('orders')).toEqual(sorted('nested'));
        expect(sorted('lines')).toEqual(sorted('nested'));
      }),
    );
  });

  it('takes numbers where it takes decimal texts', () => {
    const texts = readOne({ ...plain, Lines: [{ ...item, UnitPrice: '5.25', Tax: '0.79' }] });
    const numbers = readOne({
      ...plain,
      OrderId: 'A1',
      Guests: '2',
      Lines: [{ ...item, Quantity: 2, UnitPrice: 5.25, Discount: 0, Tax: 0.79 }],
    });
    expect(numbers).toEqual(texts);
  });

  it('ignores columns it does not know', () => {
    const known = readOne({ ...plain, Lines: [item] });
    const more = readOne({ ...plain, Table: { no: 4 }, Lines: [{ ...item, Course: [1] }] });
    expect(more).toEqual(known);
  });

  it('is never surprised: any JSON is an order or a sentence in two languages', () => {
    const columns = fc.record(
      {
        OrderId: fc.jsonValue(),
        Date: fc.oneof(fc.constant('2025-05-05 12:00:00'), fc.jsonValue()),
        ClosedAt: fc.jsonValue(),
        State: fc.jsonValue(),
        Guests: fc.jsonValue(),
        Lines: fc.jsonValue(),
        Items: fc.jsonValue(),
        Payments: fc.jsonValue(),
        Total: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(columns, fc.jsonValue()), (row) => {
        for (const result of read([row as Json])) {
          if (result.kind !== 'invalid') continue;
          expect(result.reason.en).toMatch(/\S/);
          expect(result.reason.fr).toMatch(/\S/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the money model', () => {
  it('adds modifiers to the price of each unit and rounds once, half away from zero', () => {
    const Modifiers = [{ Code: 'M', Name: 'Extra', Quantity: '0.5', UnitPrice: '0.01' }];
    expect(lineOf({ Quantity: '1', UnitPrice: '1.00', Modifiers }).grossMinor).toBe(101);
    expect(lineOf({ Quantity: '-1', UnitPrice: '1.00', Modifiers }).grossMinor).toBe(-101);
    expect(lineOf({ Quantity: '0.333333', UnitPrice: '3.00', Modifiers }).grossMinor).toBe(100);
  });

  it('makes a refund negative whatever the signs in the file', () => {
    const back = { Kind: 'refund', Discount: '1.00', Tax: '0.75' };
    const expected = {
      quantity: '-2',
      grossMinor: -1000,
      discountMinor: -100,
      netMinor: -900,
      taxMinor: -75,
    };
    expect(lineOf(back)).toMatchObject(expected);
    expect(lineOf({ ...back, Quantity: '-2' })).toMatchObject(expected);
    expect(lineOf({ ...back, UnitPrice: '-5.00', Discount: '-1.00', Tax: '-0.75' })).toMatchObject(
      expected,
    );
  });

  it('counts a comp as gross and comp, net nothing', () => {
    expect(lineOf({ Kind: 'comp', Discount: '1.00' })).toMatchObject({
      grossMinor: 1000,
      compMinor: 1000,
      discountMinor: 0,
      netMinor: 0,
    });
  });

  it('keeps what a void line voided and counts none of it', () => {
    expect(lineOf({ Kind: 'VOID', Tax: '1.00' })).toMatchObject({
      kind: 'void',
      quantity: '2',
      grossMinor: 0,
      netMinor: 0,
      taxMinor: 0,
      taxes: [],
    });
  });

  it('names taxes, and calls the rest "Tax"', () => {
    const Taxes = [
      { Name: 'GST', Amount: '0.50' },
      { Name: 'QST', Amount: '0.99' },
    ];
    expect(lineOf({ Tax: '1.49', Taxes }).taxes).toEqual([
      { name: 'GST', amountMinor: 50 },
      { name: 'QST', amountMinor: 99 },
    ]);
    expect(lineOf({ Tax: '1.50', Taxes }).taxes.at(-1)).toEqual({ name: 'Tax', amountMinor: 1 });
    expect(lineOf({ Tax: null, Taxes }).taxMinor).toBe(149);
    expect(lineOf({ Tax: '0.75' }).taxes).toEqual([{ name: 'Tax', amountMinor: 75 }]);
  });

  it('keeps the decimals of the currency', () => {
    const raw = {
      key: 'A1',
      occurredAtMs: 0,
      payloadText: JSON.stringify({
        ...plain,
        Lines: [{ ...item, UnitPrice: '5.125' }],
        Payments: [],
      }),
    };
    const dinars = transform(raw, { ...context, currency: 'KWD' });
    expect(dinars).toMatchObject({ kind: 'order', order: { lines: [{ unitPriceMinor: 5125 }] } });
    expect(transform(raw, context).kind).toBe('invalid');
  });
});

describe('an order told by its totals alone', () => {
  const { Payments: _, ...bare } = plain;

  it.each([
    [
      { Total: '11.50', Tax: '1.50', Tip: '2.00' },
      { grossMinor: 1000, netMinor: 1000, taxMinor: 150 },
    ],
    [
      { Net: '10.00', Discount: '1.00' },
      { grossMinor: 1100, discountMinor: 100, netMinor: 1000 },
    ],
    [
      { Net: '-10.00', Tax: '-1.50' },
      { kind: 'refund', quantity: '-1', netMinor: -1000, taxMinor: -150 },
    ],
  ])('%j is one line "Sales", paid in full', (totals, line) => {
    const result = readOne({ ...bare, ...totals });
    if (result.kind !== 'order') throw new Error(JSON.stringify(result));
    expect(result.order.lines).toMatchObject([{ itemName: 'Sales', ...line }]);
    const [sales] = result.order.lines;
    const paidMinor = result.order.payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
    expect(paidMinor).toBe((sales?.netMinor ?? 0) + (sales?.taxMinor ?? 0));
  });

  it('keeps the payments where they are told', () => {
    expect(readOne({ ...plain, Total: '10.00' })).toMatchObject({
      order: { payments: [{ tender: 'Visa', amountMinor: 1000, tipMinor: 150 }] },
    });
  });
});

describe('what cannot be understood', () => {
  it.each([
    ['no OrderId', { OrderId: '' }, 'without an OrderId'],
    [
      'an unreadable Date',
      { Date: 'yesterday' },
      'Date is "yesterday", which is not a date and time',
    ],
    ['an unreadable ClosedAt', { ClosedAt: '12:00' }, 'ClosedAt is'],
    ['an unknown State', { State: 'parked' }, 'State is "parked"; known are closed, open, void'],
    ['guests that are no number', { Guests: 'two' }, 'Guests is'],
    ['items that are no list', { Lines: { a: 1 } }, 'Items should be a list'],
    [
      'items that are half a JSON',
      { Lines: undefined, Items: '[{"LineId"' },
      'Items should be a list',
    ],
    ['neither items nor a total', { Lines: undefined }, 'neither items nor a total'],
    [
      'too many lines',
      { Lines: Array.from({ length: 1001 }, () => item) },
      'Items has 1001 entries',
    ],
    ['an unknown Kind', { Lines: [{ ...item, Kind: 'gift' }] }, 'Kind is "gift"'],
    ['a price that is no number', { Lines: [{ ...item, UnitPrice: 'abc' }] }, 'UnitPrice is "abc"'],
    ['a price that is missing', { Lines: [{ ...item, UnitPrice: null }] }, 'UnitPrice is empty'],
    ['half a cent', { Lines: [{ ...item, UnitPrice: '0.005' }] }, 'more decimals'],
    ['a tip that is no number', { Lines: [], Payments: [{ Tip: 'x' }] }, 'Payments.Tip is "x"'],
    ['a line that is no object', { Lines: ['soup'] }, 'not an order'],
  ])('%s is refused with its sentence', (_, changes, sentence) => {
    const row = JSON.parse(JSON.stringify({ ...plain, Lines: [item], ...changes })) as Json;
    const result = readOne(row);
    if (result.kind !== 'invalid') throw new Error(JSON.stringify(result));
    expect(result.reason.en).toContain(sentence);
    expect(result.reason.fr).not.toBe(result.reason.en);
  });
});
