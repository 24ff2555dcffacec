import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clusterConnector } from '#connectors/cluster/index.ts';
import type { OrderLine } from '#connectors/contract.ts';
import { listDates, wallToInstantMs } from '#kernel/business-day.ts';
import { manualClock } from '#kernel/clock.ts';
import { parseAmount } from '#kernel/money.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';
import { bill, linkTill, readWindow } from '#test/sales-scene.ts';
import type { DayView } from './day-view.ts';
import { type StorableOrder, salesCsvRoutes, salesRoutes, toOrderFigures } from './index.ts';

const zone = 'America/Toronto';
const at = (wall: string) => wallToInstantMs(wall, zone);
const clock = manualClock(at('2025-04-02T12:00:00'));
/** The clocks go forward on the 9th. */
const month = { from: '2025-03-01', to: '2025-03-31' };

let testBase: TestDatabase;
let database: Database;
let server: TestServer;
let company: TestCompany;

beforeAll(async () => {
  testBase = await testDatabase();
  database = openDatabase({ url: testBase.appUrl });
  const find = () => clusterConnector;
  const vendors = { find, list: () => [clusterConnector], openHttp: () => expect.fail() };
  server = await startTestServer({
    ...{ database, clock },
    plugins: [salesRoutes, salesCsvRoutes({ vendors })],
  });
  company = await makeCompany(database, { timeZone: zone, currency: 'CAD' });
  for (const nickname of ['Bar', 'Kitchen']) await sellForAMonth(nickname);
});
afterAll(async () => {
  await server.close();
  await database.close();
  await testBase.drop();
});

/** Two reads of a seeded month; the second misses bills of the first, which are gone then. */
async function sellForAMonth(nickname: string): Promise<void> {
  const till = await linkTill(database, company, {
    ...{ nickname, label: `${nickname} 1`, nowMs: clock.now() },
  });
  const random = seeded(nickname.length);
  const bills = listDates(month.from, month.to).flatMap((date) =>
    Array.from({ length: 25 }, (_, index) =>
      soldBill(`${nickname}-${date}-${index}`, date, random),
    ),
  );
  const window = { fromMs: at('2025-03-01T05:00:00'), toMs: at('2025-04-01T05:00:00') };
  const nowMs = clock.now();
  await readWindow(database, till, { ...window, nowMs, bills });
  const stillTold = bills.filter((_, index) => index % 17 !== 0);
  await readWindow(database, till, { ...window, nowMs: nowMs + 1000, bills: stillTold });
}

type Random = (below: number) => number;

function soldBill(key: string, date: string, random: Random): StorableOrder {
  const hour = String(5 + random(19)).padStart(2, '0');
  const state = (['closed', 'closed', 'closed', 'closed', 'open', 'void'] as const)[random(6)];
  // Few different minutes: many bills have the same instant.
  const sold = bill(key, at(`${date}T${hour}:${random(2)}0:00`), { state: state ?? 'closed' });
  const lines = Array.from({ length: random(5) }, (_, index) => ({
    ...soldLine(index + 1, random),
    posItemCode: 'pizza',
  }));
  const order = { ...sold, lines, customer: random(2) === 0 ? 'Zoé' : null };
  return { ...order, figures: toOrderFigures(order) };
}

function soldLine(lineNo: number, random: Random): OrderLine {
  const kind = (['sale', 'sale', 'refund', 'void', 'comp'] as const)[random(5)] ?? 'sale';
  const sign = kind === 'refund' ? -1 : 1;
  const grossMinor = kind === 'void' ? 0 : sign * random(5000);
  const discountMinor = kind === 'sale' ? Math.trunc(grossMinor / 7) : 0;
  const compMinor = kind === 'comp' ? grossMinor : 0;
  const netMinor = grossMinor - discountMinor - compMinor;
  const taxMinor = Math.trunc(netMinor / 20);
  return {
    ...{ lineNo, vendorLineId: null, kind, itemCode: 'pizza', itemName: '=Pizza' },
    ...{ category: ['Food', 'Drinks'][random(2)] ?? '', quantity: sign < 0 ? '-1.5' : '1.5' },
    ...{ unitPriceMinor: Math.abs(grossMinor), grossMinor, discountMinor, compMinor, netMinor },
    ...{ taxMinor, taxes: taxMinor === 0 ? [] : [{ name: 'GST', amountMinor: taxMinor }] },
    modifiers: [],
  };
}

/** The same numbers each time. */
function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Row = Record<string, string>;

const path = () => `/api/v1/venues/${company.venueId}/sales/lines.csv`;

async function exportOf(query: string, language = 'en') {
  const headers = { ...company.headers, 'accept-language': language };
  const response = await fetch(`${server.url}${path()}?${query}`, { headers });
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
  expect(response.status, text).toBe(200);
  const { data, errors } = Papa.parse<Row>(text.slice(1), { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  return { response, text, rows: data };
}

const days = async (): Promise<DayView[]> => {
  const query = new URLSearchParams(month);
  const url = `/api/v1/venues/${company.venueId}/sales/days?${query}`;
  const { body } = await server.call<{ days: DayView[] }>('GET', url, { headers: company.headers });
  return body.days;
};

const sumOf = (rows: readonly Row[], column: string): number =>
  rows.reduce((sum, row) => sum + parseAmount(row[column] || '0', 'CAD'), 0);

describe('the lines of bills as CSV', () => {
  test('add up to the figures of each day: voids, refunds and comps, open and gone bills', async () => {
    const { rows } = await exportOf(`${new URLSearchParams(month)}`);
    const byDate = Map.groupBy(rows, (row) => row['Business date'] ?? '');
    const told = await days();
    expect(told).toHaveLength(31);
    for (const day of told) {
      const ofDay = byDate.get(day.businessDate) ?? [];
      const counted = ofDay.filter((row) => row['State of the bill'] === 'Closed');
      expect([day.businessDate, new Set(counted.map((row) => row.Bill)).size]).toEqual([
        ...[day.businessDate, day.orders],
      ]);
      expect(day).toMatchObject({
        netMinor: sumOf(ofDay, 'Net'),
        grossMinor: sumOf(ofDay, 'Gross'),
        discountMinor: sumOf(ofDay, 'Discount'),
        compMinor: sumOf(ofDay, 'Comp'),
        taxMinor: sumOf(ofDay, 'Tax'),
      });
      for (const { name, netMinor } of day.categories) {
        expect(
          sumOf(
            ofDay.filter((row) => row.Category === name),
            'Net',
          ),
        ).toBe(netMinor);
      }
    }
    expect(told.reduce((sum, { netMinor }) => sum + (netMinor ?? 0), 0)).not.toBe(0);
  });

  test('hold every bill once, newest first, and mark what counts nothing', async () => {
    const { rows } = await exportOf(`${new URLSearchParams(month)}`);
    const bills = [...new Set(rows.map((row) => row.Bill))];
    expect(bills).toHaveLength(2 * 31 * 25);
    const times = rows.map((row) => row['Time at the venue'] ?? '');
    expect(times).toEqual(times.toSorted().reverse());
    const states = Object.groupBy(rows, (row) => row['State of the bill'] ?? '');
    expect(Object.keys(states).sort()).toEqual(['Closed', 'Gone', 'Open', 'Void']);
    for (const row of rows) {
      const counts = row['State of the bill'] === 'Closed' && row.Kind !== 'Void';
      if (row.Kind !== '') expect(row.Counts).toBe(counts ? 'Yes' : 'No');
      expect(row.Net !== '').toBe(counts && row.Kind !== '');
    }
    expect(new Set(rows.map((row) => row.Nickname))).toEqual(new Set(['Bar', 'Kitchen']));
    expect(rows.find((row) => row.Kind === 'Refund' && row.Counts === 'Yes')).toMatchObject({
      ...{ Type: 'Cluster', Currency: 'CAD', Quantity: '-1.5', Item: "'=Pizza" },
      ...{ Net: expect.stringMatching(/^-\d+\.\d\d$/), 'Paid with': 'Visa' },
    });
  });

  test('are a file a spreadsheet reads, in the reader’s language', async () => {
    const { response, text } = await exportOf('from=2025-03-03&to=2025-03-03', 'fr');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="sales-2025-03-03.csv"',
    );
    expect(text.startsWith('\uFEFFJournée de vente;Heure du lieu;Addition;')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text).toContain(';Fermée;Cluster;');
  });

  test('lead from a figure to the lines behind it', async () => {
    const query = 'from=2025-03-03&to=2025-03-03&category=Drinks';
    const { rows } = await exportOf(query);
    expect(new Set(rows.map((row) => row.Category))).toEqual(new Set(['Drinks']));
    expect(rows.filter((row) => row.Kind === 'Void')).toEqual([]);
    const day = (await days()).find(({ businessDate }) => businessDate === '2025-03-03');
    const drinks = day?.categories.find(({ name }) => name === 'Drinks');
    expect(sumOf(rows, 'Net')).toBe(drinks?.netMinor);
    const gone = await exportOf('from=2025-03-01&to=2025-03-31&only=gone');
    expect(new Set(gone.rows.map((row) => row['State of the bill']))).toEqual(new Set(['Gone']));
  });

  test('are refused for wrong spans and to other companies, before a file begins', async () => {
    const other = await makeCompany(database);
    const call = (query: string, headers = company.headers) =>
      server.call('GET', `${path()}?${query}`, { headers });
    expect(await call('from=2025-03-03&to=2025-03-01')).toMatchObject({
      ...{ status: 422, body: { code: 'date_range_invalid' } },
    });
    expect(await call('from=2024-01-01&to=2025-02-04')).toMatchObject({ status: 422 });
    expect((await exportOf('from=2024-01-01&to=2025-02-03')).rows).toEqual([]);
    expect(await call('from=2025-03-03')).toMatchObject({ status: 422 });
    expect(await call(`${new URLSearchParams(month)}`, other.headers)).toMatchObject({
      status: 404,
    });
  });
});
