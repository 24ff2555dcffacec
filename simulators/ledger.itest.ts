import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  LEDGER_LINE_CHARS_MAX,
  LedgerError,
  openLedger,
  readLedger,
  writeLedger,
} from './ledger.ts';
import { ordersOfDay } from './restaurant.ts';

const venue = { name: "L'Étoilé", timeZone: 'America/Toronto', currency: 'CAD' };
const orders = ordersOfDay({ seed: 1, venue, ordersPerDay: 300, from: '2026-01-01' }, '2026-02-14');
const head = JSON.stringify({ venue });
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('a till ledger', () => {
  it.each(['plain.jsonl', 'packed.jsonl.gz'])('comes back as it was written: %s', async (name) => {
    const path = join(folder, name);
    await writeLedger(path, { venue, orders });
    expect(await readLedger(path)).toEqual({ venue, orders });
  });

  it('is unpacked by its first bytes, whatever it is called', async () => {
    const text = [head, ...orders.map((order) => JSON.stringify(order))].join('\n');
    const path = await fileOf('packed-without-ending', gzipSync(text));
    expect((await readLedger(path)).orders).toHaveLength(orders.length);
  });

  it('streams: the first orders are there before the rest is read', async () => {
    const bad = [head, JSON.stringify(orders[0]), 'not json'].join('\n');
    const stream = await openLedger(await fileOf('late-error.jsonl', bad));
    for await (const order of stream.orders) {
      expect(order).toEqual(orders[0]);
      break;
    }
  });
});

describe('what is not a ledger is refused with its line', () => {
  const [good] = orders;
  const cases: [string, string | Buffer, RegExp][] = [
    ['nothing', '', /line 1: .*empty/],
    ['no venue', '{}\n', /line 1: venue/],
    ['not JSON', `${head}\n{"id":`, /line 2: not JSON/],
    [
      'a wrong time',
      `${head}\n${JSON.stringify({ ...good, openedAt: '2026-02-30T10:00:00' })}`,
      /openedAt/,
    ],
    [
      'a number for money',
      `${head}\n${JSON.stringify({ ...good, payments: [{ tender: 'x', amount: 1, tip: '0' }] })}`,
      /amount/,
    ],
    ['an unknown state', `${head}\n${JSON.stringify({ ...good, state: 'paid' })}`, /state/],
    ['an endless line', `${head}\n${'x'.repeat(LEDGER_LINE_CHARS_MAX + 1)}`, /line 2: longer/],
    ['a torn archive', gzipSync(`${head}\n${JSON.stringify(good)}`).subarray(0, 60), /unpacked/],
  ];
  it.each(cases)('%s', async (name, content, reason) => {
    const path = await fileOf(`bad-${name.replaceAll(' ', '-')}`, content);
    const reading = readLedger(path);
    await expect(reading).rejects.toThrow(LedgerError);
    await expect(reading).rejects.toThrow(reason);
  });
});
