import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DayTruth } from '#simulators/truth.ts';
import { findBarriers } from './a11y.ts';
import { findEnglish } from './french.ts';
import { openPortal, type Portal } from './portal.ts';
import { gone, moneyText, patient, readTable, seen, settled, shownText } from './reading.ts';

/** "A day can be reconciled against the till's own Z total, approved, and asks before it changes." */

const date = '2026-05-13';
const till = { apiKey: 'key-laurier', serial: 'LAU-1001' };
const house = { name: 'Bistro Laurier', timeZone: 'America/Toronto', currency: 'CAD' };
const restaurant = {
  ...{ seed: 'reconcile', venue: house, ordersPerDay: 14, from: '2026-05-11' },
  isAlwaysOpen: true,
};

let portal: Portal;
let page: Page;
let truth: DayTruth;
let dayPath: string;

beforeAll(async () => {
  portal = await openPortal({ venues: [{ source: { restaurant }, locations: [till] }] });
  const { venueId } = portal.company;
  await portal.api('POST', `/api/v1/venues/${venueId}/integrations`, {
    ...{ provider: 'cluster', credentials: { locations: [till] } },
    settings: { historyFrom: '2026-05-11' },
  });
  await vi.waitFor(async () => expect((await readDay()).completeness).toBe('complete'), {
    ...patient,
    timeout: 60_000,
  });
  truth = await readTruth();
  dayPath = `/v/${venueId}/sales/${date}`;
  page = await portal.openSignedIn(dayPath);
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

async function readTruth(): Promise<DayTruth> {
  const day = (await portal.sandbox.control.ledgerDays()).days[date];
  if (!day) throw new Error('the till sold nothing');
  return day;
}

function readDay() {
  const path = `/api/v1/venues/${portal.company.venueId}/sales/days/${date}`;
  return portal.api<{ completeness: string; netMinor: number }>('GET', path);
}

const card = (on = page) => on.getByRole('region', { name: /^(Reconcile|Rapprochement)$/ });
const dialog = () => page.getByRole('dialog');
const button = (name: string) => card().getByRole('button', { name, exact: true });
const amount = (minor: number) => (minor / 100).toFixed(2);
const comparisons = () => page.getByRole('table', { name: 'The till’s closing report' });

async function importFile(name: string, lines: readonly string[], on = page): Promise<void> {
  const choosing = on.waitForEvent('filechooser');
  await card(on)
    .getByRole('button', { name: /^(Import from a file|Importer d’un fichier)$/ })
    .click();
  const buffer = Buffer.from(`${lines.join('\r\n')}\r\n`);
  await (await choosing).setFiles({ name, mimeType: 'text/csv', buffer });
}

/** Nothing that axe finds, and nothing wider than the screen. */
async function isSound(looked: Page): Promise<void> {
  await settled(looked);
  expect(await findBarriers(looked, 'all')).toEqual([]);
  const excess = await looked.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(excess).toBe(0);
}

describe('a day beside the till’s own closing report', () => {
  test('is typed in: the figures stand side by side, with the difference of each', async () => {
    await button('Enter the report').click();
    await dialog()
      .getByLabel('Net sales')
      .fill(amount(truth.netMinor - 500));
    await dialog().getByLabel('Taxes').fill(amount(truth.taxMinor));
    await dialog().getByRole('button', { name: 'Compare' }).click();
    await seen(card().getByText('2 figures compared: one differs.'));
    expect(await readTable(comparisons())).toEqual([
      ['Net sales', moneyText(truth.netMinor), moneyText(truth.netMinor - 500), moneyText(-500)],
      ['Taxes', moneyText(truth.taxMinor), moneyText(truth.taxMinor), 'None'],
    ]);
    await isSound(page);
  });

  test('stands on a phone with both figures and their difference', async () => {
    const phone = await portal.openSignedIn(dayPath, { width: 390 });
    const table = phone.getByRole('table', { name: 'The till’s closing report' });
    await seen(table.getByText(`Ours ${moneyText(truth.netMinor)}`));
    const [net] = await readTable(table);
    expect(net?.slice(2)).toEqual([
      `${moneyText(truth.netMinor - 500)}\nOurs ${moneyText(truth.netMinor)}`,
      moneyText(-500),
    ]);
    await isSound(phone);
    await phone.context().close();
  });

  test('is compared only where the report tells a figure; the rest is not told', async () => {
    const [[tender, paid] = ['', null], ...others] = Object.entries(truth.tenders);
    await button('Change the report').click();
    await dialog().getByLabel('Net sales').fill(amount(truth.netMinor));
    await dialog().getByLabel('Taxes').fill('');
    await dialog()
      .getByLabel(tender, { exact: true })
      .fill(amount(paid?.amountMinor ?? 0));
    await dialog().getByRole('button', { name: 'Compare' }).click();
    await seen(card().getByText('2 figures compared: both agree.'));
    const rows = await readTable(comparisons());
    expect(rows.slice(0, 2).map((row) => row[3])).toEqual(['None', 'None']);
    expect(rows.slice(2).map(([name, , till]) => [name, till])).toEqual(
      expect.arrayContaining(others.map(([name]) => [name, 'Not told'])),
    );
    expect(rows.slice(2).every((row) => row[3]?.includes('Not compared'))).toBe(true);
    await isSound(page);
  });

  test('takes a tender, a category and a tax that we do not have, once each', async () => {
    const [[tender] = ['']] = Object.entries(truth.tenders);
    await button('Change the report').click();
    const add = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
    await add('Add a tender…');
    const name = dialog().getByLabel('Name', { exact: true });
    await name.fill(` ${tender.toUpperCase()} `);
    const paid = dialog().getByLabel('Amount', { exact: true });
    await paid.fill('90071992547409.91');
    await dialog().getByRole('button', { name: 'Compare' }).click();
    await seen(dialog().getByText('This name stands here already.'));
    await seen(dialog().getByText('No day takes that much: write at most $10,000,000,000'));
    await isSound(page);
    await name.fill('Amex');
    await paid.fill('100.00');
    await add('Add a category…');
    await add('Remove this row');
    await add('Add a tax…');
    await dialog().getByLabel('Name', { exact: true }).first().fill('Liquor tax');
    await dialog().getByLabel('Amount', { exact: true }).first().fill('0.40');
    await dialog().getByRole('button', { name: 'Compare' }).click();
    await seen(card().getByText('4 figures compared: 2 differ.'));
    const rows = await readTable(comparisons());
    const none = 'We have nothing of this name.';
    const withoutName = rows.filter(([first]) => first?.includes(none));
    expect(withoutName.map(([first, ...more]) => [first?.split('\n')[0], ...more])).toEqual([
      ['Liquor tax', moneyText(0), moneyText(40), `+${moneyText(40)}`],
      ['Amex', moneyText(0), moneyText(10_000), `+${moneyText(10_000)}`],
    ]);
    await isSound(page);
    await button('Change the report').click();
    await add('Remove Amex');
    await add('Remove Liquor tax');
    await dialog().getByLabel(tender, { exact: true }).fill('');
    await dialog()
      .getByLabel('Net sales')
      .fill(amount(truth.netMinor - 500));
    await dialog().getByLabel('Taxes').fill(amount(truth.taxMinor));
    await dialog().getByRole('button', { name: 'Compare' }).click();
    await seen(card().getByText('2 figures compared: one differs.'));
  });

  test('is imported from a file: it fills the form, lists what it does not understand and saves nothing', async () => {
    const [[tender, paid] = ['', null]] = Object.entries(truth.tenders);
    const [[category, sold] = ['', null]] = Object.entries(truth.categories);
    await importFile('z-2026-05-13.csv', [
      'kind;name;amount',
      `net;;${amount(truth.netMinor).replace('.', ',')}`,
      `category;${category.toUpperCase()};${amount(sold?.netMinor ?? 0).replace('.', ',')}`,
      `tender;${tender};${amount((paid?.amountMinor ?? 0) + 1).replace('.', ',')}`,
      'tender;Amex;12,00',
      'Guests;;42',
    ]);
    await seen(dialog().getByText('Filled in from z-2026-05-13.csv.'));
    await seen(dialog().getByText('One row was not understood:'));
    await seen(dialog().getByText('Row 6: Guests · 42'));
    await isSound(page);
    expect(await dialog().getByLabel('Net sales').inputValue()).toBe(amount(truth.netMinor));
    expect(await dialog().getByLabel('Name', { exact: true }).inputValue()).toBe('Amex');
    // What was entered before and is not in the file stays.
    expect(await dialog().getByLabel('Taxes').inputValue()).toBe(amount(truth.taxMinor));
    expect(await dialog().getByLabel(category, { exact: true }).inputValue()).toBe(
      amount(sold?.netMinor ?? 0),
    );
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    expect(await readTable(comparisons())).toHaveLength(2);
  });

  test('is imported in French, on a phone too', async () => {
    const lines = ['Ventes nettes;1 234,50', 'Pourboires;12,00', 'Couverts;42', 'x;y'];
    for (const width of [390, 1440]) {
      const reader = await portal.openSignedIn(dayPath, { language: 'fr', width });
      await importFile('rapport-z.csv', lines, reader);
      await seen(reader.getByText('Rempli à partir de rapport-z.csv.'));
      await seen(reader.getByText('3 lignes n’ont pas été comprises'));
      expect(await reader.getByRole('dialog').getByLabel('Ventes nettes').inputValue()).toBe(
        '1234.50',
      );
      await isSound(reader);
      await reader.context().close();
    }
  });

  test('a file that is no report says what one looks like', async () => {
    await importFile('notes.csv', ['just;some;words', 'and;more;of them']);
    await seen(dialog().getByText('Nothing in notes.csv could be understood'));
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    const choosing = page.waitForEvent('filechooser');
    await button('Import from a file').click();
    const buffer = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\x02\x03', 'latin1');
    await (await choosing).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer });
    await seen(page.getByText('This is no table. Save the closing report as CSV or XLSX'));
  });

  test('what the file tells is compared once it is saved', async () => {
    const lines = ['Net sales', 'Taxes'].map(
      (label, index) => `${label},${amount(index === 0 ? truth.netMinor : truth.taxMinor)}`,
    );
    await importFile('z.csv', lines);
    await dialog().getByRole('button', { name: 'Compare' }).click();
    await seen(card().getByText('2 figures compared: both agree.'));
    expect((await readTable(comparisons())).map((row) => row[3])).toEqual(['None', 'None']);
  });

  test('an adjustment by hand is compared with the report, beside the till’s figures', async () => {
    await button('Add an adjustment').click();
    await card().getByLabel('Amount').fill('-2.50');
    await card().getByLabel('Reason').fill('Staff meal rung up');
    await button('Add').click();
    await seen(card().getByText('Staff meal rung up'));
    await seen(card().getByText(moneyText(truth.netMinor - 250)));
    expect((await readDay()).netMinor).toBe(truth.netMinor);
    const sentence = `The till says ${moneyText(truth.netMinor)}; we count ${moneyText(truth.netMinor)} and ${moneyText(-250)} of adjustments.`;
    await seen(card().getByText(sentence));
    await seen(card().getByText('2 figures compared: one differs.'));
    const [net] = await readTable(comparisons());
    expect(net?.slice(1)).toEqual([
      moneyText(truth.netMinor - 250),
      moneyText(truth.netMinor),
      `+${moneyText(250)}`,
    ]);
    await seen(page.getByRole('main').getByText(`Adjustments ${moneyText(-250)}`));
    await isSound(page);
  });

  test('the calendar says that a day has adjustments, in English and on a French phone', async () => {
    const month = `/v/${portal.company.venueId}/sales`;
    const desk = await portal.openSignedIn(month);
    await seen(desk.getByRole('link', { name: /Adjustments .*2[.]50/ }));
    await isSound(desk);
    await desk.context().close();
    const phone = await portal.openSignedIn(month, { language: 'fr', width: 390 });
    await seen(phone.getByText(/^Ajustements .*2,50/).filter({ visible: true }));
    await isSound(phone);
    await phone.context().close();
  });
});

describe('an approved day', () => {
  test('is approved with who and when, and offers no more changes', async () => {
    // With the adjustment it differs from the report, so somebody must say why.
    await button('Approve the day').click();
    await seen(page.getByText('Say in the note why it is right all the same'));
    await card().getByLabel('Note').fill('Rung up twice');
    await button('Approve the day').click();
    await seen(card().getByText(/^Approved by Olive Owner, .* it changes only when you reopen it/));
    for (const name of ['Change the report', 'Import from a file', 'Add an adjustment'])
      expect(await button(name).count(), name).toBe(0);
  });

  test('says that the till tells otherwise since, and does not change', async () => {
    const bill = portal.sandbox.control
      .listOrders({ date })
      .find((order) => order.state === 'closed' && order.openedAt > `${date}T12`);
    if (!bill) throw new Error('the till sold nothing after noon');
    portal.sandbox.control.putOrder({ ...bill, id: 'late-one' });
    const { items } = await portal.api<{ items: { id: string }[] }>(
      'GET',
      `/api/v1/venues/${portal.company.venueId}/integrations`,
    );
    await portal.api('POST', `/api/v1/integrations/${items[0]?.id}/sync`);
    // The open page says so by itself.
    await seen(
      card().getByText('The till tells one bill of this day otherwise since the approval'),
    );
    expect((await readDay()).netMinor).toBe(truth.netMinor);
    await isSound(page);
  });

  test('reads the same in French, on a phone too', async () => {
    for (const width of [390, 1440]) {
      const reader = await portal.openSignedIn(dayPath, { language: 'fr', width });
      await seen(card(reader).getByText('Depuis l’approbation, la caisse présente autrement'));
      await isSound(reader);
      const own = [
        ...Object.keys(truth.tenders),
        ...Object.keys(truth.categories),
        ...['Staff meal rung up', 'Rung up twice', till.serial, house.name],
      ];
      const inCard = (await shownText(card(reader))).split('\n');
      const english = await findEnglish(reader, new Set(own));
      expect(english.filter((text) => inCard.includes(text))).toEqual([]);
      await card(reader).getByRole('button', { name: 'Rouvrir' }).click();
      await seen(reader.getByRole('alertdialog', { name: 'Rouvrir cette journée ?' }));
      await seen(reader.getByText('Une addition retenue est prise en compte dans un instant.'));
      await isSound(reader);
      await reader.context().close();
    }
  });

  test('asks before it is reopened, and then follows the till', async () => {
    await button('Reopen').click();
    const asked = page.getByRole('alertdialog', { name: 'Reopen this day?' });
    await seen(asked.getByText('One bill that was held back is taken in within moments.'));
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await gone(asked);
    expect((await readDay()).netMinor).toBe(truth.netMinor);
    await button('Reopen').click();
    await asked.getByRole('button', { name: 'Reopen' }).click();
    await seen(button('Approve the day'));
    const now = (await readTruth()).netMinor;
    expect(now).not.toBe(truth.netMinor);
    await expect.poll(async () => (await readDay()).netMinor, patient).toBe(now);
    // The adjustment stayed, and the report is compared with the new figures.
    await seen(card().getByText(moneyText(now - 250)));
    await seen(card().getByText(/figures? compared: .*differs?/));
  });
});

describe('an approved day of a till that calls', () => {
  test('says that lines were sent about it, keeps them, and takes them in once it is reopened', async () => {
    const { id: venueId } = await portal.api<{ id: string }>('POST', '/api/v1/venues', {
      ...{ name: 'Kiosque', timeZone: 'America/Toronto', currency: 'CAD' },
    });
    const venuePath = `/api/v1/venues/${venueId}`;
    const push = (id: string, total: string) =>
      portal.api<{ lines: { result: string }[] }>('POST', `${venuePath}/sales`, [
        { id, date: `${date}T12:00:00`, title: 'Soup', quantity: 1, total },
      ]);
    const link = { provider: 'push', credentials: {}, settings: {} };
    await portal.api('POST', `${venuePath}/integrations`, link);
    await push('1', '10.00');
    await page.goto(`/v/${venueId}/sales/${date}`);
    await button('Approve the day').click();
    await seen(card().getByText(/^Approved by Olive Owner/));
    expect((await push('1', '12.00')).lines).toMatchObject([{ result: 'held' }]);
    expect((await push('2', '5.00')).lines).toMatchObject([{ result: 'held' }]);
    await seen(card().getByText('The till tells 2 bills of this day otherwise since the approval'));
    const netOf = async () =>
      (await portal.api<{ netMinor: number }>('GET', `${venuePath}/sales/days/${date}`)).netMinor;
    expect(await netOf()).toBe(1000);
    await button('Reopen').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Reopen' }).click();
    await expect.poll(netOf, patient).toBe(1700);
    await seen(page.getByText(moneyText(1700)));
    await seen(page.getByRole('region', { name: 'Restatements' }));
  });
});
