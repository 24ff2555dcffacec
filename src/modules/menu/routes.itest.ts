import { afterAll, beforeAll, expect, test } from 'vitest';
import { wallToInstantMs } from '#kernel/business-day.ts';
import { manualClock } from '#kernel/clock.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';
import { bill, linkTill, readWindow } from '#test/sales-scene.ts';
import { menuRoutes } from './index.ts';
import type { PosItemList } from './list-pos-items.ts';

const zone = 'America/Toronto';
const at = (wall: string) => wallToInstantMs(wall, zone);
// Years after the last sale: what is shown without dates follows the sales, not the calendar.
const clock = manualClock(at('2030-01-01T12:00:00'));

let testBase: TestDatabase;
let database: Database;
let server: TestServer;
let company: TestCompany;

beforeAll(async () => {
  testBase = await testDatabase();
  database = openDatabase({ url: testBase.appUrl });
  server = await startTestServer({ database, clock, plugins: [menuRoutes] });
  company = await makeCompany(database, { timeZone: zone });
  for (const [nickname, scale] of [
    ['Kitchen', 1],
    ['Bar', 3],
  ] as const) {
    const till = await linkTill(database, company, { nickname, nowMs: at('2025-03-01T00:00:00') });
    const pizza = { item: 'Pizza', netMinor: 1000 * scale, quantity: '1.50' };
    const beer = { item: 'Bière', netMinor: 500, category: 'Drinks' };
    await readWindow(database, till, {
      fromMs: at('2024-01-01T05:00:00'),
      toMs: at('2024-01-02T05:00:00'),
      nowMs: at('2025-03-04T06:00:00'),
      bills: [bill('old', at('2024-01-01T12:00:00'), { lines: [beer] })],
    });
    await readWindow(database, till, {
      fromMs: at('2025-03-01T05:00:00'),
      toMs: at('2025-03-04T05:00:00'),
      nowMs: at('2025-03-04T06:00:00'),
      bills: [
        bill('1', at('2025-03-01T12:00:00'), { lines: [pizza, beer] }),
        bill('2', at('2025-03-03T12:00:00'), { lines: [pizza] }),
      ],
    });
  }
});
afterAll(async () => {
  await server.close();
  await database.close();
  await testBase.drop();
});

async function list(query: string): Promise<PosItemList> {
  const path = `/api/v1/venues/${company.venueId}/pos-items${query}`;
  const reply = await server.call<PosItemList>('GET', path, { headers: company.headers });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
}

test('lists items of every till with what they sold in the year up to the newest sale', async () => {
  const { items, ...rest } = await list('?state=all&sort=revenue');
  expect(rest).toEqual({
    from: '2024-03-03',
    to: '2025-03-03',
    totalNetMinor: 9000,
    nextCursor: null,
  });
  expect(items.map((one) => [one.name, one.netMinor, one.quantity, one.share])).toEqual([
    ['Pizza', 6000, '3', 6000 / 9000],
    ['Pizza', 2000, '3', 2000 / 9000],
    ['Bière', 500, '1', 500 / 9000],
    ['Bière', 500, '1', 500 / 9000],
  ]);
  expect(items[2]).toMatchObject({
    code: 'bière',
    category: 'Drinks',
    firstSoldAt: '2024-01-01T17:00:00.000Z',
    lastSoldAt: '2025-03-01T17:00:00.000Z',
    mapping: null,
    modifiers: [],
  });
});

test('counts only the days asked for, and still lists what sold nothing then', async () => {
  const { items } = await list('?from=2025-03-03&to=2025-03-03&sort=name');
  expect(items.map((one) => [one.name, one.netMinor, one.quantity])).toEqual([
    ['Bière', 0, '0'],
    ['Bière', 0, '0'],
    ['Pizza', 1000, '1.5'],
    ['Pizza', 3000, '1.5'],
  ]);
  expect((await list('?to=2024-06-01')).totalNetMinor).toBe(1000);
  expect((await list('?from=2029-01-01')).to).toBe('2030-01-01');
});

test('finds and pages', async () => {
  const first = await list('?search=biere&limit=1');
  expect(first.items).toHaveLength(1);
  const second = await list(`?search=biere&limit=1&cursor=${first.nextCursor}`);
  expect(second.items).toHaveLength(1);
  expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
  expect(second).toMatchObject({ nextCursor: null, totalNetMinor: 9000 });
});

test('refuses wrong dates, foreign cursors and other companies', async () => {
  const path = `/api/v1/venues/${company.venueId}/pos-items`;
  const call = (query: string, headers = company.headers) =>
    server.call('GET', path + query, { headers });
  expect(await call('?to=0001-01-01')).toMatchObject({ status: 422 });
  expect(await call('?from=2025-03-03&to=2025-03-01')).toMatchObject({ status: 422 });
  const cursor = Buffer.from('["nobody"]').toString('base64url');
  expect(await call(`?cursor=${cursor}`)).toMatchObject({ body: { code: 'cursor_invalid' } });
  const other = await makeCompany(database);
  expect(await call('', other.headers)).toMatchObject({ status: 404 });
});
