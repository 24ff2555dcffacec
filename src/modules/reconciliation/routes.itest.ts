import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readGrid } from '#connectors/sales-file/index.ts';
import { wallToInstantMs } from '#kernel/business-day.ts';
import { manualClock } from '#kernel/clock.ts';
import { salesRoutesWith } from '#modules/sales/index.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import { testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';
import { bill, linkTill, readWindow, type TestTill } from '#test/sales-scene.ts';
import { listAdjustmentSums, reconciliationRoutes } from './index.ts';

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
    salesRoutesWith({ findApprovedDates: async () => [], findAdjustments: listAdjustmentSums }),
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
      report: { ...report, taxMinor: null, taxes: null },
      adjustedNetMinor: 1500,
    });
    const rows = body.comparisons as {
      dimension: string;
      name: string;
      differenceMinor: number | null;
    }[];
    expect(rows.map((row) => [row.dimension, row.name, row.differenceMinor])).toEqual([
      ['net', '', 0],
      ['category', 'Food', 0],
      ['category', 'Drinks', null],
      ['tender', 'VISA', 0],
      ['tender', 'Cash', -5],
    ]);
  });

  test('a figure the report does not tell is no difference, and needs no note', async () => {
    const report = { netMinor: 1500, tenders: [{ name: 'visa ', amountMinor: 1000 }] };
    const { body } = await call('PUT', '/report', { report });
    expect(body.comparisons).toMatchObject([
      { dimension: 'net', differenceMinor: 0 },
      { name: 'visa', oursMinor: 1000, differenceMinor: 0 },
      { name: 'Cash', oursMinor: 525, tillMinor: null, differenceMinor: null },
    ]);
    expect(await call('POST', '/approve', {})).toMatchObject({ status: 200 });
  });

  test('a category, tender or tax that only the report tells differs from nothing of ours', async () => {
    const report = {
      taxes: [{ name: 'Liquor tax', amountMinor: 40 }],
      categories: [{ name: 'Catering', netMinor: 300 }],
      tenders: [{ name: 'Amex', amountMinor: 0 }],
    };
    const { body } = await call('PUT', '/report', { report });
    const rows = body.comparisons as { oursMinor: number | null }[];
    expect(rows.filter(({ oursMinor }) => oursMinor === null)).toMatchObject([
      { dimension: 'tax', name: 'Liquor tax', tillMinor: 40, differenceMinor: 40 },
      { dimension: 'category', name: 'Catering', differenceMinor: 300 },
      { dimension: 'tender', name: 'Amex', differenceMinor: 0 },
    ]);
    expect(await call('POST', '/approve', {})).toMatchObject({ body: { code: 'note_needed' } });
  });

  test('a report from before taxes were told one by one is shown without them', async () => {
    await call('PUT', '/report', { report: { netMinor: 1500 } });
    const { companyId, venueId } = company;
    await database.withCompany(companyId, (tx) =>
      tx.run(sql`UPDATE day_reconciliations SET z = z - 'taxes' WHERE venue_id = ${venueId}`),
    );
    expect(await call('GET', '')).toMatchObject({ status: 200, body: { report: { taxes: null } } });
  });

  test('the largest amounts add up, and larger ones are refused by their place', async () => {
    const largest = { netMinor: 1e12, taxMinor: -1e12 };
    expect(await call('PUT', '/report', { report: largest })).toMatchObject({ status: 200 });
    for (const _ of [1, 2])
      await call('POST', '/adjustments', { netMinor: 1e12, reason: 'A very good day' });
    expect(await call('GET', '')).toMatchObject({ body: { adjustedNetMinor: 2e12 + 1500 } });
    const tooLarge = { netMinor: Number.MAX_SAFE_INTEGER };
    expect(await call('POST', '/adjustments', { ...tooLarge, reason: 'x' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'netMinor' }] },
    });
    const categories = [{ name: 'Unheard of', ...tooLarge }];
    expect(await call('PUT', '/report', { report: { categories } })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'report.categories.0.netMinor' }] },
    });
  });

  test('a name that stands twice is refused by its place', async () => {
    const tenders = ['Amex', 'Crédit', ' CREDIT'].map((name) => ({ name, amountMinor: 1 }));
    expect(await call('PUT', '/report', { report: { tenders } })).toMatchObject({
      status: 422,
      body: {
        errors: [{ path: 'report.tenders.2.name', message: expect.stringMatching(/twice/) }],
      },
    });
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

  test('a day is compared with its adjustments, and says so beside figures that stay the till’s', async () => {
    const report = {
      netMinor: 1250,
      categories: [{ name: 'Food', netMinor: 750 }],
      tenders: [{ name: 'Cash', amountMinor: 275 }],
    };
    await call('PUT', '/report', { report });
    const adjustment = { category: ' food', tender: 'CASH', netMinor: -250, reason: 'Staff meal' };
    const { body } = await call('POST', '/adjustments', adjustment);
    expect(body).toMatchObject({
      ours: { netMinor: 1500 },
      adjustments: [{ category: 'food', tender: 'CASH' }],
    });
    const rows = body.comparisons as { tillMinor: number | null }[];
    expect(rows.filter(({ tillMinor }) => tillMinor !== null)).toMatchObject([
      { dimension: 'net', oursMinor: 1500, adjustmentsMinor: -250, differenceMinor: 0 },
      { name: 'Food', oursMinor: 1000, adjustmentsMinor: -250, differenceMinor: 0 },
      { name: 'Cash', oursMinor: 525, adjustmentsMinor: -250, differenceMinor: 0 },
    ]);
    const days = `/api/v1/venues/${company.venueId}/sales/days`;
    const { headers } = company;
    const shown = { netMinor: 1500, adjustmentsMinor: -250 };
    expect(await server.call('GET', `${days}/${date}`, { headers })).toMatchObject({ body: shown });
    const month = await server.call('GET', `${days}?from=${date}&to=2025-03-04`, { headers });
    expect(month.body.days).toMatchObject([shown, { adjustmentsMinor: null }]);
    expect(await call('POST', '/approve', {})).toMatchObject({ status: 200 });
  });

  test('a day takes so many adjustments and no more', async () => {
    const { companyId, venueId } = company;
    await database.withCompany(companyId, (tx) =>
      tx.run(sql`
        INSERT INTO day_adjustments (company_id, adjustment_id, venue_id, business_date, category,
          net_minor, reason, made_at, made_by)
        SELECT ${companyId}, gen_random_uuid(), ${venueId}, ${date}, '', 1e12, 'x', now(), '{}'
        FROM generate_series(1, 200)
      `),
    );
    expect(await call('GET', '')).toMatchObject({ body: { adjustedNetMinor: 2e14 + 1500 } });
    expect(await call('POST', '/adjustments', { netMinor: 1, reason: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'adjustments_too_many' },
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
