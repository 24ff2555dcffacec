import { describe, expect, it } from 'vitest';
import { salesFileConnector } from './index.ts';
import { readFile } from './read-file.ts';
import { writeLongXlsx } from './table/testing.ts';
import { venue } from './testing.ts';

const signal = new AbortController().signal;
const small = { name: 'sales.csv', bytes: Buffer.from('Date,Item,Qty,Net\n2026-07-01,A,1,1.00') };

function longFile(rows: number): Buffer {
  const row = '2026-07-01,A very good latte with oat milk,1,5.00\n';
  return Buffer.from(`Date,Item,Qty,Net\n${row.repeat(rows)}`);
}

describe('reading a file in a thread of its own', () => {
  it('answers what the file holds', async () => {
    const reading = await readFile(small, { ...venue, signal });
    if (reading.kind !== 'read') throw new Error(reading.kind);
    expect(reading.rowCount).toBe(1);
    expect(reading.orders.occurredAtMs).toHaveLength(1);
    const pages: unknown[] = [];
    for await (const page of reading.orders.pages()) pages.push(page);
    expect(pages).toMatchObject([[{ key: '2026-07-01' }]]);
    await reading.orders.close();
  });

  it('tells orders page by page, oldest first, and again from the beginning', async () => {
    const days = Array.from({ length: 28 }, (_, at) => String(28 - at).padStart(2, '0'));
    const rows = days.flatMap((day) =>
      Array.from({ length: 200 }, (_, at) => `2026-07-${day},R${at},A latte with oat milk,1,5.00`),
    );
    const bytes = Buffer.from(['Date,Receipt,Item,Qty,Net', ...rows].join('\n'));
    const reading = await readFile({ name: 'long.csv', bytes }, { ...venue, signal });
    if (reading.kind !== 'read') throw new Error(reading.kind);
    for await (const [first] of reading.orders.pages()) {
      expect(first?.key).toBe('R0@2026-07-01');
      break;
    }
    const told: number[] = [];
    let pages = 0;
    for await (const page of reading.orders.pages()) {
      pages += 1;
      told.push(...page.map((order) => order.occurredAtMs ?? 0));
    }
    expect(pages).toBeGreaterThan(1);
    expect(told).toEqual([...reading.orders.occurredAtMs]);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    await reading.orders.close();
    const afterwards = reading.orders.pages()[Symbol.asyncIterator]();
    await expect(afterwards.next()).rejects.toThrow('the reading thread ended');
  });

  it('ends at the deadline with a reason', async () => {
    const file = { name: 'long.csv', bytes: longFile(190_000) };
    expect(await readFile(file, { ...venue, signal }, { readMs: 30, heapMb: 768 })).toMatchObject({
      kind: 'unreadable',
      code: 'sales-file.too_slow',
    });
  });

  it('survives a file that needs more memory than it may use', async () => {
    const rows = Array.from({ length: 30_000 }, (_, at) => ['2026-07-01', `Item ${at}`, 1, 5]);
    const bytes = await writeLongXlsx(['Date', 'Item', 'Qty', 'Net'], rows);
    const bounds = { readMs: 30_000, heapMb: 24 };
    expect(await readFile({ name: 'a.xlsx', bytes }, { ...venue, signal }, bounds)).toMatchObject({
      kind: 'unreadable',
      code: 'sales-file.too_much_memory',
    });
  });

  it('stops when its caller does', async () => {
    const caller = new AbortController();
    const file = { name: 'long.csv', bytes: longFile(190_000) };
    const reading = readFile(file, { ...venue, signal: caller.signal });
    caller.abort(new Error('no longer wanted'));
    await expect(reading).rejects.toThrow('no longer wanted');
    await expect(readFile(small, { ...venue, signal: caller.signal })).rejects.toThrow('no longer');
  });

  it('does not even start with a file beyond the limit', async () => {
    const bytes = Buffer.alloc(25 * 1024 * 1024 + 1);
    expect(await readFile({ name: 'x', bytes }, { ...venue, signal })).toMatchObject({
      code: 'sales-file.too_large',
    });
  });
});

describe('the connector', () => {
  it('is verified without anybody to ask, and fetches nothing', async () => {
    const nothing = undefined as never;
    expect(await salesFileConnector.verify(nothing)).toMatchObject({
      ok: true,
      newestSaleAtMs: null,
    });
    expect(() => salesFileConnector.fetch(nothing, nothing)).toThrow('nothing to fetch');
  });

  it('takes no credentials, and settings with defaults', () => {
    const { credentialsSchema, settingsSchema, toLocations } = salesFileConnector;
    expect(credentialsSchema.safeParse({ key: 'x' }).success).toBe(false);
    expect(toLocations({})).toEqual([]);
    expect(settingsSchema.parse({})).toEqual({ includeModifiers: false });
    expect(settingsSchema.safeParse({ includeModifiers: 'yes' }).success).toBe(false);
  });

  it('tells every text in both languages', () => {
    const texts = JSON.stringify(salesFileConnector.describe).match(/"en":"[^"]+","fr":"[^"]+"/g);
    expect(texts?.length).toBeGreaterThan(6);
    expect(salesFileConnector.classify(new Error('odd'), 0)).toMatchObject({
      kind: 'bug',
      detail: 'odd',
    });
  });
});
