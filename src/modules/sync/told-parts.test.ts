import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawOrder } from '#connectors/contract.ts';
import { businessDateOf, dayWindow } from '#kernel/business-day.ts';
import { cutIntoParts, type ToldPart } from './told-parts.ts';

const rule = { timeZone: 'America/Toronto', cutoff: '05:00' };
const day = (date: string) => dayWindow(date, rule);
const span = (first: string, last: string) => ({
  fromMs: day(first).startMs,
  toMs: day(last).endMs,
});
const windows = [span('2025-03-05', '2025-03-12'), span('2025-03-20', '2025-03-21')];
const [first, last] = [day('2025-03-03').startMs, day('2025-03-25').endMs];

const orderAt = (occurredAtMs: number, key: number): RawOrder => ({
  key: String(key),
  occurredAtMs,
  payloadText: '',
});

const holds = ({ fromMs, toMs }: ToldPart['window'], at: number | null) =>
  at !== null && fromMs <= at && at < toMs;

async function parts(pages: RawOrder[][], ordersMin: number): Promise<ToldPart[]> {
  const found: ToldPart[] = [];
  for await (const part of cutIntoParts(pages, { windows, rule, ordersMin })) found.push(part);
  return found;
}

const pages = fc
  .array(fc.integer({ min: first, max: last }), { maxLength: 60 })
  .map((instants) => instants.sort((a, b) => a - b).map(orderAt))
  .chain((orders) =>
    fc
      .integer({ min: 1, max: 20 })
      .map((length) =>
        Array.from({ length: Math.ceil(orders.length / length) }, (_, at) =>
          orders.slice(at * length, (at + 1) * length),
        ),
      ),
  );

describe('sent sales cut into parts', () => {
  it('lose no order, keep their order, and cover what the windows cover', async () => {
    await fc.assert(
      fc.asyncProperty(pages, fc.integer({ min: 1, max: 12 }), async (told, ordersMin) => {
        const found = await parts(told, ordersMin);
        expect(found.flatMap((part) => part.orders)).toEqual(told.flat());
        const joined: { fromMs: number; toMs: number }[] = [];
        for (const { window } of found) {
          const before = joined.at(-1);
          if (before?.toMs === window.fromMs) before.toMs = window.toMs;
          else joined.push({ ...window });
        }
        expect(joined).toEqual(windows);
      }),
    );
  });

  it('never part a business day, nor an order from the window it lies in', async () => {
    await fc.assert(
      fc.asyncProperty(pages, fc.integer({ min: 1, max: 12 }), async (told, ordersMin) => {
        const found = await parts(told, ordersMin);
        for (const [at, { window, orders }] of found.entries()) {
          const next = found[at + 1];
          const lastDate = orders.at(-1)?.occurredAtMs;
          const nextDate = next?.orders[0]?.occurredAtMs;
          if (lastDate != null && nextDate != null && next?.window.fromMs === window.toMs) {
            expect(businessDateOf(lastDate, rule)).not.toBe(businessDateOf(nextDate, rule));
          }
          for (const { occurredAtMs } of orders) {
            const owner = windows.find((each) => holds(each, occurredAtMs));
            expect(owner === undefined || holds(window, occurredAtMs)).toBe(true);
          }
        }
      }),
    );
  });
});
