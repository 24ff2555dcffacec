import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { becomes } from './call-off.ts';
import { openPortal, type Portal } from './portal.ts';
import { gone, patient, seen, settled } from './reading.ts';

/** What a reader sees when a part of the portal, the server or their company is gone. */

const till = { apiKey: 'key-away-0001', serial: 'AWY-1001' };
const venue = { name: 'Bistro Absent', timeZone: 'America/Toronto', currency: 'CAD' };

let portal: Portal;

beforeAll(async () => {
  const restaurant = { seed: 'away', venue, ordersPerDay: 4, from: '2026-05-10' };
  portal = await openPortal({ venues: [{ source: { restaurant }, locations: [till] }] });
  const path = `/api/v1/venues/${portal.company.venueId}/integrations`;
  const settings = { includeModifiers: false, historyMonths: 6 };
  const body = { provider: 'cluster', credentials: { locations: [till] }, settings };
  const { id } = await portal.api<{ id: string }>('POST', path, body);
  await becomes(portal, id, { status: 'Healthy', backfill: { state: 'done' } });
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

const button = (name: string | RegExp, inside: Page | Locator) =>
  inside.getByRole('button', { name, exact: true });
const sales = (rest = '') => `/v/${portal.company.venueId}/sales${rest}`;
const part = (name: string) => new RegExp(`/assets/${name}-[^/]*\\.js$`);

/** Marks the page, so that its being loaded anew would show. */
const mark = (page: Page) => page.evaluate(() => document.body.setAttribute('data-marked', 'yes'));
const isMarked = (page: Page) => page.evaluate(() => document.body.dataset.marked === 'yes');

describe('A part of the portal that cannot be loaded', () => {
  test.each([
    ['the month', () => sales(), 'Read days again', 'Read days again'],
    ['a day', () => sales('/2026-05-13'), 'Read this day again', /^Read .* again$/],
  ] as const)(
    'of %s, a window, says so in its stead and opens at the next try, without a reload',
    async (_place, path, label, title) => {
      const page = await portal.openSignedIn(path());
      await settled(page);
      await mark(page);
      await page.route(part('read-again-dialog'), (route) => route.abort());
      await button(label, page).first().click();
      const trouble = page.getByRole('alertdialog', { name: 'This could not be opened' });
      await seen(trouble.getByText(/Check your connection and try again/));
      await seen(page.locator('main h1'));
      await page.keyboard.press('Escape');
      await gone(trouble);
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
        .toBe(label);
      await button(label, page).first().click();
      await seen(trouble);
      await page.unroute(part('read-again-dialog'));
      await button('Try again', trouble).click();
      await seen(page.getByRole('dialog', { name: title }));
      await gone(trouble);
      expect(await isMarked(page)).toBe(true);
      await page.context().close();
    },
  );

  test('a place on the page, says so where it stands, and comes at the next try', async () => {
    const page = await portal.openSignedIn('/');
    await page.route(part('month-trend'), (route) => route.abort());
    await page.goto(sales());
    await mark(page);
    const trouble = page.getByRole('main').getByRole('alert');
    await seen(trouble.getByText('This part could not be loaded.'));
    await seen(page.getByRole('grid'));
    await page.unroute(part('month-trend'));
    await button('Try again', trouble).click();
    await gone(trouble);
    await seen(page.getByRole('group', { name: /^Net sales per day/ }));
    expect(await isMarked(page)).toBe(true);
    await page.context().close();
  });

  test('a whole page, leaves the portal around it, and comes at the next try', async () => {
    const page = await portal.openSignedIn(sales());
    await settled(page);
    await mark(page);
    await page.route(part('menu-page'), (route) => route.abort());
    await page.getByRole('navigation').getByRole('link', { name: 'Menu' }).first().click();
    await seen(page.getByRole('heading', { name: 'This page could not be loaded', level: 1 }));
    await seen(page.getByRole('button', { name: /Switch venue$/ }));
    await button('Try again', page).click();
    await seen(button('Reload the page', page));
    await page.unroute(part('menu-page'));
    await button('Try again', page).click();
    await seen(page.getByRole('heading', { name: 'Menu', level: 1 }));
    expect(await isMarked(page)).toBe(true);
    await page.context().close();
  });

  test('because a new version is out, offers to reload, which brings it', async () => {
    const page = await portal.openSignedIn(sales());
    await settled(page);
    await mark(page);
    await page.route(part('menu-page'), (route) => route.fulfill({ status: 404 }));
    await page.route(`${portal.url}/`, async (route) => {
      const answer = await route.fetch();
      const html = (await answer.text()).replaceAll(/\/assets\/index-/g, '/assets/index-new-');
      await route.fulfill({ response: answer, body: html });
    });
    await page.getByRole('navigation').getByRole('link', { name: 'Menu' }).first().click();
    await seen(page.getByText(/^A new version of Tillbridge is out/));
    expect(await button('Try again', page).count()).toBe(0);
    await page.unroute(part('menu-page'));
    await page.unroute(`${portal.url}/`);
    await button('Reload the page', page).click();
    await seen(page.getByRole('heading', { name: 'Menu', level: 1 }));
    expect(await isMarked(page)).toBe(false);
    await page.context().close();
  });
});

describe('A member who was removed while signed in', () => {
  test.each([
    ['en', 'You are a member of no company', 'Sign out', 'Look again'],
    ['fr', 'Vous n’êtes membre d’aucune entreprise', 'Se déconnecter', 'Revérifier'],
  ] as const)('is told so on a page of its own, in %s, and signs out', async (...row) => {
    const [language, title, signOut, again] = row;
    const body = { email: `away-${language}@example.com`, name: 'Ray Removed', role: 'manager' };
    const path = '/api/v1/members';
    const member = await portal.api<{ userId: string; password: string }>('POST', path, body);
    const person = { email: body.email, password: member.password };
    const page = await portal.openSignedIn(sales(), { language }, person);
    await settled(page);
    await portal.api('DELETE', `${path}/${member.userId}`);
    await page.getByRole('navigation').getByRole('link').nth(2).click();
    const heading = page.getByRole('heading', { name: title, level: 1 });
    await seen(heading);
    expect(await page.getByText(venue.name).count()).toBe(0);
    expect(await page.getByRole('navigation').count()).toBe(0);
    await page.goto(sales());
    await seen(heading);
    await button(again, page).click();
    await seen(heading);
    await button(signOut, page).click();
    await expect.poll(() => new URL(page.url()).pathname, patient).toBe('/sign-in');
    await page.context().close();
  });
});
