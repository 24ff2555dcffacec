import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OrderLine } from '#connectors/contract.ts';
import { toOrderFigures } from './order.ts';

const line = (choices: Partial<OrderLine>): OrderLine => ({
  lineNo: 1,
  vendorLineId: null,
  kind: 'sale',
  itemCode: 'a',
  itemName: 'A',
  category: '',
  quantity: '1',
  unitPriceMinor: 0,
  grossMinor: 0,
  discountMinor: 0,
  compMinor: 0,
  netMinor: 0,
  taxMinor: 0,
  taxes: [],
  modifiers: [],
  ...choices,
});

describe('the money of an order', () => {
  test('is gross less discounts and comps, with voids left out and taxes by name', () => {
    const figures = toOrderFigures({
      serviceChargeMinor: 100,
      lines: [
        line({
          grossMinor: 1000,
          discountMinor: 200,
          netMinor: 800,
          taxMinor: 120,
          taxes: [
            { name: 'GST', amountMinor: 40 },
            { name: 'QST', amountMinor: 80 },
          ],
        }),
        line({ kind: 'comp', grossMinor: 500, compMinor: 500 }),
        line({ kind: 'void', grossMinor: 900, netMinor: 900 }),
        line({
          kind: 'refund',
          grossMinor: -300,
          netMinor: -300,
          taxMinor: -15,
          taxes: [{ name: 'GST', amountMinor: -15 }],
        }),
      ],
      payments: [{ tender: 'card', amountMinor: 705, tipMinor: 90 }],
    });
    expect(figures).toEqual({
      grossMinor: 1200,
      discountMinor: 200,
      compMinor: 500,
      netMinor: 500,
      taxMinor: 105,
      tipMinor: 90,
      taxes: [
        { name: 'GST', amountMinor: 25 },
        { name: 'QST', amountMinor: 80 },
      ],
      isBalanced: true,
    });
  });

  test('is flagged when payments are off by a single minor unit, either way', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10_000, max: 10_000 }),
        fc.integer({ min: -2, max: 2 }),
        (netMinor, offMinor) => {
          const figures = toOrderFigures({
            serviceChargeMinor: 0,
            lines: [line({ grossMinor: netMinor, netMinor })],
            payments: [{ tender: 'cash', amountMinor: netMinor + offMinor, tipMinor: 0 }],
          });
          expect(figures.isBalanced).toBe(offMinor === 0);
        },
      ),
    );
  });
});
