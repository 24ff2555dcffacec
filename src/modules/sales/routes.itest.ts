import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wallToInstantMs } from '#kernel/business-day.ts';
import { manualClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';
import { bill, linkTill, readWindow, type TestTill } from '#test/sales-scene.ts';
import type { BillView } from './bill-view.ts';
import { salesRoutes } from './index.ts';

const zone = 'America/Toronto';
const at = (wall: string) => wallToInstantMs(wall, zone);
const clock = manualClock(at('2025-03-04T07:00:00'));

let testBase: TestDatabase;
let database: Database;
let server: TestServer;
let company: TestCompany;
let other: TestCompany;
let till: TestTill;

beforeAll(async () => {
  testBase = await testDatabase();
  database = openDatabase({ url: testBase.appUrl });
  server = await startTestServer({ database, clock, plugins: [salesRoutes] });
  other = await makeCompany(database);
  company = await makeCompany(database, { timeZone: zone });
  till = await linkTill(database, company, { historyFrom: '2025-03-01', nowMs: clock.now() });
  const bills = [
    bill('cash', at('2025-03-03T05:00:00'), { tender: 'Cash', tipMinor: 50 }),
    bill('drinks', at('2025-03-03T22:30:00'), {
      lines: [
        { item: 'Beer', netMinor: 900, category: 'Drinks', taxMinor: 45 },
        { item: 'Extra', netMinor: 100, category: '' },
      ],
    }),
    bill('struck', at('2025-03-03T12:00:00'), {
      lines: [
        { item: 'Pizza', netMinor: 1000 },
        { item: 'Wine', netMinor: 800, category: 'Drinks', kind: 'void' },
      ],
    }),
    bill('vanishing', at('2025-03-03T13:00:00')),
    bill('running', at('2025-03-03T14:00:00'), { state: 'open' }),
    bill('refused', at('2025-03-03T15:00:00'), { state: 'void', overpaidMinor: -500 }),
    bill('short', at('2025-03-04T04:59:59'), { overpaidMinor: -200 }),
  ];
  await readDay(at('2025-03-04T05:10:00'), bills);
  const stillTold = bills.filter((one) => one.key !== 'vanishing');
  await readDay(at('2025-03-04T06:10:00'), stillTold);
});
afterAll(async () => {
  await server.close();
  await database.close();
  await testBase.drop();
});

async function readDay(nowMs: number, bills: Parameters<typeof readWindow>[2]['bills']) {
  const [fromMs, toMs] = [at('2025-03-03T05:00:00'), at('2025-03-04T05:00:00')];
  await readWindow(database, till, { fromMs, toMs, nowMs, bills });
}

type Bills = { items: BillView[]; nextCursor: string | null };

function get<Body>(path: string, headers: Record<string, string> = company.headers) {
  return server.call<Body>('GET', `/api/v1/venues/${company.venueId}${path}`, { headers });
}
async function listKeys(query: string): Promise<string[]> {
  const reply = await get<Bills>(`/sales/orders?businessDate=2025-03-03${query}`);
  expect(reply.status).toBe(200);
  return reply.body.items.map((one) => one.key);
}

describe('days', () => {
  test('come with the venue’s currency and clock', async () => {
    const reply = await get<{ days: unknown[] }>('/sales/days?from=2025-03-03&to=2025-03-03');
    expect(reply).toMatchObject({
      status: 200,
      body: {
        currency: 'CAD',
        timeZone: zone,
        cutoff: '05:00',
        morningEnd: '15:00',
        days: [
          {
            businessDate: '2025-03-03',
            completeness: 'complete',
            orders: 4,
            netMinor: 4000,
            openOrders: 1,
            unbalancedOrders: 1,
            restated: true,
          },
        ],
      },
    });
  });

  test('say why they changed in the reader’s language', async () => {
    const reply = await get('/sales/days/2025-03-03', {
      ...company.headers,
      'accept-language': 'fr-CA',
    });
    expect(reply).toMatchObject({
      status: 200,
      body: {
        restatements: [
          { why: [{ kind: 'gone', text: expect.stringContaining('n’est plus connue') }] },
        ],
      },
    });
  });

  test.each([
    '/sales/days',
    '/sales/days?from=2025-03-03',
    '/sales/days?from=2025-02-29&to=2025-03-03',
    '/sales/days?from=2025-03-04&to=2025-03-03',
    '/sales/days?from=2020-03-04&to=2025-03-03',
    '/sales/days/2025-13-01',
    '/sales/days/0001-01-01',
    '/sales/orders?businessDate=yesterday',
    '/sales/orders?businessDate=2025-03-03&hour=24',
    '/sales/orders?businessDate=2025-03-03&cursor=abc',
    `/sales/orders?businessDate=2025-03-03&cursor=${Buffer.from('["x","y"]').toString('base64url')}`,
    '/sales/orders?businessDate=9999-12-31',
  ])('refuses %s with a problem that says what to send', async (path) => {
    const reply = await get(path);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({ code: expect.any(String), detail: expect.any(String) });
  });

  test('an hour that is none is answered with those there are', async () => {
    expect(await get('/sales/orders?businessDate=2025-03-03&hour=99')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'hour', message: expect.stringContaining('from 00 to 23') }] },
    });
  });

  test.each([
    '/sales/days?from=2025-03-03&to=2025-03-03',
    '/sales/days/2025-03-03',
    '/sales/orders?businessDate=2025-03-03',
    `/sales/orders/${newId(0)}`,
  ])('%s of another company’s venue does not exist', async (path) => {
    expect(await get(path, other.headers)).toMatchObject({ status: 404 });
  });
});

describe('bills', () => {
  test('of every state are listed, newest first', async () => {
    expect(await listKeys('')).toEqual([
      'short',
      'drinks',
      'refused',
      'running',
      'vanishing',
      'struck',
      'cash',
    ]);
  });

  test('carry lines, payments, run and what happened to them', async () => {
    const reply = await get<Bills>('/sales/orders?businessDate=2025-03-03&only=gone');
    const [vanished] = reply.body.items;
    expect(vanished).toMatchObject({
      key: 'vanishing',
      state: 'closed',
      gone: true,
      balanced: true,
      openedAt: '2025-03-03T18:00:00.000Z',
      openedAtLocal: '2025-03-03T13:00:00',
      netMinor: 1000,
      employee: 'Ada',
      integrationId: till.integrationId,
      locationLabel: 'Till',
      lines: [{ kind: 'sale', itemName: 'Pizza', posItemCode: 'pizza', quantity: '1' }],
      payments: [{ tender: 'Visa', amountMinor: 1000, tipMinor: 0 }],
      run: { finishedAt: '2025-03-04T11:10:00.000Z' },
      changes: [{ kind: 'gone', was: { state: 'closed', netMinor: 1000 }, now: { netMinor: 0 } }],
    });
    expect(vanished).not.toHaveProperty('raw');
  });

  test.each([
    ['&category=Drinks', ['drinks']],
    ['&category=', ['drinks']],
    ['&category=Food', ['short', 'refused', 'running', 'vanishing', 'struck', 'cash']],
    ['&hour=04', ['short']],
    ['&hour=05', ['cash']],
    ['&tender=Cash', ['cash']],
    ['&item=beer', ['drinks']],
    ['&item=wine', []],
    ['&category=Food&tender=Cash&hour=05', ['cash']],
    ['&only=open', ['running']],
    ['&only=void', ['refused']],
    ['&only=unbalanced', ['short']],
    ['&only=closed', ['short', 'drinks', 'struck', 'cash']],
  ])('%s leads to the bills behind the figure', async (query, keys) => {
    expect(await listKeys(query)).toEqual(keys);
  });

  test('are said not to add up only where they count', async () => {
    const { body } = await get<Bills>('/sales/orders?businessDate=2025-03-03');
    const off = body.items.filter((one) => !one.balanced).map((one) => one.key);
    expect(off).toEqual(['short']);
  });

  test('come in pages that neither skip nor repeat', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { body: Bills } = await get<Bills>(
        `/sales/orders?businessDate=2025-03-03&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.items.map((one) => one.key));
      cursor = page.body.nextCursor;
    }
    expect(seen).toEqual(await listKeys(''));
  });

  test('show the till’s own words when asked', async () => {
    const list = await get<Bills>('/sales/orders?businessDate=2025-03-03&tender=Cash&include=raw');
    expect(list.body.items[0]?.raw).toMatchObject({ told: 'cash' });
    const one = await get<BillView>(`/sales/orders/${list.body.items[0]?.id}`);
    expect(one.body).toEqual(list.body.items[0]);
  });

  test('that do not exist are not found', async () => {
    expect(await get(`/sales/orders/${newId(0)}`)).toMatchObject({
      status: 404,
      body: { code: 'order_not_found' },
    });
  });
});
