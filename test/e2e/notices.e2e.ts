import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { recordNotice } from '#modules/notices/index.ts';
import { findBarriers } from './a11y.ts';
import { openPortal, type Portal } from './portal.ts';
import { patient, seen } from './reading.ts';

const venue = { name: 'Bistro', timeZone: 'America/Toronto', currency: 'CAD' };
const house = { seed: 'notices', venue, ordersPerDay: 5, from: '2026-05-01' };

let portal: Portal;
let path: string;

beforeAll(async () => {
  portal = await openPortal({
    company: { name: 'Maison Laurier', ownerEmail: 'olive@notices.example' },
    venues: [{ source: { restaurant: house }, locations: [{ apiKey: 'key-n', serial: 'N-1' }] }],
  });
  const { companyId, venueId } = portal.company;
  path = `/v/${venueId}/settings/notices`;
  const nowMs = portal.clock.now();
  const at = new Date(nowMs).toISOString();
  const message = { en: 'The till is unreachable.', fr: 'La caisse est injoignable.' };
  const link = { provider: 'cluster', providerName: 'Cluster', nickname: 'Bar' };
  await portal.database.withCompany(companyId, (tx) =>
    recordNotice(tx, {
      ...{ companyId, kind: 'integration_called_off' as const, cause: newId(), nowMs },
      payload: {
        ...{ venueId, integrationId: newId(), ...link, at, failingSince: at, failureCount: 20 },
        problem: { kind: 'venue_offline', code: 'cluster.offline', message },
      },
    }),
  );
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

test('without a mail server the page shows what would have been told, and who waits', async () => {
  const page = await portal.openSignedIn(path);
  await seen(page.getByRole('heading', { name: /Cluster “Bar” at .* is called off/ }));
  await seen(page.getByText(/No mail server is configured/));
  await vi.waitFor(async () => {
    await page.reload();
    await seen(page.getByText('Waiting'));
  }, patient);
  await seen(page.getByText('Olive Owner').last());
  await seen(page.getByRole('link', { name: /^Open integration/ }));
  expect(await findBarriers(page, 'all')).toEqual([]);
});

test('wishes that make no sense are told at their field and not sent', async () => {
  const page = await portal.openSignedIn(path);
  await page.getByText('Only these').first().click();
  const venueBox = page.getByRole('group', { name: 'Only these' }).getByRole('checkbox');
  await venueBox.uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await seen(page.getByText(/Nobody would be told: choose at least one venue/));
  await venueBox.check();
  await page.getByLabel('Keep quiet hours').check();
  await page.getByLabel('Quiet from').fill('08:00');
  await page.getByLabel('Quiet until').fill('08:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await seen(page.getByText(/Quiet hours begin and end at the same time: choose another end/));
  expect(await page.getByLabel('Quiet until').getAttribute('aria-invalid')).toBe('true');
  expect(await findBarriers(page, 'all')).toEqual([]);
  await page.reload();
  await seen(page.getByLabel('Keep quiet hours'));
  expect(await page.getByLabel('Keep quiet hours').isChecked()).toBe(false);
});

test('wishes are kept, and said in French', async () => {
  const page = await portal.openSignedIn(path, { language: 'fr' });
  await seen(page.getByRole('heading', { name: 'Ce qui vous est annoncé' }));
  await seen(page.getByText(/La caisse est injoignable/));
  await page.getByLabel('Les ventes arrivent de nouveau').uncheck();
  await page.getByText('Seulement ceux-ci').first().click();
  await page.getByLabel('Respecter des heures calmes').check();
  await page.getByLabel('Calme dès').fill('23:15');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await seen(page.getByText('Enregistré').first());
  await page.reload();
  await seen(page.getByLabel('Calme dès'));
  expect(await page.getByLabel('Calme dès').inputValue()).toBe('23:15');
  expect(await page.getByLabel('Les ventes arrivent de nouveau').isChecked()).toBe(false);
  expect(await findBarriers(page, 'all')).toEqual([]);
});
