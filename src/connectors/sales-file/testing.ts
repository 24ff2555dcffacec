/** A sales file and what the connector makes of it, for tests. */

import type { ColumnRole, Order, RawOrder } from '../contract.ts';
import { readBytes } from './read-bytes.ts';
import { transform } from './transform.ts';
import type { ReadTable, UnderstandContext } from './understand-table.ts';

export const venue: UnderstandContext = {
  timeZone: 'America/Toronto',
  currency: 'CAD',
  nowMs: Date.UTC(2026, 6, 15),
  receivedDate: '2026-07-15',
  mapping: null,
};

/** A reading with its orders all written out. */
type Read = Omit<ReadTable, 'orders'> & { orders: RawOrder[] };

export function readText(text: string | Buffer, context: Partial<UnderstandContext> = {}) {
  return readBytes(Buffer.from(text), { ...venue, ...context });
}

/** The reading of a file that needs no human. @throws when it does. */
export async function readSales(
  text: string | Buffer,
  context: Partial<UnderstandContext> = {},
): Promise<Read> {
  const reading = await readText(text, context);
  if (reading.kind !== 'read') throw new Error(JSON.stringify(reading));
  const orders: RawOrder[] = [];
  for (let page = reading.orders.pageFrom(0); page.length > 0; ) {
    orders.push(...page);
    page = reading.orders.pageFrom(orders.length);
  }
  return { ...reading, orders };
}

/** The orders of a file, understood. @throws when one cannot be. */
export async function ordersOf(
  text: string | Buffer,
  context: Partial<UnderstandContext> = {},
): Promise<Order[]> {
  const { timeZone, currency } = { ...venue, ...context };
  const { orders } = await readSales(text, context);
  return orders.map((raw) => {
    const result = transform(raw, { settings: { includeModifiers: true }, timeZone, currency });
    if (result.kind !== 'order') throw new Error(JSON.stringify(result));
    return result.order;
  });
}

/** The lines of a file's orders, oldest first. */
export async function linesOf(text: string | Buffer, context: Partial<UnderstandContext> = {}) {
  return (await ordersOf(text, context)).flatMap((order) => order.lines);
}

/** The lines of a file that asks, once its guess is confirmed with these roles changed. */
export async function linesOnceTold(
  text: string,
  roles: Readonly<Record<string, ColumnRole>> = {},
) {
  const asked = await readText(text);
  if (asked.kind !== 'ask') throw new Error(`not asked: ${asked.kind}`);
  const { mapping } = asked;
  return linesOf(text, { mapping: { ...mapping, columns: { ...mapping.columns, ...roles } } });
}
