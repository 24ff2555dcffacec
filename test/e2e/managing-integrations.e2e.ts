import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { becomes, callOff } from './call-off.ts';
import { openPortal, type Portal } from './portal.ts';
import { gone, patient, readFacts, seen, settled, shownText } from './reading.ts';

/** One test for each paragraph of the article "Viewing / Managing POS Integrations", in its order. */

const tills = {
  main: { apiKey: 'key-main-0001', serial: 'MAN-1001' },
  terrace: { apiKey: 'key-terrace-02', serial: 'MAN-2002' },
  cellar: { apiKey: 'key-cellar-003', serial: 'MAN-3003' },
};
const venue = { name: 'Bistro Gérant', timeZone: 'America/Toronto', currency: 'CAD' };

let portal: Portal;
let page: Page;
let mainId: string;

beforeAll(async () => {
  const house = (seed: string) => ({
    restaurant: { seed, venue, ordersPerDay: 14, from: '2026-04-20' },
  });
  portal = await openPortal({
    venues: Object.values(tills).map((till) => ({ source: house(till.serial), locations: [till] })),
  });
  mainId = await connect({});
  await becomes(portal, mainId, { status: 'Healthy', backfill: { state: 'done' } });
  page = await portal.openSignedIn('/');
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

async function connect(more: object): Promise<string> {
  const path = `/api/v1/venues/${portal.company.venueId}/integrations`;
  const settings = { includeModifiers: false, historyMonths: 6 };
  const credentials = { locations: [tills.main] };
  const body = { provider: 'cluster', credentials, settings, ...more };
  return (await portal.api<{ id: string }>('POST', path, body)).id;
}

const button = (name: string | RegExp, inside: Page | Locator = page) =>
  inside.getByRole('button', { name, exact: true });
const place = (rest = '') => `/v/${portal.company.venueId}/settings/integrations${rest}`;
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
const card = (name: string) =>
  page
    .locator('section, article, div')
    .filter({ has: page.getByRole('heading', { name, exact: true }) })
    .filter({ has: page.locator('dl') })
    .last();

async function goToList(): Promise<void> {
  await page.goto(place());
  await seen(page.getByRole('heading', { name: 'POS Integrations', level: 1 }));
  await settled(page);
}

async function chooseCluster(): Promise<void> {
  await page.goto(place('/add'));
  await page.getByRole('combobox', { name: 'POS Type' }).click();
  await page.getByRole('option', { name: /^Cluster/ }).click();
}

async function enter(till: { apiKey: string; serial: string }): Promise<void> {
  await page.getByRole('textbox', { name: 'API Key' }).fill(till.apiKey);
  await page.getByLabel('Serial #').fill(till.serial);
}

describe('Viewing POS Integrations', () => {
  test('the menu under one’s name leads to Venue Settings', async () => {
    await page.getByRole('button', { name: /Your menu$/ }).click();
    await page.getByRole('menuitem', { name: 'Venue Settings' }).click();
    await seen(page.getByRole('heading', { name: 'Venue Settings', level: 1 }));
  });

  test('its section POS Integrations shows all active ones', async () => {
    const section = page.getByRole('region', { name: 'POS Integrations' });
    await seen(section.getByRole('heading', { name: 'Cluster' }));
    await seen(section.getByRole('link', { name: 'Add POS Integration' }));
  });
});

describe('POS Integration Details', () => {
  test('Type, Status, Last Sales Check and Last Sale Imported are shown, and Edit', async () => {
    await goToList();
    const facts = await readFacts(card('Cluster'));
    expect(facts).toMatchObject({
      Type: 'Cluster',
      Status: expect.stringMatching(/^Healthy\s+Receiving sales data\. Everything works\.$/),
      'Last Sales Check': expect.stringMatching(/(now|minutes? ago)/i),
      'Last Sale Imported': expect.stringMatching(/(now|minutes? ago)/i),
    });
    await seen(button('Edit: Cluster'));
  });

  test('Refresh now looks at once, and the timeline says who asked', async () => {
    await button('Refresh now').click();
    await seen(page.getByText('Asking the till for new sales'));
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await seen(page.getByText('Olive Owner asked for a sales check of the Cluster integration.'));
    const path = `/api/v1/integrations/${mainId}/runs?limit=1`;
    const newest = async () =>
      (await portal.api<{ items: { trigger: string; state: string }[] }>('GET', path)).items[0];
    await expect.poll(newest, patient).toMatchObject({ trigger: 'user', state: 'succeeded' });
  });

  test('Failed: the reason in plain words, the attempts left, the next one, and whom to call', async () => {
    portal.sandbox.control.addFault({ kind: 'venue_offline', serial: tills.main.serial });
    await goToList();
    await button('Refresh now').click();
    await seen(page.getByText('Failed', { exact: true }));
    await seen(page.getByText('cannot reach the till computer at the venue'));
    await seen(page.getByText(/We try again in \d+ minutes\./));
    await seen(
      page.getByText(/It is called off after 19 more failed checks, but not before \w+ \d/),
    );
    await seen(page.getByText(/support@clusterpos\.com for the till itself/));
    portal.sandbox.control.clearFaults();
    await button('Refresh now').click();
    await seen(page.getByText('Healthy', { exact: true }));
  });

  test('CalledOff: halted, told apart, and taken up again once the till answers', async () => {
    await callOff(portal, mainId, tills.main.serial);
    await goToList();
    await seen(page.getByText('CalledOff', { exact: true }));
    await seen(page.getByText('Halted. No sales arrive until this is resolved.'));
    await seen(page.getByText(/20 failed attempts/));
    expect(await button('Refresh now').isDisabled()).toBe(true);
    const refusal = page.getByText(/^It still does not work: .* stays called off\.$/);
    await button('Check and resume').click();
    await seen(refusal);
    await seen(page.getByText('CalledOff', { exact: true }));
    portal.sandbox.control.clearFaults();
    await button('Check and resume').click();
    await seen(page.getByText('The till answers again. The gap is being filled.'));
    await gone(refusal);
    await seen(page.getByText('Healthy', { exact: true }));
    await gone(button('Check and resume'));
  });

  test('the diagnostic can be copied and holds no credentials', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(place(`/${mainId}`));
    await button('Copy diagnostic').click();
    await seen(page.getByText('Diagnostic copied. It holds no credentials.'));
    const text = await page.evaluate(() => navigator.clipboard.readText());
    for (const part of [mainId, 'Status: ', tills.main.serial, 'Last runs:', 'succeeded'])
      expect(text).toContain(part);
    for (const { apiKey } of Object.values(tills)) expect(text).not.toContain(apiKey);
    expect(text).not.toMatch(/Bearer|api-?key|tb_/i);
  });

  test('Edit: modifiers show what they would change, then re-derive the POS items', async () => {
    await goToList();
    await button('Edit: Cluster').click();
    const edit = dialog('Edit Cluster');
    await edit.getByRole('combobox', { name: 'Sales checks' }).click();
    expect(await page.getByRole('option').allInnerTexts()).toEqual([
      ...['Every 15 minutes', 'Every 30 minutes', 'Every hour', 'Every 2 hours', 'Every 6 hours'],
    ]);
    await page.getByRole('option', { name: 'Every 30 minutes' }).click();
    await edit.getByLabel('Include modifiers').check();
    const preview = edit.getByRole('region', { name: 'What this would change' });
    const figures = preview.getByText(/^POS items: \d+ → \d+\./);
    await seen(figures);
    const [, was = '', now = ''] = /(\d+) → (\d+)/.exec(await shownText(figures)) ?? [];
    expect(Number(now)).toBeGreaterThan(Number(was));
    await seen(preview.getByText(/ \+ /));
    await edit.getByLabel(`Revenue centre of ${tills.main.serial}`).fill('Main room');
    await button('Save', edit).click();
    await gone(edit);
    await seen(page.getByText('Modifiers included'));
    await seen(page.getByText('Every 30 minutes'));
    await page.goto(`/v/${portal.company.venueId}/menu`);
    await seen(page.getByRole('table').locator('tbody th').filter({ hasText: ' + ' }));
  });

  test('Edit: credentials are never shown, and new ones are tried before they are kept', async () => {
    await goToList();
    await button('Edit: Cluster').click();
    const edit = dialog('Edit Cluster');
    await button('Replace credentials', edit).click();
    const key = edit.getByRole('textbox', { name: 'API Key' });
    expect(await key.inputValue()).toBe('');
    await key.fill('key-of-somebody-else');
    await button('Save', edit).click();
    await seen(edit.getByRole('alert').getByText(/could not be verified/));
    await key.fill(tills.main.apiKey);
    await button('Save', edit).click();
    await gone(edit);
    expect(await page.content()).not.toContain(tills.main.apiKey);
  });
});

describe('POS Integration Timeline', () => {
  test('the tab Timeline tells what was added and changed, old and new, and each check', async () => {
    await goToList();
    await page.getByRole('tab', { name: 'Timeline' }).click();
    const timeline = page.getByRole('tabpanel', { name: 'Timeline' });
    await seen(timeline.getByText(/added the Cluster integration\./));
    await seen(timeline.getByText(/Olive Owner changed .*Include modifiers no → yes/));
    await seen(timeline.getByText(/minutes between sales checks 60 → 30/));
    await seen(timeline.getByText(/revenue centre none → Main room/));
    await seen(timeline.getByText(/new credentials for MAN-1001/));
    await seen(timeline.getByText(/A sales check of the Cluster integration failed\./));
    await seen(timeline.getByText(/History import of the Cluster integration: \d+ new/));
    await seen(timeline.getByText(/ to .* · [\d.]+ sec/));
    for (const { apiKey } of Object.values(tills))
      expect(await page.content()).not.toContain(apiKey);
  });

  test('it is narrowed by what, who and when, and exported as it stands', async () => {
    const timeline = page.getByRole('tabpanel', { name: 'Timeline' });
    const choose = async (label: string, option: string) => {
      await timeline.getByRole('combobox', { name: label }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    await choose('Show', 'Settings');
    await choose('Who', 'Olive Owner');
    await gone(timeline.getByText(/ integration failed\./).first());
    await seen(timeline.getByText(/Include modifiers no → yes/));
    const downloading = page.waitForEvent('download');
    await button('Export as CSV', timeline).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toMatch(/^timeline-2026-05-1\d\.csv$/);
    const { data } = Papa.parse<string[]>(
      readFileSync(await file.path(), 'utf8')
        .slice(1)
        .trim(),
    );
    const [header = [], ...rows] = data;
    const texts = rows.map((row) => row[header.indexOf('What')]);
    expect(texts).toEqual(await timeline.getByRole('listitem').locator('p').allInnerTexts());
    await timeline.getByLabel('To', { exact: true }).fill('2026-05-01');
    await seen(timeline.getByText('Nothing fits these filters.'));
    await page.reload();
    await seen(timeline.getByText('Nothing fits these filters.'));
    await seen(timeline.getByRole('combobox', { name: 'Show' }).getByText('Settings'));
    expect(await timeline.getByLabel('To', { exact: true }).inputValue()).toBe('2026-05-01');
    await button('Clear filters', timeline).click();
    await seen(timeline.getByText(/added the Cluster integration\./));
  });
});

describe('Adding a Second POS Integration of the Same Type', () => {
  test('a message comes with the type; Cancel leaves everything as it is', async () => {
    await chooseCluster();
    const question = dialog('This venue already has Cluster');
    await seen(question.getByText(/separate terminals/));
    await button('Cancel', question).click();
    await gone(question);
    await gone(page.getByText('POS Integration Setup Instructions'));
  });

  test('while the existing one is CalledOff, it offers to resolve that one instead', async () => {
    await callOff(portal, mainId, tills.main.serial);
    await chooseCluster();
    const question = dialog('This venue already has Cluster');
    await seen(question.getByText(/is CalledOff: it is better to resolve that one/));
    await question.getByRole('link', { name: 'Resolve the existing one' }).click();
    await seen(page.getByRole('heading', { name: 'Cluster', level: 1 }));
    portal.sandbox.control.clearFaults();
    await button('Check and resume').click();
    await seen(page.getByText('Healthy', { exact: true }));
  });

  test('Create new goes on, with setup instructions and a nickname that must be given', async () => {
    await chooseCluster();
    await button('Create new', dialog('This venue already has Cluster')).click();
    await page.getByText('POS Integration Setup Instructions').click();
    await seen(page.getByText('Ask Cluster for API access to your sales'));
    await enter(tills.terrace);
    await button('Verify').click();
    await seen(page.getByText(`${tills.terrace.serial}: connected`));
    expect(await button('Save').isDisabled()).toBe(true);
    await page.getByLabel('Nickname').fill('Terrace');
    await button('Save').click();
    await seen(page.getByRole('heading', { name: 'Cluster (Terrace)' }));
    expect(await readFacts(card('Cluster (Terrace)'))).toMatchObject({ Type: 'Cluster (Terrace)' });
    await expect
      .poll(async () => (await readFacts(card('Cluster (Terrace)'))).Status, patient)
      .toMatch(/^Healthy/);
    await seen(page.getByRole('heading', { name: 'Cluster', exact: true }));
  });
});

describe('Removing a POS Integration', () => {
  test('Edit, Deactivate, Cancel keeps it; OK removes it to Inactive integrations', async () => {
    await goToList();
    await button('Edit: Cluster (Terrace)').click();
    const edit = dialog('Edit Cluster (Terrace)');
    await button('Deactivate', edit).click();
    const sure = page.getByRole('alertdialog');
    await button('Cancel', sure).click();
    await gone(sure);
    await button('Deactivate', edit).click();
    await button('OK', sure).click();
    await gone(edit);
    await gone(page.getByRole('heading', { name: 'Cluster (Terrace)' }));
    await page.getByText(/^Inactive integrations \(1\)$/).click();
    await seen(page.getByRole('link', { name: 'Cluster (Terrace)' }));
  });

  test('nothing more is fetched, and past sales, POS items and timeline stay', async () => {
    const { venueId } = portal.company;
    const [gonner] = (
      await portal.api<{ items: { id: string; nextCheckAt: null }[] }>(
        'GET',
        `/api/v1/venues/${venueId}/integrations?active=false`,
      )
    ).items;
    expect(gonner?.nextCheckAt).toBeNull();
    const items = await portal.api<{ items: { integrationId: string }[] }>(
      'GET',
      `/api/v1/venues/${venueId}/pos-items?state=all&limit=200&from=2026-04-20&to=2026-05-15`,
    );
    expect(items.items.some(({ integrationId }) => integrationId === gonner?.id)).toBe(true);
    await page.getByRole('link', { name: 'Cluster (Terrace)' }).click();
    await seen(page.getByText(/Olive Owner deactivated the Cluster integration "Terrace"/));
    await seen(page.getByText('Inactive', { exact: true }));
  });
});

describe('Adding a POS Integration that was Previously Removed', () => {
  test('Restore Inactive: the same till goes on where it stopped', async () => {
    await portal.api('POST', `/api/v1/integrations/${mainId}/deactivate`);
    await chooseCluster();
    const question = dialog('There was Cluster here before');
    await seen(question.getByText(/exactly the same terminal as before/));
    await question.getByRole('radio', { name: /^Terrace/ }).check();
    await button('Restore Inactive', question).click();
    await seen(page.getByText('Active again. Sales are being fetched.'));
    await seen(page.getByRole('heading', { name: 'Cluster (Terrace)' }));
    await expect
      .poll(async () => (await readFacts(card('Cluster (Terrace)'))).Status, patient)
      .toMatch(/^Healthy/);
  });

  test('Restore Inactive with credentials that no longer work asks for the valid ones', async () => {
    const [terrace] = (
      await portal.api<{ items: { id: string }[] }>(
        'GET',
        `/api/v1/venues/${portal.company.venueId}/integrations?active=true`,
      )
    ).items;
    await portal.api('POST', `/api/v1/integrations/${terrace?.id}/deactivate`);
    portal.sandbox.control.addFault({ kind: 'venue_offline', serial: tills.terrace.serial });
    await chooseCluster();
    const question = dialog('There was Cluster here before');
    await question.getByRole('radio', { name: /^Terrace/ }).check();
    await button('Restore Inactive', question).click();
    await seen(page.getByText(/The stored credentials no longer work/));
    portal.sandbox.control.clearFaults();
    await enter(tills.terrace);
    await button('Verify').click();
    await seen(page.getByText(`${tills.terrace.serial}: connected`));
    await button('Save').click();
    await seen(page.getByRole('heading', { name: 'Cluster (Terrace)' }));
    await portal.api('POST', `/api/v1/integrations/${terrace?.id}/deactivate`);
  });

  test('Create New: a new terminal has no connection to the previous ones', async () => {
    await chooseCluster();
    const question = dialog('There was Cluster here before');
    await button('Create New', question).click();
    await enter(tills.cellar);
    await button('Verify').click();
    await seen(page.getByText(`${tills.cellar.serial}: connected`));
    await button('Save').click();
    await seen(page.getByRole('heading', { name: 'Cluster', exact: true }));
    await seen(page.getByText(/^Inactive integrations \(2\)$/));
    const { items } = await portal.api<{ items: { id: string }[] }>(
      'GET',
      `/api/v1/venues/${portal.company.venueId}/integrations?active=true`,
    );
    expect(items).toHaveLength(1);
    expect(items[0]?.id).not.toBe(mainId);
  });
});
