/** A sales file and what the connector makes of it, for tests. */

import type { FileReading, Order } from '../contract.ts';
import { readBytes } from './read-bytes.ts';
import { transform } from './transform.ts';
import type { UnderstandContext } from './understand-table.ts';

export const venue: UnderstandContext = {
  timeZone: 'America/Toronto',
  currency: 'CAD',
  nowMs: Date.UTC(2026, 6, 15),
  mapping: null,
};

type Read = Extract<FileReading, { kind: 'read' }>;

export function readText(text: string, context: Partial<UnderstandContext> = {}) {
  return readBytes(Buffer.from(text), { ...venue, ...context });
}

/** The reading of a file that needs no human. @throws when it does. */
export async function readSales(
  text: string,
  context: Partial<UnderstandContext> = {},
): Promise<Read> {
  const reading = await readText(text, context);
  if (reading.kind !== 'read') throw new Error(JSON.stringify(reading));
  return reading;
}

/** The orders of a file, understood. @throws when one cannot be. */
export async function ordersOf(
  text: string,
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

/** The lines of a file's orders, in the order of the file. */
export async function linesOf(text: string, context: Partial<UnderstandContext> = {}) {
  return (await ordersOf(text, context)).flatMap((order) => order.lines);
}
