import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { becomes } from './call-off.ts';
import { openPortal, type Portal } from './portal.ts';
import { seen } from './reading.ts';

/** What people read of a key that is refused, and of a till that asks to wait. */

const till = { apiKey: 'key-refused-01', serial: 'REF-1001' };
const venue = { name: 'Bistro Refus', timeZone: 'America/Toronto', currency: 'CAD' };

let portal: Portal;
let page: Page;
let id: string;

beforeAll(async () => {
  const restaurant = { seed: 'refused', venue, ordersPerDay: 6, from: '2026-05-01' };
  portal = await openPortal({ venues: [{ source: { restaurant }, locations: [till] }] });
  const path = `/api/v1/venues/${portal.company.venueId}/integrations`;
  const settings = { includeModifiers: false, historyMonths: 6 };
  const body = { provider: 'cluster', credentials: { locations: [till] }, settings };
  id = (await portal.api<{ id: string }>('POST', path, body)).id;
  await becomes(portal, id, { status: 'Healthy' });
  page = await portal.openSignedIn('/');
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

const link = () => `/v/${portal.company.venueId}/settings/integrations/${id}`;
const check = () => portal.api('POST', `/api/v1/integrations/${id}/sync`);

test('Home warns of a refused key at once, and its Edit opens the settings', async () => {
  portal.sandbox.control.addFault({ kind: 'bad_key' });
  await check();
  await becomes(portal, id, { status: 'Failed' });
  await page.goto('/');
  const said = page.getByText(/Cluster refuses the API key; replace it, no sales arrive/);
  await seen(said);
  expect(await said.textContent()).toMatch(/^Warning\. Cluster/);
  const entry = page.getByRole('listitem').filter({ has: said });
  await entry.getByRole('link', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog');
  await seen(dialog);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('');
});

test('the card says after how many failures it is called off, and before when not', async () => {
  await page.goto(link());
  await seen(
    page.getByText(/called off after 4 more failed checks, but not before .*[ap]\.m\.(?!\.)/),
  );
});

test('a till that asks to wait after a failure is said to have asked', async () => {
  portal.sandbox.control.clearFaults();
  portal.sandbox.control.addFault({ kind: 'rate_limited', retryAfterSeconds: 1800 });
  await check();
  await becomes(portal, id, { status: 'Failed', statusReason: { waitsForRateLimit: true } });
  await page.goto(link());
  await seen(page.getByText(/The till asked us to wait until [^.]*[ap]\.m\. It is/));
});
