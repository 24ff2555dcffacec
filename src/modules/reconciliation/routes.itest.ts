import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readGrid } from '#connectors/sales-file/index.ts';
import { wallToInstantMs } from '#kernel/business-day.ts';
import { manualClock } from '#kernel/clock.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';
import { bill, linkTill, readWindow, type TestTill } from '#test/sales-scene.ts';
import { reconciliationRoutes } from './index.ts';

const zone = 'America/Toronto';
const at = (wall: string) => wallToInstantMs(wall, zone);
const clock = manualClock(at('2025-03-04T07:00:00'));
const date = '2025-03-03';
const reopened: string[] = [];

const testBase = await testDatabase();
const database: Database = openDatabase({ url: testBase.appUrl });
const server: TestServer = await startTestServer({
  database,
  clock,
  plugins: [
    reconciliationRoutes({
      clock,
      onDayReopened: async (_tx, { businessDate }) => {
        reopened.push(businessDate);
      },
      readCells: readGrid,
    }),
  ],
});
let company: TestCompany;
let till: TestTill;

beforeEach(async () => {
  company = await makeCompany(database, { timeZone: zone });
  till = await linkTill(database, company, { historyFrom: '2025-03-01', nowMs: clock.now() });
  await readWindow(database, till, {
    fromMs: at('2025-03-03T05:00:00'),
    toMs: at('2025-03-04T07:00:00'),
    nowMs: clock.now(),
    bills: [
      bill('lunch', at('2025-03-03T12:00:00'), { tender: 'Visa' }),
      bill('dinner', at('2025-03-03T20:00:00'), {
        tender: 'Cash',
        lines: [{ item: 'Beer', netMinor: 500, category: 'Drinks', taxMinor: 25 }],
      }),
    ],
  });
});

afterAll(async () => {
  await server.close();
  await database.close();
  await testBase.drop();
});

const path = (more = '', day = date) =>
  `/api/v1/venues/${company.venueId}/sales/days/${day}/reconciliation${more}`;
const call = (method: string, more: string, body?: unknown) =>
  server.call(method, path(more), {
    headers: company.headers,
    ...(body === undefined ? {} : { body }),
  });

describe('reconciling a day', () => {
  test('shows our figures beside the report, figure by figure', async () => {
    const report = {
      netMinor: 1500,
      categories: [{ name: 'Food', netMinor: 1000 }],
      tenders: [
        { name: 'VISA', amountMinor: 1000 },
        { name: 'Cash', amountMinor: 520 },
      ],
    };
    const { status, body } = await call('PUT', '/report', { report });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      completeness: 'complete',
      report: { ...report, taxMinor: null },
      adjustedNetMinor: 1500,
    });
    const rows = body.comparisons as { dimension: string; name: string; differenceMinor: number }[];
    expect(rows.map((row) => [row.dimension, row.name, row.differenceMinor])).toEqual([
      ['net', '', 0],
      ['category', 'Food', 0],
      ['category', 'Drinks', -500],
      ['tender', 'VISA', 0],
      ['tender', 'Cash', -5],
    ]);
  });

  test('asks for a word where the report differs, then keeps who approved and why', async () => {
    await call('PUT', '/report', { report: { netMinor: 1400 } });
    const refused = await call('POST', '/approve', { note: ' ' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'note_needed' } });
    const approved = await call('POST', '/approve', { note: 'A cancelled tab.' });
    expect(approved).toMatchObject({
      status: 200,
      body: { approval: { note: 'A cancelled tab.', at: new Date(clock.now()).toISOString() } },
    });
    expect(await call('POST', '/approve', {})).toMatchObject({ body: { code: 'day_approved' } });
  });

  test('an approved day refuses every change until it is reopened', async () => {
    await call('POST', '/approve', {});
    for (const [method, more, body] of [
      ['PUT', '/report', { report: null }],
      ['POST', '/adjustments', { netMinor: 5, reason: 'x' }],
    ] as const)
      expect(await call(method, more, body)).toMatchObject({
        status: 409,
        body: { code: 'day_approved' },
      });
    expect(await call('POST', '/reopen')).toMatchObject({ status: 200, body: { approval: null } });
    expect(await call('POST', '/reopen')).toMatchObject({ body: { code: 'day_not_approved' } });
    // The till told nothing otherwise: there is nothing to read again.
    expect(reopened).toEqual([]);
  });

  test('only a day that is over and was read whole can be approved', async () => {
    for (const day of ['2025-03-02', '2025-03-04', '2025-03-09']) {
      const answer = await server.call('POST', path('/approve', day), {
        headers: company.headers,
        body: {},
      });
      expect(answer, day).toMatchObject({ status: 409, body: { code: 'day_not_settled' } });
    }
  });

  test('adjustments are added up, told with who made them, and can be taken back', async () => {
    const added = await call('POST', '/adjustments', {
      category: 'Food',
      netMinor: -250,
      reason: 'Staff meal rung up by mistake',
    });
    expect(added).toMatchObject({ status: 201, body: { adjustedNetMinor: 1250 } });
    const [adjustment] = added.body.adjustments as { id: string; by: string }[];
    expect(adjustment).toMatchObject({ netMinor: -250, category: 'Food' });
    const gone = await call('DELETE', `/adjustments/${adjustment?.id}`);
    expect(gone).toMatchObject({ status: 200, body: { adjustments: [], adjustedNetMinor: 1500 } });
    expect(await call('DELETE', `/adjustments/${adjustment?.id}`)).toMatchObject({
      status: 404,
      body: { code: 'adjustment_not_found' },
    });
  });

  test('adjustments stay when the day is read again and changes', async () => {
    await call('POST', '/adjustments', { netMinor: 100, reason: 'Cash found' });
    clock.advance(60_000);
    await readWindow(database, till, {
      fromMs: at('2025-03-03T05:00:00'),
      toMs: at('2025-03-04T07:00:00'),
      nowMs: clock.now(),
      bills: [bill('lunch', at('2025-03-03T12:00:00'), { tender: 'Visa' })],
    });
    expect(await call('GET', '')).toMatchObject({
      body: { ours: { netMinor: 1000 }, adjustedNetMinor: 1100 },
    });
  });

  test.each([
    ['an adjustment of zero', 'POST', '/adjustments', { netMinor: 0, reason: 'x' }],
    ['one without a reason', 'POST', '/adjustments', { netMinor: 5, reason: '  ' }],
    ['an amount that is no integer', 'PUT', '/report', { report: { netMinor: 1.5 } }],
    [
      'too many tenders',
      'PUT',
      '/report',
      { report: { tenders: Array(101).fill({ name: 'x', amountMinor: 1 }) } },
    ],
  ])('refuses %s', async (_what, method, more, body) => {
    expect((await call(method, more, body)).status).toBe(422);
  });
});
