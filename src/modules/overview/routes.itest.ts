import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayWindow, wallToInstantMs } from '#kernel/business-day.ts';
import { manualClock } from '#kernel/clock.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';
import { plainOverviewHooks } from '#test/overview-hooks.ts';
import { bill, linkTill, readWindow, type TestTill } from '#test/sales-scene.ts';
import { overviewRoutes } from './index.ts';

const zone = 'America/Toronto';
const at = (wall: string) => wallToInstantMs(wall, zone);
const clock = manualClock(at('2025-03-12T12:40:00'));

let testBase: TestDatabase;
let database: Database;
let server: TestServer;
let company: TestCompany;
let till: TestTill;

interface Overview {
  venues: {
    venue: { id: string; name: string };
    today: object;
    sameWeekdayLastWeek: object | null;
    last14: { businessDate: string; netMinor: number | null; completeness: string }[];
    integrations: object[];
  }[];
  attention: { kind: string; text: string; businessDate?: string }[];
}

beforeAll(async () => {
  testBase = await testDatabase();
  database = openDatabase({ url: testBase.appUrl });
  const nameProvider = () => ({ en: 'Cluster', fr: 'Cluster' });
  server = await startTestServer({
    database,
    clock,
    plugins: [overviewRoutes({ ...plainOverviewHooks, nameProvider })],
  });
  company = await makeCompany(database, { timeZone: zone });
  till = await linkTill(database, company, {
    nickname: 'Bar',
    historyFrom: '2025-03-01',
    nowMs: at('2025-03-01T12:00:00'),
  });
  await readWindow(database, till, {
    fromMs: at('2025-03-01T05:00:00'),
    toMs: at('2025-03-12T12:00:00'),
    nowMs: at('2025-03-12T12:00:00'),
    bills: [
      bill('1', at('2025-03-05T11:59:59')),
      bill('2', at('2025-03-05T12:00:00'), { lines: [{ item: 'Beer', netMinor: 500 }] }),
      bill('void', at('2025-03-05T08:00:00'), { state: 'void' }),
      bill('3', at('2025-03-11T12:00:00'), { overpaidMinor: 1 }),
      bill('4', at('2025-03-12T11:00:00'), { lines: [{ item: 'Beer', netMinor: 700 }] }),
    ],
  });
  await database.withCompany(company.companyId, (tx) =>
    tx.run(sql`UPDATE locations SET checkpoint_at = ${new Date(at('2025-03-12T12:00:00'))}
      WHERE integration_id = ${till.integrationId}`),
  );
});
afterAll(async () => {
  await server.close();
  await database.close();
  await testBase.drop();
});

async function overview(headers: Record<string, string> = company.headers): Promise<Overview> {
  const reply = await server.call<Overview>('GET', '/api/v1/overview', { headers });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
}

test('compares today with the same weekday last week up to the same wall time', async () => {
  const [now] = (await overview()).venues;
  // The clocks went forward on 9 March: noon to noon is not 168 hours.
  expect(now).toMatchObject({
    venue: { id: company.venueId, timeZone: zone, recomputation: null },
    today: {
      businessDate: '2025-03-12',
      netMinor: 700,
      orders: 1,
      completeness: 'open',
      asOf: '2025-03-12T16:00:00.000Z',
    },
    sameWeekdayLastWeek: {
      businessDate: '2025-03-05',
      netMinorToSameTime: 1000,
      netMinor: 1500,
    },
    integrations: [
      {
        id: till.integrationId,
        provider: 'cluster',
        providerName: 'Cluster',
        nickname: 'Bar',
        status: 'Healthy',
        active: true,
        readUpTo: '2025-03-12T16:00:00.000Z',
      },
    ],
  });
});

test('shows the fourteen days before today', async () => {
  const last14 = (await overview()).venues[0]?.last14 ?? [];
  expect(last14).toHaveLength(14);
  expect(last14[0]).toEqual({
    businessDate: '2025-02-26',
    netMinor: null,
    completeness: 'missing',
    isAsked: false,
  });
  expect(last14.slice(-8)).toMatchObject([
    { businessDate: '2025-03-04', netMinor: 0, completeness: 'no_sales' },
    { businessDate: '2025-03-05', netMinor: 1500, completeness: 'complete' },
    {},
    {},
    {},
    {},
    {},
    { businessDate: '2025-03-11', netMinor: 1000, completeness: 'complete' },
  ]);
});

test('lists what needs attention in the reader’s language, and nothing of other companies', async () => {
  expect((await overview()).attention.map((item) => item.kind)).toEqual(['unbalanced_bills']);
  const yesterday = dayWindow('2025-03-11', company.venue);
  await readWindow(database, till, {
    fromMs: yesterday.startMs,
    toMs: yesterday.endMs,
    nowMs: at('2025-03-12T12:30:00'),
    bills: [bill('3', at('2025-03-11T12:00:00'), { lines: [{ item: 'Pizza', netMinor: 400 }] })],
  });
  await database.withCompany(company.companyId, (tx) =>
    tx.run(sql`
      UPDATE integrations SET status = 'CalledOff'
      WHERE company_id = ${company.companyId} AND integration_id = ${till.integrationId}
    `),
  );
  const { attention } = await overview({ ...company.headers, 'accept-language': 'fr' });
  expect(attention).toMatchObject([
    { kind: 'called_off', severity: 'critical', action: { label: 'Reprendre' } },
    {
      kind: 'restated_days',
      businessDate: '2025-03-11',
      text: expect.stringMatching(/mar\. 11 mars.*6,00/),
      action: { href: `/v/${company.venueId}/sales/2025-03-11` },
    },
  ]);
  const other = await makeCompany(database);
  expect(await overview(other.headers)).toMatchObject({ attention: [], venues: [{}] });
});

test('shows a venue without a till as unread, and asks for nothing there', async () => {
  const empty = await makeCompany(database, { timeZone: zone });
  const { venues, attention } = await overview(empty.headers);
  expect(attention).toEqual([]);
  expect(venues).toMatchObject([
    {
      today: { netMinor: null, orders: null, completeness: 'open', asOf: null },
      sameWeekdayLastWeek: null,
      integrations: [],
    },
  ]);
});
