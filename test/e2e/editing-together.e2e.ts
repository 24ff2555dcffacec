import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { becomes } from './call-off.ts';
import { openPortal, type Portal } from './portal.ts';
import { gone, seen, settled } from './reading.ts';

/** The Edit window while others change, deactivate or take away what is edited in it. */

const till = { apiKey: 'key-both-0001', serial: 'TWO-1001' };
const venue = { name: 'Bistro à Deux', timeZone: 'America/Toronto', currency: 'CAD' };

let portal: Portal;
let id: string;
let made = 0;

beforeAll(async () => {
  const restaurant = { seed: 'together', venue, ordersPerDay: 4, from: '2026-05-10' };
  portal = await openPortal({ venues: [{ source: { restaurant }, locations: [till] }] });
  const path = `/api/v1/venues/${portal.company.venueId}/integrations`;
  const settings = { includeModifiers: false, historyMonths: 6 };
  const body = { provider: 'cluster', credentials: { locations: [till] }, settings };
  id = (await portal.api<{ id: string }>('POST', path, { ...body, nickname: 'House' })).id;
  await becomes(portal, id, { status: 'Healthy', backfill: { state: 'done' } });
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

interface Shown {
  nickname: string | null;
  schedule: { everyMinutes: number };
  settings: { includeModifiers?: boolean };
  locations: { id: string; revenueCentre: string | null }[];
}

const one = () => `/api/v1/integrations/${id}`;
const shown = () => portal.api<Shown>('GET', one());
const change = (body: object) => portal.api('PATCH', one(), body);
const list = () => `/v/${portal.company.venueId}/settings/integrations`;
const button = (name: string | RegExp, inside: Page | Locator) =>
  inside.getByRole('button', { name, exact: true });
const drawer = (page: Page) => page.getByRole('dialog', { name: /^(Edit|Modifier) / });

async function openEdit(page: Page): Promise<Locator> {
  await button(/^(Edit|Modifier)\s?:/, page).click();
  await seen(drawer(page));
  return drawer(page);
}

/** Somebody of the company with a role, and how to sign in as them. */
async function addMember(role: string) {
  made += 1;
  const email = `together-${made}@example.com`;
  const body = { email, name: 'Mona Manager', role };
  const path = '/api/v1/members';
  const member = await portal.api<{ userId: string; password: string }>('POST', path, body);
  return { email, password: member.password, path: `${path}/${member.userId}` };
}

describe('The Edit window', () => {
  test('follows what others change, and saves only what was touched in it', async () => {
    const page = await portal.openSignedIn(list());
    const edit = await openEdit(page);
    await edit.getByLabel('Include modifiers').check();
    const [location] = (await shown()).locations;
    await change({ nickname: 'Salle', everyMinutes: 15 });
    await portal.api('PATCH', `${one()}/locations/${location?.id}`, { revenueCentre: 'Bar' });
    await expect.poll(() => edit.getByLabel('Nickname').inputValue()).toBe('Salle');
    await seen(edit.getByRole('combobox', { name: 'Sales checks' }).getByText('Every 15 minutes'));
    expect(await edit.getByLabel('Include modifiers').isChecked()).toBe(true);
    await button('Save', edit).click();
    await gone(edit);
    expect(await shown()).toMatchObject({
      ...{ nickname: 'Salle', schedule: { everyMinutes: 15 } },
      ...{ settings: { includeModifiers: true }, locations: [{ revenueCentre: 'Bar' }] },
    });
    await page.context().close();
  });

  test('saves nothing of what others changed before it could hear of it', async () => {
    const page = await portal.openSignedIn(list());
    const edit = await openEdit(page);
    // Deaf: what is on the screen is what was there when the window opened.
    await page.route(/\/api\/v1\/(events|venues)/, (route) => route.abort());
    await change({ nickname: 'Terrasse', everyMinutes: 30 });
    await edit.getByLabel('Include modifiers').uncheck();
    await button('Save', edit).click();
    await gone(edit);
    expect(await shown()).toMatchObject({
      ...{ nickname: 'Terrasse', schedule: { everyMinutes: 30 } },
      settings: { includeModifiers: false },
    });
    await page.context().close();
  });

  test('says what is saved and what is not, when only the revenue centre is refused', async () => {
    const page = await portal.openSignedIn(list());
    const edit = await openEdit(page);
    await page.route('**/locations/*', (route) => route.abort());
    await edit.getByLabel('Nickname').fill('Patio');
    await edit.getByLabel(`Revenue centre of ${till.serial}`).fill('Den');
    await button('Save', edit).click();
    await seen(edit.getByText(/What else you changed is saved/));
    expect(await shown()).toMatchObject({
      ...{ nickname: 'Patio', locations: [{ revenueCentre: 'Bar' }] },
    });
    await page.unroute('**/locations/*');
    await button('Save', edit).click();
    await gone(edit);
    expect(await shown()).toMatchObject({
      ...{ nickname: 'Patio', locations: [{ revenueCentre: 'Den' }] },
    });
    await page.context().close();
  });

  test.each(['list', 'page'])(
    'on the %s, closes for good and says why when somebody else deactivates what it edits',
    async (place) => {
      const page = await portal.openSignedIn(place === 'list' ? list() : `${list()}/${id}`);
      if (place === 'list') await openEdit(page);
      else await button('Edit', page).click();
      const edit = drawer(page);
      await edit.getByLabel('Nickname').fill('Unsaved');
      await portal.api('POST', `${one()}/deactivate`);
      await seen(page.getByText(/^Cluster \(Patio\) was deactivated meanwhile\. Edit was closed/));
      await gone(edit);
      await portal.api('POST', `${one()}/restore`, {});
      await seen(button(place === 'list' ? /^Edit:/ : 'Edit', page));
      await settled(page);
      expect(await edit.count()).toBe(0);
      await page.context().close();
    },
  );

  test('deactivates without being told of it as of somebody else’s doing', async () => {
    const page = await portal.openSignedIn(list());
    const edit = await openEdit(page);
    await button('Deactivate', edit).click();
    await button('OK', page.getByRole('alertdialog')).click();
    await gone(edit);
    await seen(page.getByText(/^Inactive integrations/));
    expect(await page.getByText(/deactivated meanwhile/).count()).toBe(0);
    await portal.api('POST', `${one()}/restore`, {});
    await page.context().close();
  });

  test('keeps what a lost session left unsaved, for the person who typed it', async () => {
    const page = await portal.openSignedIn(list());
    const edit = await openEdit(page);
    await edit.getByLabel('Nickname').fill('Verrière');
    await page.context().clearCookies();
    await button('Save', edit).click();
    await seen(page.getByText(/^You were signed out\. Sign in to go on where you were/));
    expect(await page.getByText(/Bearer|API key/).count()).toBe(0);
    await page.getByLabel('E-mail').fill(portal.company.owner.email);
    await page.getByLabel('Password', { exact: true }).fill(portal.company.owner.password);
    await button('Sign in', page).click();
    await seen(edit.getByText(/^You were signed out before this was saved/));
    expect(await edit.getByLabel('Nickname').inputValue()).toBe('Verrière');
    await button('Save', edit).click();
    await gone(edit);
    expect(await shown()).toMatchObject({ nickname: 'Verrière' });
    await page.context().close();
  });

  test.each([
    ['en', 'Only an owner or a manager can do this.', 'Save', 'Close'],
    ['fr', 'Seul un propriétaire ou un gérant peut le faire.', 'Enregistrer', 'Fermer'],
  ] as const)(
    'says once, in %s, that it is no part of one’s role any more, and rests',
    async (language, sentence, save, close) => {
      const member = await addMember('manager');
      const page = await portal.openSignedIn(list(), { language }, member);
      const edit = await openEdit(page);
      const nickname = edit.getByLabel(/^(Nickname|Surnom)/);
      await nickname.fill('Nobody’s');
      await portal.api('PATCH', member.path, { role: 'viewer' });
      await button(save, edit).click();
      const told = page.getByText(sentence);
      await seen(told);
      expect(await told.count()).toBe(1);
      expect(await page.getByText(/integrations:write/).count()).toBe(0);
      expect(await nickname.isDisabled()).toBe(true);
      expect(await button(save, edit).count()).toBe(0);
      await button(close, edit).last().click();
      await gone(edit);
      await gone(button(/^(Edit|Modifier)\s?:/, page));
      await page.context().close();
    },
  );
});
