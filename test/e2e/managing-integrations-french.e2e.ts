import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { MessageId } from '../../web/portal/i18n/en.ts';
import { fr } from '../../web/portal/i18n/fr.ts';
import { becomes, callOff } from './call-off.ts';
import { findEnglish } from './french.ts';
import { openPortal, type Portal, today } from './portal.ts';
import { gone, seen, settled } from './reading.ts';

/** The screens of managing POS integrations, read by somebody who knows no English. */

const till = { apiKey: 'key-francaise-1', serial: 'FRA-1001' };
const venue = { name: 'Chez Margot', timeZone: 'America/Montreal', currency: 'CAD' };

let portal: Portal;
let page: Page;
let integrationId: string;
const ownWords = new Set(['Cluster', till.serial]);

beforeAll(async () => {
  const restaurant = { seed: 'margot', venue, ordersPerDay: 12, from: '2026-05-01' };
  portal = await openPortal({ venues: [{ source: { restaurant }, locations: [till] }] });
  const { venueId } = portal.company;
  await portal.api('PATCH', `/api/v1/venues/${venueId}`, { name: venue.name });
  const { id } = await portal.api<{ id: string }>(
    'POST',
    `/api/v1/venues/${venueId}/integrations`,
    {
      provider: 'cluster',
      credentials: { locations: [till] },
      settings: { includeModifiers: false, historyMonths: 6 },
    },
  );
  integrationId = id;
  await becomes(portal, id, { status: 'Healthy', backfill: { state: 'done' } });
  for (const order of portal.sandbox.control.listOrders({ date: today })) {
    for (const line of order.lines) ownWords.add(line.name);
  }
  page = await portal.openSignedIn(place(), { language: 'fr' });
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

const place = (rest = '') => `/v/${portal.company.venueId}/settings/integrations${rest}`;
const button = (id: MessageId) => page.getByRole('button', { name: fr[id], exact: true });
const option = (name: string | RegExp) => page.getByRole('option', { name });

/** Nothing on the screen is English; `wanted` shows that the screen is the one meant. */
async function isFrench(wanted: string | RegExp): Promise<void> {
  await seen(page.getByText(wanted));
  await settled(page);
  expect(await findEnglish(page, ownWords)).toEqual([]);
}

test('the list of active integrations', async () => {
  await isFrench('Les ventes arrivent. Tout fonctionne.');
  await seen(page.getByText('Dernière vérification'));
  await seen(page.getByText('Dernière vente importée'));
});

test('Edit, with the preview of modifiers, and the confirmation of Deactivate', async () => {
  await page.getByRole('button', { name: `${fr['action.edit']}${fr.colon}Cluster` }).click();
  await page.getByLabel(fr['add.modifiers']).check();
  await seen(page.getByText(/^Articles POS\s: \d+ → \d+\./));
  await button('edit.replaceCredentials').click();
  await isFrench(fr['preview.title']);
  await button('edit.deactivate').click();
  await isFrench(/^Désactiver/);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Annuler' }).click();
  await button('action.save').click();
  await gone(page.getByRole('dialog'));
  await isFrench(fr['integrations.withModifiers']);
});

test('the timeline, its filters, and the runs', async () => {
  await page.goto(place(`/${integrationId}`));
  await isFrench(/Inclure les modificateurs non → oui/);
  await isFrench(/Importation de l’historique de l’intégration Cluster\s: [\d\s]+ nouvelles/);
  await page.getByRole('combobox', { name: fr['timeline.kind'] }).click();
  await isFrench(fr['timeline.kind.health']);
  await option(fr['timeline.kind.file']).click();
  await isFrench(fr['timeline.none']);
  await page.goto(place(`/${integrationId}?tab=runs`));
  await isFrench(fr['runs.started']);
});

test('CalledOff, and a resume that the till refuses', async () => {
  await callOff(portal, integrationId, till.serial);
  await page.goto(place());
  await isFrench(fr['status.about.CalledOff']);
  await seen(page.getByText(/20 tentatives manquées/));
  await button('integrations.resume').click();
  await isFrench(/^Cela ne fonctionne toujours pas : .* reste suspendue\.$/);
});

test('Add: the question about a CalledOff one, the nickname, and credentials that are refused', async () => {
  await page.goto(place('/add'));
  await page.getByRole('combobox', { name: fr['add.type'] }).click();
  await option(/^Cluster/).click();
  await isFrench(fr['question.existsCalledOff']);
  await button('question.createNew').click();
  await page.getByText(fr['add.instructions']).click();
  await isFrench(fr['question.nicknameHelp']);
  await page.getByRole('textbox', { name: 'Clé API' }).fill('cle-inconnue');
  await page.getByLabel('Numéro de série').fill('FRA-9');
  await button('add.verify').click();
  await isFrench(fr['add.notConnected']);
});

test('Inactive integrations, and the question about a removed one', async () => {
  portal.sandbox.control.clearFaults();
  await portal.api('POST', `/api/v1/integrations/${integrationId}/deactivate`);
  await page.goto(place());
  await page.getByText(/^Intégrations inactives/).click();
  await isFrench(fr['integrations.inactiveText']);
  await page.goto(place('/add'));
  await page.getByRole('combobox', { name: fr['add.type'] }).click();
  await option(/^Cluster/).click();
  await isFrench(fr['question.inactiveText']);
  await button('question.restore').click();
  await isFrench(fr['integrations.restored']);
});
