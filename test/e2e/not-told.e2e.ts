import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { findBarriers } from './a11y.ts';
import { openPortal, type Portal } from './portal.ts';
import { gone, patient, seen, settled } from './reading.ts';

const venue = { name: 'Bistro Laurier', timeZone: 'America/Toronto', currency: 'CAD' };
const nickname = `Terrace ${'very'.repeat(60)} long`;
let portal: Portal;
let page: Page;
let integrationId: string;

/** A product mix of which one row cannot be read. */
const mix = [
  'Date,Item,Qty,Net Sales',
  '2026-05-13,Soup,10,80.00',
  '2026-05-13,Tea,20,40.00',
  'someday,Scone,1,3.50',
].join('\n');

beforeAll(async () => {
  const restaurant = { seed: 'unlinked', venue, ordersPerDay: 1, from: '2026-05-14' };
  const locations = [{ apiKey: 'key-unlinked', serial: 'UNL-1001' }];
  portal = await openPortal({ venues: [{ source: { restaurant }, locations }] });
  const path = `/api/v1/venues/${portal.company.venueId}/integrations`;
  const body = { provider: 'sales-file', credentials: {}, settings: {}, nickname };
  integrationId = (await portal.api<{ id: string }>('POST', path, body)).id;
  const files = `/api/v1/integrations/${integrationId}/files`;
  const response = await fetch(`${portal.url}${files}?name=mix.csv`, {
    method: 'POST',
    headers: { ...portal.company.headers, 'content-type': 'application/octet-stream' },
    body: mix,
  });
  const { id } = (await response.json()) as { id: string };
  await vi.waitFor(
    async () =>
      expect(await portal.api('GET', `${files}/${id}`)).toMatchObject({
        ...{ state: 'read', result: { rowsSetAside: 1 } },
      }),
    patient,
  );
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

const button = (name: string) => page.getByRole('button', { name, exact: true });

test('a day told by a product mix says what the file does not tell', async () => {
  page = await portal.openSignedIn(`/v/${portal.company.venueId}/sales/2026-05-13`);
  await seen(page.getByText('Not told: sales of this day came without a time of day.'));
  await seen(page.getByText('nobody can say in which hours they were made'));
  const main = (await page.getByRole('main').textContent()) ?? '';
  expect(main).toContain('$120.00');
  expect(main).not.toMatch(/1 order|11:59|11 PM|\$0\.00Morning/);
  expect(await page.getByText('Not told', { exact: true }).count()).toBeGreaterThan(2);
  await seen(page.getByRole('link', { name: 'All sales of the day' }));
  expect(await findBarriers(page, 'all')).toEqual([]);
});

test('a row that will never be read is dismissed from Home, and can be taken back', async () => {
  page = await portal.openSignedIn('/');
  const warning = page.getByText('could not be read and is not counted');
  await seen(warning);
  const path = `/v/${portal.company.venueId}/settings/integrations/${integrationId}?tab=set-aside`;
  await page.goto(`${portal.url}${path}`);
  await seen(page.getByText('Row 4 of mix.csv'));
  await seen(page.getByText('A file is read again from its own page'));
  await settled(page);
  expect(await findBarriers(page, 'all')).toEqual([]);
  await button('Dismiss').click();
  await seen(page.getByText('Nothing is set aside'));
  await page.goto(portal.url);
  await seen(page.getByText('What needs attention'));
  await settled(page);
  await gone(warning);

  await page.goto(`${portal.url}${path}`);
  await page.getByText('Dismissed', { exact: true }).click();
  await seen(page.getByText(/^Dismissed by /));
  await button('Take back').click();
  await seen(page.getByText('Nothing is dismissed'));
  await page.getByText('Waiting', { exact: true }).click();
  await page.getByRole('link', { name: 'Open the file' }).click();
  await seen(page.getByRole('heading', { name: 'mix.csv' }));
});

test('a nickname of hundreds of letters leaves the pages within a phone', async () => {
  const place = `/v/${portal.company.venueId}/settings/integrations`;
  const one = `${place}/${integrationId}`;
  const day = `/v/${portal.company.venueId}/sales/2026-05-13`;
  for (const path of [place, `${place}?tab=timeline`, one, `${one}/files`, day, '/']) {
    page = await portal.openSignedIn(path, { width: 390 });
    await seen(page.getByRole('main').getByRole('heading'));
    await settled(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});
