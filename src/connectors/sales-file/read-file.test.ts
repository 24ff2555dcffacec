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
    expect(await readFile(small, { ...venue, signal })).toMatchObject({
      kind: 'read',
      rowCount: 1,
      orders: [{ key: '2026-07-01' }],
    });
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
