import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findBarriers } from './a11y.ts';
import { findEnglish } from './french.ts';
import { openPortal, type Portal } from './portal.ts';
import { gone, patient, seen, settled, shownText } from './reading.ts';

const till = { apiKey: 'key-onboarding', serial: 'ONB-1001' };
const venue = { name: 'Chez Nadia', timeZone: 'America/Toronto', currency: 'CAD' };

let portal: Portal;
let page: Page;

beforeAll(async () => {
  const restaurant = { seed: 'onboarding', venue, ordersPerDay: 12, from: '2026-03-01' };
  portal = await openPortal({ venues: [{ source: { restaurant }, locations: [till] }] });
  await portal.api('PATCH', `/api/v1/venues/${portal.company.venueId}`, { name: venue.name });
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

const button = (name: string) => page.getByRole('button', { name, exact: true });
const step = (title: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
const wayOf = (name: string) => page.getByRole('region', { name: `Connect ${name}`, exact: true });

/** As it stands, for a reader of the page with whatever helps them. */
async function looksRight(): Promise<void> {
  await settled(page);
  expect(await findBarriers(page, 'all')).toEqual([]);
}

test('Home shows an empty venue its next step, and leads to the whole list', async () => {
  page = await portal.openSignedIn('/');
  const card = wayOf(venue.name);
  await seen(card.getByText('Request access from Cluster'));
  await seen(card.getByText('0 of 6 steps done'));
  await looksRight();
  await card.getByRole('link', { name: `Open the checklist of ${venue.name}` }).click();
  await seen(page.getByRole('heading', { name: 'Connect Cluster', level: 1 }));
  await looksRight();
});

test('the request is ready to be copied, with the venue and the serial in it', async () => {
  const request = step('Request access from Cluster');
  await seen(request.getByText('Serial #: not known yet'));
  await request.getByLabel('Serial #').fill(till.serial);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await button('Copy text').click();
  await seen(button('Copied'));
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`Venue: ${venue.name}\nSerial #: ${till.serial}\n`);
  const mail = await request.getByRole('link', { name: 'Open in your mail' }).getAttribute('href');
  expect(mail).toMatch(/^mailto:success@clustersystems\.com\?subject=.*Chez%20Nadia/);
});

test('the keyboard ticks a step, goes on from it, and takes it back', async () => {
  const request = step('Request access from Cluster');
  await button('I have asked').focus();
  await page.keyboard.press('Enter');
  await seen(request.getByText('Ticked by Olive Owner, now'));
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await expect.poll(focused, patient).toBe('Request access from Cluster');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await seen(request.getByText('Undone by Olive Owner, now'));
  expect(await request.getByLabel('Serial #').inputValue()).toBe(till.serial);
  await button('I have asked').click();
  await button('The fee is paid').click();
  const wait = step('Wait 24 to 48 hours');
  await seen(wait.getByText(/^Waiting since May 15.* From May 17.* on, ask again\.$/));
  await looksRight();
});

test('a colleague finds the list as it was left, in French and on a phone', async () => {
  const phone = { language: 'fr', width: 390 } as const;
  const other = await portal.openSignedIn('/', phone);
  await seen(
    other.getByRole('region', { name: 'Relier Chez Nadia' }).getByText('En attente depuis'),
  );
  await other.getByRole('link', { name: 'Ouvrir la liste de Chez Nadia' }).click();
  await seen(other.getByText(/^En attente d’une réponse depuis le 15 mai/));
  await settled(other);
  const ownWords = new Set([venue.name, 'Olive Owner']);
  expect(await findEnglish(other, ownWords)).toEqual([]);
  expect(await findBarriers(other, 'all')).toEqual([]);
  const width = await other.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(phone.width);
  await other.context().close();
});

test('once the keys are saved the list ticks itself up to the first import, by itself', async () => {
  portal.sandbox.control.addFault({ kind: 'slow', call: 'sales', latencyMs: 500 });
  await button('The keys have come').click();
  await page.getByRole('link', { name: 'Add POS Integration' }).click();
  await page.getByRole('combobox', { name: 'POS Type' }).click();
  await page.getByRole('option', { name: /^Cluster/ }).click();
  await page.getByText('POS Integration Setup Instructions').click();
  await seen(page.getByRole('link', { name: 'Follow it step by step' }));
  await page.getByRole('textbox', { name: 'API Key' }).fill(till.apiKey);
  await page.getByLabel('Serial #').fill(till.serial);
  await button('Verify').click();
  await button('Save').click();
  await seen(page.getByText('Saved. The history import has started.'));
  await page.getByRole('link', { name: 'Home', exact: true }).first().click();
  const card = wayOf(venue.name);
  await seen(card.getByText('5 of 6 steps done'));
  await seen(card.getByRole('progressbar', { name: 'Importing sales history' }));
  await card.getByRole('link', { name: `Open the checklist of ${venue.name}` }).click();
  const firstImport = step('First import');
  await seen(step('Wait 24 to 48 hours').getByText('Ticked by Olive Owner'));
  const progress = firstImport.getByRole('progressbar');
  const percents = new Set<string | null>();
  await expect
    .poll(async () => percents.add(await progress.getAttribute('aria-valuenow')).size, patient)
    .toBeGreaterThan(2);
  expect(await progress.getAttribute('aria-valuetext')).toMatch(/%, (about .* left|estimating)/);
  portal.sandbox.control.clearFaults();
  await seen(page.getByText('Cluster delivers this venue’s sales, and their history is imported.'));
  await page.getByText('Show the steps').click();
  await seen(step('First import').getByText(/^[\d,]+ orders imported\. Ticked by itself\.$/));
  const mapping = await shownText(step('Map 80% of the revenue'));
  expect(mapping).toContain('Not yet available here');
  expect(mapping).toMatch(/cannot map POS items yet.* \d+ items have been sold so far/);
  await looksRight();
});

test('a later venue has its own list, which can be put away', async () => {
  const second = { ...venue, name: 'Nadia Sud' };
  await portal.api('POST', '/api/v1/venues', second);
  await page.getByRole('link', { name: 'Home', exact: true }).first().click();
  await page.reload();
  const card = wayOf(second.name);
  await seen(card.getByText('0 of 6 steps done'));
  expect(await wayOf(venue.name).count()).toBe(0);
  await button(`Put away: the checklist of ${second.name}`).click();
  await seen(page.getByText('Put away. You find it again under Add POS Integration'));
  await gone(card);
});
