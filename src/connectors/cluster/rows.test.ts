import { describe, expect, it } from 'vitest';
import type { Json, RawOrder } from '../contract.ts';
import { ToldText } from '../read-elements.ts';
import { groupRows, toToldRow } from './rows.ts';

const zone = 'America/Toronto';
const columns = {
  OrderId: 'A1',
  Date: '2025-05-05 12:00:00',
  ClosedAt: '2025-05-05 12:40:00',
  UpdatedAt: '2025-05-05 12:40:00',
  State: 'closed',
};
const noonMs = Date.UTC(2025, 4, 5, 16);

function line(
  id: string | null,
  more: { [column: string]: Json } = {},
): { [column: string]: Json } {
  return { ...columns, LineId: id, ItemCode: 'X', Quantity: '1', UnitPrice: '2.00', ...more };
}

/** The rows grouped as if told, payloads read again. */
function group(rows: readonly Json[]) {
  const told = rows.map((row) =>
    toToldRow(row, new ToldText(Buffer.from(JSON.stringify(row))), zone),
  );
  const { orders, unreadable } = groupRows(told);
  const toRead = ({ key, occurredAtMs, payloadText }: RawOrder) => ({
    key,
    occurredAtMs,
    payload: JSON.parse(payloadText),
  });
  return { orders: [...orders.values()].map(toRead), unreadable: unreadable.map(toRead) };
}

function only(rows: Json[]) {
  const { orders, unreadable } = group(rows);
  expect(unreadable).toEqual([]);
  expect(orders).toHaveLength(1);
  return orders[0];
}

describe('grouping rows', () => {
  it('keeps an order row as its payload, with nested lines, JSON text or totals alone', () => {
    for (const more of [{ Lines: [] }, { Items: '[]' }, { Total: '3.00' }]) {
      const row = { ...columns, ...more };
      expect(only([row])).toEqual({ key: 'A1', occurredAtMs: noonMs, payload: row });
    }
  });

  it('gathers line rows into one order, in the order of their line ids', () => {
    const order = only([line('L10'), line('L9'), line('L1')]);
    expect(order?.payload).toEqual([line('L1'), line('L9'), line('L10')]);
  });

  it('gives the same payload in whatever order the rows of a bill come', () => {
    const rows = [line('3'), line('1'), line('2')];
    expect(only(rows)).toEqual(only(rows.toReversed()));
  });

  it('collapses a row that came twice', () => {
    expect(only([line('L1'), line('L2'), line('L1'), line('L2')])?.payload).toHaveLength(2);
    const row = { ...columns, Lines: [] };
    expect(only([row, { ...row }])?.payload).toEqual(row);
  });

  it('keeps an order without lines as one row, however often it came', () => {
    const empty = { ...columns, LineId: null, Payments: '[]' };
    expect(only([empty, { ...empty }])?.payload).toEqual([empty]);
  });

  it('keeps equal lines apart where the vendor gives no line ids', () => {
    const { LineId: _, ...beer } = line(null);
    expect(only([beer, { ...beer }])?.payload).toHaveLength(2);
  });

  it('keeps the newer of two versions, whichever comes first', () => {
    const old = { ...columns, Lines: [], Guests: 1 };
    const edited = { ...old, Guests: 2, UpdatedAt: '2025-05-05 13:00:00' };
    expect(only([old, edited])?.payload).toEqual(edited);
    expect(only([edited, old])?.payload).toEqual(edited);
  });

  it('takes numbers as order ids and tells 7 from 07', () => {
    const rows = [7, '07'].map((OrderId) => ({ ...columns, OrderId, Lines: [] }));
    expect(group(rows).orders.map((order) => order.key)).toEqual(['7', '07']);
  });

  it.each([
    ['no order id', { ...columns, OrderId: null, Lines: [] }],
    ['an order id of spaces', { ...columns, OrderId: '  ', Lines: [] }],
    ['an order id that is an object', { ...columns, OrderId: {}, Lines: [] }],
    ['an unreadable date', { ...columns, Date: '0000-00-00 00:00:00', Lines: [] }],
    ['a date without a time', { ...columns, Date: '2025-05-05', Lines: [] }],
    ['no date', { OrderId: 'A1', Lines: [] }],
    ['a row that is no object', 'hello'],
    ['a row that is null', null],
  ])('hands over %s as unreadable', (_, row) => {
    const { orders, unreadable } = group([row as Json]);
    expect(orders).toEqual([]);
    expect(unreadable).toHaveLength(1);
    expect(unreadable[0]?.payload).toEqual(row);
  });

  it('keeps line rows without an order id one by one, and the others whole', () => {
    const { OrderId: _, ...lost } = line('L1');
    const { orders, unreadable } = group([lost, line('L2'), { ...lost, LineId: 'L3' }]);
    expect(orders).toHaveLength(1);
    expect(unreadable.map((order) => order.payload)).toEqual([[lost], [{ ...lost, LineId: 'L3' }]]);
  });

  it('groups an order of a thousand lines', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => line(`L${index}`));
    expect(only(rows.toReversed())?.payload).toEqual(rows);
  });
});

describe('the business time', () => {
  it.each([
    ['2025-05-05 12:00:00', noonMs],
    ['2025-05-05T12:00:00', noonMs],
    ['2025-05-05 12:00', noonMs],
    ['2025-05-05 12:00:00.873', noonMs],
    ['2025-05-05T16:00:00Z', noonMs],
    ['2025-05-05T12:00:00-04:00', noonMs],
    // Clocks skip 02:00–03:00: the reading of the clock that was not moved.
    ['2025-03-09 02:30:00', Date.UTC(2025, 2, 9, 7, 30)],
    // 01:30 happens twice: the first.
    ['2025-11-02 01:30:00', Date.UTC(2025, 10, 2, 5, 30)],
  ])('%s', (time, instantMs) => {
    expect(only([{ ...columns, Date: time, Lines: [] }])?.occurredAtMs).toBe(instantMs);
  });
});
