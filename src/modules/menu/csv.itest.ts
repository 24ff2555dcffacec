import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clusterConnector } from '#connectors/cluster/index.ts';
import { wallToInstantMs } from '#kernel/business-day.ts';
import { manualClock } from '#kernel/clock.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';
import { bill, linkTill, readWindow } from '#test/sales-scene.ts';
import { menuCsvRoutes, menuRoutes } from './index.ts';
import type { PosItemList } from './list-pos-items.ts';

const zone = 'America/Toronto';
const at = (wall: string) => wallToInstantMs(wall, zone);
const clock = manualClock(at('2025-03-10T12:00:00'));

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
    plugins: [menuRoutes, menuCsvRoutes({ vendors })],
  });
  company = await makeCompany(database, { timeZone: zone });
  const till = await linkTill(database, company, { nickname: '@Bar', nowMs: clock.now() });
  const items = Array.from({ length: 120 }, (_, index) => ({
    ...{ item: `=Dish ${index}`, netMinor: 10 * index - 50, quantity: '1.50' },
  }));
  await readWindow(database, till, {
    fromMs: at('2025-03-01T05:00:00'),
    toMs: at('2025-03-04T05:00:00'),
    nowMs: at('2025-03-04T06:00:00'),
    bills: [bill('1', at('2025-03-01T12:00:00'), { lines: items })],
  });
});
afterAll(async () => {
  await server.close();
  await database.close();
  await testBase.drop();
});

const path = () => `/api/v1/venues/${company.venueId}/pos-items`;

async function exportOf(query: string, language = 'en') {
  const headers = { ...company.headers, 'accept-language': language };
  const response = await fetch(`${server.url}${path()}.csv${query}`, { headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([response.status, bytes.subarray(0, 3).toString('hex')]).toEqual([200, 'efbbbf']);
  const text = bytes.subarray(3).toString();
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  return { response, text, rows: data };
}

test('holds every item of the list in its order, with what it sold', async () => {
  const { rows, response } = await exportOf('?sort=revenue');
  const { body } = await server.call<PosItemList>('GET', `${path()}?limit=100`, company);
  expect(rows).toHaveLength(120);
  expect(rows.slice(0, 100).map((row) => row.Item)).toEqual(
    body.items.map(({ name }) => `'${name}`),
  );
  expect(rows[0]).toEqual({
    ...{ 'Item code': "'=dish 119", Item: "'=Dish 119", Category: 'Food', Type: 'Cluster' },
    ...{ Nickname: "'@Bar", Modifiers: '', Quantity: '1.5', Currency: company.venue.currency },
    ...{ Net: '11.40', 'First sold': '2025-03-01 12:00:00', 'Last sold': '2025-03-01 12:00:00' },
  });
  expect(rows.at(-1)?.Net).toBe('-0.50');
  expect(response.headers.get('content-disposition')).toBe(
    'attachment; filename="pos-items-2024-03-01-2025-03-01.csv"',
  );
});

test('follows the filters of the list, in the reader’s language', async () => {
  const { rows } = await exportOf('?search=dish+11&sort=name&from=2025-03-01&to=2025-03-01');
  expect(rows.map((row) => row.Item)).toEqual(
    ['11', ...Array.from({ length: 10 }, (_, index) => `11${index}`)].map((n) => `'=Dish ${n}`),
  );
  const empty = await exportOf('?from=2025-03-02&to=2025-03-02&search=dish+119', 'fr');
  expect(empty.rows).toMatchObject([{ Article: "'=Dish 119", Quantité: '0', Net: '0,00' }]);
});

test('is separated as spreadsheets of the language expect, or as it is asked for', async () => {
  const [from, to] = ['2025-03-02', '2025-03-02'];
  const firstOf = async (language: string, more = '') => {
    const { text } = await exportOf(`?from=${from}&to=${to}&search=dish+119${more}`, language);
    return text.split('\r\n')[1];
  };
  expect(await firstOf('en')).toContain(',0,CAD,0.00,');
  expect(await firstOf('fr')).toContain(';0;CAD;0,00;');
  expect(await firstOf('fr', '&separator=comma')).toContain(',0,CAD,0.00,');
  expect(await firstOf('en', '&separator=semicolon')).toContain(';0;CAD;0,00;');
});

test('is refused for wrong dates and to other companies', async () => {
  const call = (query: string, headers = company.headers) =>
    server.call('GET', `${path()}.csv${query}`, { headers });
  expect(await call('?from=2025-03-03&to=2025-03-01')).toMatchObject({ status: 422 });
  expect(await call('?limit=5')).toMatchObject({ status: 422 });
  expect(await call('?separator=tab')).toMatchObject({ status: 422 });
  expect(await call('', (await makeCompany(database)).headers)).toMatchObject({ status: 404 });
});
