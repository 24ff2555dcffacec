import { describe, expect, it } from 'vitest';
import type { LedgerOrder } from '../ledger.ts';
import { ordersOfDay } from '../restaurant.ts';
import { ledgerDays } from '../truth.ts';
import { rowsOf, SHAPES } from './rows.ts';
import { ordersOfRows, type Row } from './testing.ts';

const venue = { name: 'x', timeZone: 'America/Toronto', currency: 'CAD' };
const odd: LedgerOrder = {
  id: 'é"\\1',
  openedAt: '2026-05-02T12:00:00',
  closedAt: null,
  updatedAt: '2026-05-02T12:00:00',
  state: 'open',
  guests: 0,
  lines: [
    {
      ...{ id: '\u2028', code: '</script>', name: 'Œuf "poché"\n', category: '', quantity: '1' },
      ...{ unitPrice: '3', discount: '0', tax: '0', kind: 'sale', modifiers: [] },
    },
  ],
  payments: [],
};
const empty: LedgerOrder = { ...odd, id: 'empty', lines: [], employee: '', orderType: '\\' };
const orders = [
  ...ordersOfDay({ seed: 5, venue, ordersPerDay: 400, from: '2026-05-02' }, '2026-05-02'),
  odd,
  empty,
];

describe.each(SHAPES)('shape %s', (shape) => {
  const rows: Row[] = orders
    .flatMap((order) => rowsOf(order, shape))
    .map((text) => JSON.parse(text));

  it('carries every order whole, strange characters included', () => {
    expect(ordersOfRows(rows, shape)).toEqual(orders);
  });

  it('carries the same truth', () => {
    expect(ledgerDays({ venue, orders: ordersOfRows(rows, shape) })).toEqual(
      ledgerDays({ venue, orders }),
    );
  });

  it('has as many rows as it should', () => {
    const lines = orders.reduce((sum, order) => sum + Math.max(1, order.lines.length), 0);
    expect(rows).toHaveLength(shape === 'lines' ? lines : orders.length);
    expect(rows.at(-1)?.LineId).toBe(shape === 'lines' ? null : undefined);
  });
});
