import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { becomes } from './call-off.ts';
import { openPortal, type Portal } from './portal.ts';
import { gone, patient, seen, settled, shownText } from './reading.ts';

/** What becomes of a terminal that was linked before, and of days that are to be read again. */

const tills = {
  main: { apiKey: 'key-main-0001', serial: 'AGN-1001' },
  terrace: { apiKey: 'key-terrace-02', serial: 'AGN-2002' },
  cellar: { apiKey: 'key-cellar-003', serial: 'AGN-3003' },
};
const venue = { name: 'Bistro Encore', timeZone: 'America/Toronto', currency: 'CAD' };

let portal: Portal;
let page: Page;
let mainId: string;
let terraceId: string;

beforeAll(async () => {
  const house = (seed: string) => ({
    restaurant: { seed, venue, ordersPerDay: 10, from: '2026-04-25', isAlwaysOpen: true },
  });
  portal = await openPortal({
    venues: Object.values(tills).map((till) => ({ source: house(till.serial), locations: [till] })),
  });
  mainId = await connect(tills.main, {});
  terraceId = await connect(tills.terrace, { createNew: true, nickname: 'Terrace' });
  for (const id of [mainId, terraceId]) {
    await becomes(portal, id, { status: 'Healthy', backfill: { state: 'done' } });
  }
  page = await portal.openSignedIn('/');
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

async function connect(till: { apiKey: string; serial: string }, more: object): Promise<string> {
  const path = `/api/v1/venues/${portal.company.venueId}/integrations`;
  const settings = { includeModifiers: false, historyMonths: 6 };
  const body = { provider: 'cluster', credentials: { locations: [till] }, settings, ...more };
  return (await portal.api<{ id: string }>('POST', path, body)).id;
}

const button = (name: string | RegExp, inside: Page | Locator = page) =>
  inside.getByRole('button', { name, exact: true });
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
const place = (rest = '') => `/v/${portal.company.venueId}/settings/integrations${rest}`;
const act = (id: string, verb: string, body?: object) =>
  portal.api('POST', `/api/v1/integrations/${id}/${verb}`, body);

async function chooseCluster(): Promise<void> {
  await page.goto(place('/add'));
  await page.getByRole('combobox', { name: 'POS Type' }).click();
  await page.getByRole('option', { name: /^Cluster/ }).click();
}

describe('A terminal that was linked before', () => {
  test('is offered beside an active one, with a nickname where one is needed', async () => {
    await act(mainId, 'deactivate');
    await chooseCluster();
    const question = dialog('This venue already has Cluster');
    await seen(question.getByText(/restore its inactive integration instead/));
    await seen(question.getByRole('radio', { name: /^Cluster/ }));
    expect(await button('Restore Inactive', question).isDisabled()).toBe(true);
    await question.getByLabel('Nickname').fill('terrace');
    await button('Restore Inactive', question).click();
    await seen(page.getByText(/has the same nickname "terrace"/));
    await question.getByLabel('Nickname').fill('House');
    await button('Restore Inactive', question).click();
    await seen(page.getByText('Active again. Sales are being fetched.'));
    await seen(page.getByRole('heading', { name: 'Cluster (House)' }));
    await becomes(portal, mainId, { status: 'Healthy' });
  });

  test('cannot be added anew: its integration is named, and restored in its place', async () => {
    await act(mainId, 'deactivate');
    await chooseCluster();
    await button('Create new', dialog('This venue already has Cluster')).click();
    await page.getByRole('textbox', { name: 'API Key' }).fill(tills.main.apiKey);
    await page.getByLabel('Serial #').fill(tills.main.serial);
    await page.getByLabel('Nickname').fill('Dup');
    await button('Verify').click();
    const answers = page.getByRole('list', { name: 'What the tills answered' });
    await seen(answers.getByText(/belongs to the inactive integration "House" of this venue/));
    expect(await button('Save').isDisabled()).toBe(true);
    await button('Restore Inactive', answers).click();
    const question = dialog('This till was here before');
    await seen(question.getByRole('radio', { name: 'House' }));
    await gone(button('Create new', question));
    await button('Restore Inactive', question).click();
    await seen(page.getByRole('heading', { name: 'Cluster (House)' }));
    const { items } = await portal.api<{ items: object[] }>(
      'GET',
      `/api/v1/venues/${portal.company.venueId}/integrations`,
    );
    expect(items).toHaveLength(2);
  });

  test('comes back from Inactive integrations under another nickname, when its own was taken', async () => {
    await act(terraceId, 'deactivate');
    const cellarId = await connect(tills.cellar, { createNew: true, nickname: 'Terrace' });
    await page.goto(place());
    await page.getByText(/^Inactive integrations \(1\)$/).click();
    await button('Restore').click();
    const asking = dialog('Restore Cluster (Terrace)');
    await seen(asking.getByText(/Another Cluster integration is active/));
    await button('Restore', asking).click();
    await seen(asking.getByText(/has the same nickname "Terrace"/));
    await asking.getByLabel('Nickname').fill('Patio');
    await button('Restore', asking).click();
    await seen(page.getByRole('heading', { name: 'Cluster (Patio)' }));
    await act(cellarId, 'deactivate');
  });

  test('says in Edit that a nickname is needed, and Escape gives the focus back', async () => {
    await page.goto(place());
    const edit = button('Edit: Cluster (House)');
    await edit.click();
    const drawer = dialog('Edit Cluster (House)');
    await seen(drawer.getByText(/Needed: another one of this type is active/));
    await drawer.getByLabel('Nickname').fill('');
    await button('Save', drawer).click();
    await seen(drawer.getByText(/Enter a nickname that tells this Cluster integration/));
    await page.keyboard.press('Escape');
    await gone(drawer);
    await expect
      .poll(() => edit.evaluate((element) => element === document.activeElement), patient)
      .toBe(true);
  });
});

describe('Reading days again', () => {
  const removed = '2026-05-06';

  test('from an integration: which days would change, from what to what, then Apply', async () => {
    await becomes(portal, mainId, { status: 'Healthy', backfill: { state: 'done' } });
    const orders = portal.sandbox.control.listOrders({ date: removed, serial: tills.main.serial });
    for (const { id } of orders.slice(0, 2)) portal.sandbox.control.removeOrder(id);
    await page.goto(place(`/${mainId}`));
    await button('Read days again').click();
    const again = dialog('Read days again');
    await again.getByLabel('First day').fill('2026-05-09');
    await again.getByLabel('Last day').fill('2026-05-01');
    await seen(again.getByText('The last day is before the first one.'));
    expect(await button('Preview', again).isDisabled()).toBe(true);
    await again.getByLabel('First day').fill('2026-05-01');
    await again.getByLabel('Last day').fill('2026-05-09');
    const was = await netOf(removed);
    await button('Preview', again).click();
    const days = again.getByRole('list', { name: 'Days that differ' });
    await seen(days);
    const text = await shownText(days.getByRole('listitem'));
    expect(text).toMatch(/\$[\d,.]+ → \$[\d,.]+/);
    expect(text).toContain('0 new, 0 changed, 2 gone');
    expect(await days.getByRole('listitem').count()).toBe(1);
    expect(await netOf(removed)).toBe(was);
    await button('Apply', again).click();
    await seen(page.getByText('Read again: 0 new, 0 changed, 2 gone.'));
    await gone(again);
    expect(await netOf(removed)).toBeLessThan(was);
  });

  test('of an approved day: how its bills differ, that they are held back, and no way to store', async () => {
    const date = '2026-05-05';
    const day = `/api/v1/venues/${portal.company.venueId}/sales/days/${date}`;
    // The tills linked above may still be importing it.
    const told = () => portal.api<{ completeness: string }>('GET', day);
    await expect.poll(async () => (await told()).completeness, patient).toBe('complete');
    await portal.api('POST', `${day}/reconciliation/approve`, { note: '' });
    const orders = portal.sandbox.control.listOrders({ date, serial: tills.main.serial });
    for (const { id } of orders.slice(0, 2)) portal.sandbox.control.removeOrder(id);
    await page.goto(`/v/${portal.company.venueId}/sales/${date}`);
    await button('Read this day again').click();
    const again = dialog(/^Read .* again$/);
    await seen(
      again.getByText(
        /^May 5 is approved: 2 bills differ \([-−]\$[\d.,]+\)\. They are held back until somebody reopens the day\.$/,
      ),
    );
    expect(await shownText(again)).toMatch(/Was \$[\d,.]+ → Would be \$[\d,.]+/);
    expect(await button('Store what the till says', again).isDisabled()).toBe(true);
    await button('Cancel', again).click();
  });

  test('from the calendar: the month that is shown, of every till of the venue', async () => {
    await page.goto(`/v/${portal.company.venueId}/sales?month=2026-04`);
    await button('Read days again').click();
    const again = dialog('Read days again');
    expect(await again.getByLabel('First day').inputValue()).toBe('2026-04-01');
    expect(await again.getByLabel('Last day').inputValue()).toBe('2026-04-30');
    await button('Preview', again).click();
    await seen(again.getByRole('heading', { name: 'Cluster (House)' }));
    await seen(again.getByRole('heading', { name: 'Cluster (Patio)' }));
    await seen(again.getByText('Of all these days the till says what is already stored.'));
    expect(await button('Apply', again).isDisabled()).toBe(true);
    await button('Cancel', again).click();
  });

  test('of what is sent: which files told of the day, and no till is said to be asked', async () => {
    const { id: venueId } = await portal.api<{ id: string }>('POST', '/api/v1/venues', {
      ...venue,
      name: 'Comptoir',
    });
    const path = `/api/v1/venues/${venueId}/integrations`;
    const body = { provider: 'sales-file', credentials: {}, settings: {} };
    const { id } = await portal.api<{ id: string }>('POST', path, body);
    await portal.api('POST', path, { provider: 'push', credentials: {}, settings: {} });
    const lines = [
      'Date,Item,Qty,Net Sales',
      '2026-05-13,Latte,2,$10.00',
      '2026-05-14,Tea,1,$4.00',
    ];
    const files = `/api/v1/integrations/${id}/files`;
    await fetch(`${portal.url}${files}?name=two-days.csv`, {
      method: 'POST',
      headers: { ...portal.company.headers, 'content-type': 'application/octet-stream' },
      body: `${lines.join('\n')}\n`,
    });
    await becomes(portal, id, { status: 'Healthy' });
    await page.goto(`/v/${venueId}/sales/2026-05-13`);
    await settled(page);
    await button('Read this day again').click();
    const again = dialog(/^Read .* again$/);
    await seen(again.getByText(/so there is no till to ask/));
    await seen(again.getByText(/This till calls by itself and cannot be asked/));
    await gone(button(/^Store/, again));
    await again.getByRole('link', { name: 'two-days.csv' }).click();
    await seen(page.getByRole('heading', { name: 'two-days.csv' }));
    await page.goto(`/v/${venueId}/sales/2026-05-02`);
    await seen(page.getByRole('heading', { name: 'No sales of this day have come' }));
    await button('Read this day again').click();
    await seen(again.getByText('No file has told of these days. Upload one that does.'));
  });
});

describe('What is sent', () => {
  let venueId: string;
  beforeAll(async () => {
    const asked = { ...venue, name: 'Guichet' };
    venueId = (await portal.api<{ id: string }>('POST', '/api/v1/venues', asked)).id;
  });

  test('to a venue without a till no past day is missing', async () => {
    await page.goto(`/v/${venueId}/sales`);
    await settled(page);
    await seen(page.getByText('No till is connected to this venue yet'));
    const cells = page.getByRole('grid').getByRole('link');
    const labels = await cells.evaluateAll((links) =>
      links.map((link) => link.getAttribute('aria-label') ?? ''),
    );
    expect(labels.length).toBe(15);
    expect(labels.filter((label) => label.endsWith('Nothing known')).length).toBe(14);
    await page.goto(`/v/${venueId}/sales/2026-05-02`);
    await seen(page.getByRole('heading', { name: 'No till is connected' }));
  });

  test('to the Push API: where, and a call to try it with, before anything is saved', async () => {
    await page.goto(`/v/${venueId}/settings/integrations/add`);
    await page.getByRole('combobox', { name: 'POS Type' }).click();
    await page.getByRole('option', { name: /^Push API/ }).click();
    await page.getByText('POS Integration Setup Instructions').click();
    await seen(page.getByText(`The till calls POST /api/v1/venues/${venueId}/sales`));
    await gone(page.getByText('{venueId}'));
    await page.getByText('A call to try it with').click();
    const call = await shownText(page.locator('pre'));
    expect(call).toContain(`curl -X POST ${portal.url}/api/v1/venues/${venueId}/sales`);
    expect(call).toContain('Bearer $TILLBRIDGE_API_KEY');
  });

  test('as a file that asks: the card names it, and leads to it', async () => {
    const body = { provider: 'sales-file', credentials: {}, settings: {} };
    const path = `/api/v1/venues/${venueId}/integrations`;
    const { id } = await portal.api<{ id: string }>('POST', path, body);
    const rows = ['Alpha;Beta;Gamma', '06/05/2026;Latte;2', '06/05/2026;Scone;3'];
    await fetch(`${portal.url}/api/v1/integrations/${id}/files?name=riddle.csv`, {
      method: 'POST',
      headers: { ...portal.company.headers, 'content-type': 'application/octet-stream' },
      body: `${rows.join('\n')}\n`,
    });
    await page.goto(`/v/${venueId}/settings/integrations`);
    await seen(page.getByText('A file has come and waits for you.'));
    await seen(page.getByText(/riddle\.csv/));
    await gone(page.getByText(/We keep trying|attempts? (is|are) left|We try again/));
    await page.getByRole('link', { name: 'Answer its questions' }).click();
    await seen(page.getByRole('heading', { name: 'riddle.csv' }));
  });
});

async function netOf(date: string): Promise<number> {
  const path = `/api/v1/venues/${portal.company.venueId}/sales/days?from=${date}&to=${date}`;
  const { days } = await portal.api<{ days: { netMinor: number }[] }>('GET', path);
  return days[0]?.netMinor ?? 0;
}
