import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dayStartMs, listDates } from '#kernel/business-day.ts';
import { manualClock } from '#kernel/clock.ts';
import { listApprovedDates } from '#modules/reconciliation/index.ts';
import { salesRoutesWith } from '#modules/sales/index.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';
import { plainOverviewHooks } from '#test/overview-hooks.ts';
import { bill, linkTill, readWindow } from '#test/sales-scene.ts';
import { overviewRoutes } from './index.ts';

const first = '2025-01-05';
const today = '2025-03-18';
const empty = '2025-03-11';
const hourMs = 3_600_000;
const clock = manualClock(0);

let testBase: TestDatabase;
let database: Database;
let server: TestServer;
let company: TestCompany;

beforeAll(async () => {
  testBase = await testDatabase();
  database = openDatabase({ url: testBase.appUrl });
  server = await startTestServer({
    database,
    clock,
    plugins: [
      overviewRoutes({ ...plainOverviewHooks, findApprovedDates: listApprovedDates }),
      salesRoutesWith({ findApprovedDates: listApprovedDates }),
    ],
  });
  company = await makeCompany(database, { timeZone: 'America/Toronto', currency: 'CAD' });
  clock.set(dayStartMs(today, company.venue) + hourMs);
  const nowMs = clock.now();
  const till = await linkTill(database, company, { historyFrom: first, nowMs });
  const sold = listDates(first, addDays(today, -1)).filter((date) => date !== empty);
  await readWindow(database, till, {
    ...{ fromMs: dayStartMs(first, company.venue), toMs: nowMs, nowMs },
    bills: sold.map((date) => bill(date, dayStartMs(date, company.venue) + 8 * hourMs)),
  });
});
afterAll(async () => {
  await server.close();
  await database.close();
  await testBase.drop();
});

async function readAttention() {
  const { headers } = company;
  const reply = await server.call<{ attention: { kind: string; text: string }[] }>(
    'GET',
    '/api/v1/overview',
    { headers },
  );
  return reply.body.attention;
}

async function readUnusual() {
  const path = `/api/v1/venues/${company.venueId}/sales/days`;
  const { headers } = company;
  const list = await server.call<{ days: { unusual: object | null }[] }>(
    'GET',
    `${path}?from=${empty}&to=${today}`,
    { headers },
  );
  const one = await server.call<{ unusual: object | null }>('GET', `${path}/${empty}`, { headers });
  expect(list.body.days[0]?.unusual).toEqual(one.body.unusual);
  return list.body.days.map((day) => day.unusual);
}

async function decide(approval: object | null) {
  await database.withCompany(company.companyId, (tx) =>
    tx.run(sql`
      INSERT INTO day_reconciliations (company_id, venue_id, business_date, approval)
      VALUES (${company.companyId}, ${company.venueId}, ${empty}, ${approval && JSON.stringify(approval)})
      ON CONFLICT (company_id, venue_id, business_date) DO UPDATE SET approval = EXCLUDED.approval
    `),
  );
}

test('home names an unusual day until somebody approves it, and again once it is reopened', async () => {
  const unusual = { direction: 'none', usualNetMinor: 1000, sampleDays: 8 };
  const rest = Array<null>(7).fill(null);
  const named = [
    {
      kind: 'unusual_days',
      severity: 'warning',
      businessDate: empty,
      text: expect.stringMatching(
        /Tue, Mar 11 had no sales, though Tuesdays usually sell \$10\.00/,
      ),
    },
  ];
  expect(await readAttention()).toMatchObject(named);
  expect(await readUnusual()).toEqual([{ ...unusual, isConfirmed: false }, ...rest]);

  await decide({ at: '2025-03-18T10:00:00Z', actor: { kind: 'system' }, note: 'Closed' });
  expect(await readAttention()).toEqual([]);
  expect(await readUnusual()).toEqual([{ ...unusual, isConfirmed: true }, ...rest]);

  await decide(null);
  expect(await readAttention()).toMatchObject(named);
});
