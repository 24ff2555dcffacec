import { expect, it } from 'vitest';
import { type BenchResult, benches } from './index.ts';
import type { BenchOptions } from './options.ts';

/** As small as they go: this shows that they measure, not how fast anything is. */
const tiny = {
  ordersPerDay: 20,
  days: 8,
  integrations: [3],
  calls: 20,
  rows: 300,
  say: () => undefined,
};

async function run(name: string, choices: Partial<BenchOptions> = {}): Promise<BenchResult> {
  const result = await benches[name]?.({
    ...tiny,
    signal: AbortSignal.timeout(60_000),
    ...choices,
  });
  if (!result) throw new Error(`no measurement ${name}`);
  expect(result.name).toBe(name);
  expect(Object.keys(result.met)).toEqual(Object.keys(result.budgets));
  expect(result.machine).toMatchObject({ cores: expect.any(Number), node: process.versions.node });
  return result;
}

it('backfill counts what was imported and merges the same rows bare', async () => {
  const { figures } = await run('backfill');
  expect(figures).toMatchObject({
    orders: expect.any(Number),
    ms: expect.any(Number),
    baseline: { ms: expect.any(Number) },
  });
  expect(figures.orders).toBeGreaterThan(50);
  expect(figures.lines).toBeGreaterThan(figures.orders as number);
  expect(figures.payloadMb).toBeGreaterThan(0);
}, 60_000);

it('resync reads everything again and writes none of it but what a live till changed meanwhile', async () => {
  const { figures } = await run('resync');
  expect(figures.ordersRead).toBeGreaterThan(30);
  expect(figures.ordersTouched).toBeLessThanOrEqual(1);
}, 60_000);

it('days asks the real server for months with one and five years behind', async () => {
  const { figures } = await run('days');
  expect(figures.p50Ms).toBeGreaterThan(0);
  expect(figures).toMatchObject({ oneYear: {}, fiveYears: {} });
}, 60_000);

it('sync checks every location that fell due', async () => {
  const { figures } = await run('sync');
  expect(figures).toMatchObject({ of3: { integrations: 3 } });
  expect(figures.checksPerSecond).toBeGreaterThan(0);
}, 60_000);

it('files reads a CSV and a workbook until their totals stand', async () => {
  const { figures } = await run('files');
  expect(figures).toMatchObject({ csv: { rows: 300 }, xlsx: { rows: 200 } });
  expect(figures.csvMs).toBeGreaterThan(0);
  expect(figures.xlsxMs).toBeGreaterThan(0);
  expect(figures.memoryOfTwice).toBeGreaterThan(0.5);
}, 60_000);
