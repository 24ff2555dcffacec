import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { parseAmount } from '#kernel/money.ts';
import { findBarriers } from './a11y.ts';
import { openPortal, type Portal } from './portal.ts';
import { patient, seen, settled } from './reading.ts';

const venue = { name: 'Bistro Laurier', timeZone: 'America/Toronto', currency: 'CAD' };
let portal: Portal;
let sales: string;

/** Three bills of two days; a void row of the first, a refund of the second. */
const file = [
  'Date,Time,Receipt,Category,Item,Qty,Net Sales,Event Type,Customer Name',
  '2026-05-12,12:00,A1,Kitchen,Soup,2,16.00,Payment,Zoë O’Neil',
  '2026-05-12,12:00,A1,Bar,Tea,1,2.50,Payment,',
  '2026-05-12,12:00,A1,Bar,Wine,1,9.00,Void,',
  '2026-05-12,19:30,A2,Kitchen,=Pie,1,11.00,Payment,',
  '2026-05-13,13:00,A3,Bar,Tea,4,10.00,Payment,-Ana',
  '2026-05-13,14:00,A3,Bar,Tea,1,2.50,Refund,-Ana',
].join('\n');

beforeAll(async () => {
  const restaurant = { seed: 'unlinked', venue, ordersPerDay: 1, from: '2026-05-14' };
  const locations = [{ apiKey: 'key-unlinked', serial: 'UNL-1001' }];
  portal = await openPortal({ venues: [{ source: { restaurant }, locations }] });
  const path = `/api/v1/venues/${portal.company.venueId}/integrations`;
  const body = { provider: 'sales-file', credentials: {}, settings: {} };
  const { id } = await portal.api<{ id: string }>('POST', path, body);
  const files = `/api/v1/integrations/${id}/files`;
  const response = await fetch(`${portal.url}${files}?name=items.csv`, {
    method: 'POST',
    headers: { ...portal.company.headers, 'content-type': 'application/octet-stream' },
    body: file,
  });
  const sent = (await response.json()) as { id: string };
  const isRead = async () =>
    expect(await portal.api('GET', `${files}/${sent.id}`)).toMatchObject({ state: 'read' });
  await vi.waitFor(isRead, patient);
  sales = `/v/${portal.company.venueId}/sales`;
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

type Row = Record<string, string>;

/** Presses the button that is shown, and reads what it gives. */
async function exportFrom(page: Page, name = 'Export CSV'): Promise<{ name: string; rows: Row[] }> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true }).click();
  const download = await downloading;
  const text = readFileSync(await download.path(), 'utf8').replace('\uFEFF', '');
  const { data } = Papa.parse<Row>(text, { header: true, skipEmptyLines: true });
  return { name: download.suggestedFilename(), rows: data };
}

const netOf = (rows: readonly Row[]) =>
  rows.reduce((sum, row) => sum + parseAmount(row.Net?.replace(',', '.') || '0', 'CAD'), 0);

test('a day’s bills are taken away as CSV, and with a filter what is behind its figure', async () => {
  const page = await portal.openSignedIn(`${sales}/2026-05-12`);
  const { name, rows } = await exportFrom(page);
  expect(name).toBe('sales-2026-05-12.csv');
  expect(rows.map((row) => [row.Bill, row.Item, row.Customer, row.Counts, row.Net])).toEqual([
    ['A2', "'=Pie", '', 'Yes', '11.00'],
    ['A1', 'Soup', 'Zoë O’Neil', 'Yes', '16.00'],
    ['A1', 'Tea', 'Zoë O’Neil', 'Yes', '2.50'],
    ['A1', 'Wine', 'Zoë O’Neil', 'No', ''],
  ]);
  await page.goto(`${sales}/2026-05-12?category=Bar`);
  await seen(page.getByRole('button', { name: 'Clear filter Bar' }));
  expect((await exportFrom(page)).rows.map((row) => row.Item)).toEqual(['Tea']);
  expect(await findBarriers(page, 'all')).toEqual([]);
});

test('a bill shows its customer beside the day', async () => {
  const page = await portal.openSignedIn(`${sales}/2026-05-12`);
  const drawer = page.getByRole('dialog');
  const open = async (bill: string) => {
    // What comes late moves the bills away from under the mouse.
    await seen(page.getByRole('link', { name: bill }));
    await settled(page);
    await page.getByRole('link', { name: bill }).click();
  };
  await open('A1');
  await seen(drawer.getByText('Customer Zoë O’Neil'));
  await settled(page);
  expect(await findBarriers(page, 'all')).toEqual([]);
  await page.goto(`${sales}/2026-05-12`);
  await open('A2');
  await seen(drawer.getByText('=Pie').first());
  expect(await drawer.getByText('Customer').count()).toBe(0);
});

test.each([
  ['en', 1440, 'Export CSV'],
  ['fr', 390, 'Exporter en CSV'],
] as const)('a month is exported in %s at %d pixels', async (language, width, label) => {
  const page = await portal.openSignedIn(sales, { language, width });
  await seen(page.getByRole('button', { name: label, exact: true }));
  await settled(page);
  expect(await findBarriers(page, 'all')).toEqual([]);
  const { name, rows } = await exportFrom(page, label);
  expect(name).toBe('sales-2026-05-01-2026-05-15.csv');
  expect(rows).toHaveLength(6);
  expect(netOf(rows)).toBe(1600 + 250 + 1100 + 1000 - 250);
  expect(rows[0]).toHaveProperty(language === 'fr' ? 'Client' : 'Customer', "'-Ana");
});

test('the menu is exported as it is searched and sorted', async () => {
  const page = await portal.openSignedIn(`/v/${portal.company.venueId}/menu`, { width: 390 });
  await page.getByRole('searchbox').fill('e');
  await expect.poll(() => page.getByRole('rowheader').count(), patient).toBe(3);
  const { name, rows } = await exportFrom(page);
  expect(name).toBe('pos-items-2026-04-16-2026-05-15.csv');
  expect(rows.map((row) => [row.Item, row.Quantity, row.Net])).toEqual([
    ["'=Pie", '1', '11.00'],
    ['Tea', '4', '10.00'],
    ['Wine', '0', '0.00'],
  ]);
});

test('says why when a file cannot be had', async () => {
  const page = await portal.openSignedIn(`${sales}/2026-05-12`);
  await page.route('**/lines.csv*', (route) => route.abort());
  await page.getByRole('button', { name: 'Export CSV' }).click();
  await seen(page.getByText('Something went wrong on the way.'));
});
