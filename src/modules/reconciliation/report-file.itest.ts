import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGrid } from '#connectors/sales-file/index.ts';
import { writeXlsx } from '#connectors/sales-file/table/testing.ts';
import { wallToInstantMs } from '#kernel/business-day.ts';
import { manualClock } from '#kernel/clock.ts';
import { openDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer } from '#test/http-server.ts';
import { bill, linkTill, readWindow } from '#test/sales-scene.ts';
import { reconciliationRoutes } from './index.ts';

const zone = 'America/Toronto';
const at = (wall: string) => wallToInstantMs(wall, zone);
const clock = manualClock(at('2025-03-04T07:00:00'));
const date = '2025-03-03';

const testBase = await testDatabase();
const database = openDatabase({ url: testBase.appUrl });
const server = await startTestServer({
  ...{ database, clock },
  plugins: [
    reconciliationRoutes({ clock, readCells: readGrid, onDayReopened: async () => undefined }),
  ],
});
let company: TestCompany;

beforeAll(async () => {
  company = await makeCompany(database, { timeZone: zone });
  const nowMs = clock.now();
  const till = await linkTill(database, company, { historyFrom: '2025-03-01', nowMs });
  const bills = [bill('lunch', at('2025-03-03T12:00:00'), { tender: 'Visa' })];
  const window = { fromMs: at('2025-03-03T05:00:00'), toMs: at('2025-03-04T07:00:00') };
  await readWindow(database, till, { ...window, nowMs, bills });
});
afterAll(async () => {
  await server.close();
  await database.close();
  await testBase.drop();
});

async function send(
  bytes: string | Uint8Array,
  more: { language?: string; by?: TestCompany; type?: string } = {},
) {
  const path = `/api/v1/venues/${company.venueId}/sales/days/${date}/reconciliation/report/read`;
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: {
      ...(more.by ?? company).headers,
      'content-type': more.type ?? 'application/octet-stream',
      'accept-language': more.language ?? 'en',
    },
    body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const report = {
  netMinor: 123_450,
  taxMinor: 6120,
  taxes: null,
  categories: [{ name: 'Food', netMinor: 90_000 }],
  tenders: [{ name: 'Visa', amountMinor: 130_000 }],
};

describe('a closing report from a file', () => {
  it.each([
    [
      'CSV',
      'kind,name,amount\nnet,,1234.50\ntax,GST,61.20\ncategory,food,900.00\ntender,VISA,"1,300.00"\n',
    ],
    [
      'CSV as a French till writes it',
      'type;nom;montant\nVentes nettes;;1\u202f234,50\nTaxe;TPS;61,20 $\nCatégorie;Food;900,00\nPaiement;Visa;1 300,00\n',
    ],
    ['two columns', 'Net sales;1 234,50\nTaxes;61,20\nFood;900,00\nVisa;1300,00\n'],
    ['whole thousands', 'Net sales;"1,234.50"\nTaxes;61.20\nFood;900\nVisa;"1,300"\n'],
  ])('is understood: %s', async (_what, text) => {
    expect(await send(text)).toEqual({ status: 200, body: { report, left: [] } });
  });

  it('is understood: a workbook, its amounts as numbers', async () => {
    const sheet = [
      ['kind', 'name', 'amount'],
      ['net', '', 1234.5],
      ['tax', 'GST', 61.2],
      ['category', 'Food', 900],
      ['tender', 'Visa', 1300],
    ];
    const bytes = await writeXlsx({ Notes: [['Written by the till']], Z: sheet });
    expect(await send(bytes)).toEqual({ status: 200, body: { report, left: [] } });
  });

  it('lists an amount that its comma parted', async () => {
    const told = await send('kind,name,amount\ntender,Cash,10.00\ntender,Visa,1,234.56\n');
    expect(told.body).toMatchObject({
      report: { tenders: [{ name: 'Cash', amountMinor: 1000 }] },
      left: [{ row: 3, text: 'tender · Visa · 1 · 234.56' }],
    });
    expect((await send('Net sales,10.00\nVisa,"1,234.56"\n')).body.left).toEqual([]);
  });

  it('lists what it does not understand, in the reader’s language, and stores nothing', async () => {
    const text = 'Net sales;10,00\nGuests;42\nWine;5,00\n';
    expect(await send(text)).toMatchObject({
      body: {
        report: { netMinor: 1000, taxMinor: null, categories: null, tenders: null },
        left: [{ row: 2, text: 'Guests · 42' }, { row: 3 }],
      },
    });
    const { body } = await send(text, { language: 'fr' });
    expect(JSON.stringify(body.left)).toContain('Mettez « Catégorie »');
    const shown = await server.call(
      'GET',
      `/api/v1/venues/${company.venueId}/sales/days/${date}/reconciliation`,
      { headers: company.headers },
    );
    expect(shown.body).toMatchObject({ report: null });
  });

  it.each([
    ['nothing', '', 422, 'file_empty'],
    [
      'a picture',
      '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02\x03\x04\x05\x06',
      422,
      'report_unreadable',
    ],
    ['a broken workbook', 'PK\x03\x04 and no more', 422, 'report_unreadable'],
    ['more than a megabyte', 'x,1\n'.repeat(300_000), 413, 'body_too_large'],
  ])('is refused when it is %s', async (_what, bytes, status, code) => {
    expect(await send(Buffer.from(bytes, 'latin1'))).toMatchObject({ status, body: { code } });
  });

  it.each([
    ['text/csv', 'en', 'Send it with "Content-Type: application/octet-stream".'],
    ['application/json; charset=utf-8', 'fr', '« Content-Type: application/octet-stream »'],
  ])('sent as %s is told which type this address takes', async (type, language, words) => {
    const told = await send('net,,1.00\n', { type, language });
    expect(told).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    expect(told.body.detail).toContain(words);
    expect((await send('net,,1.00\n', { type: 'Application/Octet-Stream' })).status).toBe(200);
    expect((await send('', { type: 'text/csv', language })).body.detail).toContain(words);
  });

  it('stands in the API’s document as the body it is', async () => {
    const { body } = await server.call<{
      paths: Record<string, { post: { requestBody: object } }>;
    }>('GET', '/api/openapi.json');
    const path = '/api/v1/venues/{venueId}/sales/days/{date}/reconciliation/report/read';
    expect(body.paths[path]?.post.requestBody).toEqual({
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      required: true,
    });
  });

  it('of another company’s day is not found', async () => {
    const stranger = await makeCompany(database);
    expect(await send('net,,1.00\n', { by: stranger })).toMatchObject({
      status: 404,
      body: { code: 'venue_not_found' },
    });
  });
});
