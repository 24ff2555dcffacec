import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '#kernel/business-day.ts';
import type { LedgerOrder } from '#simulators/ledger.ts';
import type { DayTruth } from '#simulators/truth.ts';
import { openPortal, type Portal, today } from './portal.ts';
import {
  barsOfTruth,
  gone,
  hoursOfTruth,
  moneyText,
  patient,
  readBars,
  readFacts,
  readTable,
  seen,
  shownText,
  wallText,
} from './reading.ts';

const till = { apiKey: 'key-laurier', serial: 'LAU-1001' };
const venue = { name: 'Bistro Laurier', timeZone: 'America/Toronto', currency: 'CAD' };
/** A full weekday that every later check reads again. */
const day = '2026-05-13';

let portal: Portal;
let page: Page;

beforeAll(async () => {
  const restaurant = { seed: 'laurier', venue, ordersPerDay: 32, from: '2025-11-01' };
  portal = await openPortal({ venues: [{ source: { restaurant }, locations: [till] }] });
  await portal.api('PATCH', `/api/v1/venues/${portal.company.venueId}`, { name: venue.name });
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const goTo = (name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();

/** The truth of the till's books, as they are at this moment. */
async function truthOf(date: string): Promise<DayTruth> {
  const { days } = await portal.sandbox.control.ledgerDays({ from: date, to: date });
  const truth = days[date];
  if (!truth) throw new Error(`the till sold nothing on ${date}`);
  return truth;
}

/** All bills of a business day, whatever became of them. */
function billsOf(date: string): LedgerOrder[] {
  const opened = [date, addDays(date, 1)].flatMap((calendarDate) =>
    portal.sandbox.control.listOrders({ date: calendarDate }),
  );
  const [from, to] = [`${date}T05:00:00`, `${addDays(date, 1)}T05:00:00`];
  return opened.filter(({ openedAt }) => openedAt >= from && openedAt < to);
}

describe('from signing in to a healthy till', () => {
  test('a wrong password gets a sentence, the right one leads to a venue that says what to do next', async () => {
    page = await portal.openPage('/');
    await page.getByLabel('E-mail').fill(portal.company.owner.email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await button('Sign in').click();
    await seen(
      page.getByRole('alert').getByText('This e-mail and password do not match. Check both and'),
    );
    await page.getByLabel('Password', { exact: true }).fill(portal.company.owner.password);
    await button('Sign in').click();
    await seen(page.getByRole('heading', { name: 'Good evening, Olive' }));
    await seen(page.getByRole('heading', { name: 'Connect your first till' }));
    await page.getByRole('link', { name: 'Add POS Integration' }).first().click();
    await seen(page.getByRole('heading', { name: 'Add POS Integration', level: 1 }));
  });

  test('choosing Cluster shows how to get access; nothing can be saved before a till has answered', async () => {
    await page.getByRole('combobox', { name: 'POS Type' }).click();
    await page.getByRole('option', { name: /^Cluster/ }).click();
    const instructions = page.getByText('Ask Cluster for API access to your sales');
    expect(await instructions.isVisible()).toBe(false);
    await page.getByText('POS Integration Setup Instructions').click();
    await seen(instructions);
    await seen(page.getByText('Verify first, then save.'));
    expect(await button('Save').isDisabled()).toBe(true);
  });

  test('a wrong key is answered with what to do about it, and nothing is saved', async () => {
    await page.getByRole('textbox', { name: 'API Key' }).fill('key-of-somebody-else');
    await page.getByLabel('Serial #').fill(till.serial);
    await button('Verify').click();
    const results = page.getByRole('list', { name: 'What the tills answered' });
    await seen(results.getByText('not connected'));
    await seen(results.getByText('Copy the API Key once more from the e-mail Cluster sent you'));
    expect(await button('Save').isDisabled()).toBe(true);
    const path = `/api/v1/venues/${portal.company.venueId}/integrations`;
    expect(await portal.api('GET', path)).toMatchObject({ items: [] });
  });

  test('a second location can be added and removed again; the right key verifies with the newest sale', async () => {
    await button('Add').click();
    await seen(page.getByRole('group', { name: 'Location 2' }));
    expect(await page.getByLabel('Serial #').count()).toBe(2);
    await button('Remove location 2').click();
    await gone(page.getByRole('group', { name: 'Location 2' }));
    await page.getByRole('textbox', { name: 'API Key' }).fill(till.apiKey);
    await page.getByLabel('Include modifiers').check();
    await page.getByText('6 months').click();
    await button('Verify').click();
    const results = page.getByRole('list', { name: 'What the tills answered' });
    await seen(results.getByText(`${till.serial}: connected`));
    const newest = billsOf(today)
      .map((order) => order.openedAt)
      .toSorted()
      .at(-1);
    expect(await shownText(results)).toContain(`Newest sale: ${wallText(`${newest}`)}`);
  });

  test('after saving, the card goes from Initializing to Healthy and shows the import to its end, by itself', async () => {
    // A slow till: the import lasts long enough to be watched.
    portal.sandbox.control.addFault({ kind: 'slow', call: 'sales', latencyMs: 350 });
    portal.sandbox.control.addFault({ kind: 'slow', call: 'sales', latencyMs: 1500, times: 3 });
    const loads: string[] = [];
    page.on('load', () => loads.push(page.url()));
    await button('Save').click();
    await seen(page.getByText('Initializing', { exact: true }));
    const progress = page.getByRole('progressbar', { name: 'Importing sales history' });
    const percents = new Set<number>();
    await expect
      .poll(async () => {
        percents.add(Number(await progress.getAttribute('aria-valuenow')));
        return percents.size;
      }, patient)
      .toBeGreaterThan(3);
    await seen(page.getByText(/orders? imported$/));
    await seen(page.getByText('Healthy', { exact: true }));
    portal.sandbox.control.clearFaults();
    await gone(progress);
    await seen(page.getByText('Modifiers included'));
    expect([...percents]).toEqual([...percents].toSorted((one, other) => one - other));
    expect(loads).toEqual([]);
  });
});

describe('reading the sales', () => {
  test('the month shows every day as the till’s books have it', async () => {
    await goTo('Sales');
    await seen(page.getByRole('heading', { name: 'May 2026' }));
    const { days } = await portal.sandbox.control.ledgerDays({ from: '2026-05-01', to: today });
    const cells = page.getByRole('grid').locator('a[data-date]');
    await seen(cells);
    const shown = await cells.evaluateAll((links) =>
      links.map((link) => [link.getAttribute('data-date'), link.getAttribute('aria-label')]),
    );
    expect(shown.map(([date]) => date)).toEqual(Object.keys(days));
    for (const [date = '', label] of shown as [string, string][]) {
      const { netMinor, orders } = days[date] as DayTruth;
      expect(label, date).toContain(date === today ? ', Open,' : ', Complete,');
      expect(label, date).toContain(`Net sales ${moneyText(netMinor)}, ${orders} orders`);
    }
  });

  test('a day shows net, morning, end of day, categories, hours, tenders and taxes equal to the till’s', async () => {
    await page.locator(`a[data-date="${day}"]`).click();
    await seen(page.getByRole('heading', { name: 'Wednesday, May 13, 2026' }));
    const truth = await truthOf(day);
    const region = (name: string) => page.getByRole('region', { name, exact: true });
    await seen(region('How the net comes about'));
    expect(await readFacts(region('How the net comes about'))).toMatchObject({
      'Gross sales': moneyText(truth.grossMinor),
      Discounts: moneyText(truth.discountMinor),
      Comps: moneyText(truth.compMinor),
      'Net sales': moneyText(truth.netMinor),
      Taxes: moneyText(truth.taxMinor),
      Tips: moneyText(truth.tipMinor),
      Orders: String(truth.orders),
      Guests: String(truth.guests),
    });
    for (const [name, netMinor, orders] of [
      ['Morning', truth.morningNetMinor, truth.morningOrders],
      ['End of day', truth.netMinor, truth.orders],
    ] as const) {
      const part = await shownText(region(name).locator('p').last());
      expect(part.split('\n').filter(Boolean), name).toEqual([
        moneyText(netMinor),
        `${orders} orders`,
      ]);
    }
    const categories = Object.entries(truth.categories).map(([name, of]) => [
      name,
      { figureMinor: of.netMinor, note: `× ${Number(of.quantity)}` },
    ]);
    expect(await readBars(page, 'Categories')).toEqual(barsOfTruth(Object.fromEntries(categories)));
    const tenders = Object.entries(truth.tenders).map(([name, of]) => [
      name,
      { figureMinor: of.amountMinor, note: `× ${of.count}` },
    ]);
    expect(await readBars(page, 'Payments by tender')).toEqual(
      barsOfTruth(Object.fromEntries(tenders)),
    );
    const taxes = await readFacts(region('Taxes'));
    for (const [name, minor] of Object.entries(truth.taxes))
      expect(taxes[name]).toBe(moneyText(minor));
    await region('Net sales by hour').getByRole('button', { name: 'Show as table' }).click();
    const hours = await readTable(page.getByRole('table', { name: 'Net sales by hour' }));
    expect(hours.filter((row) => row[1] !== '0').map((row) => [row[1], row[2]])).toEqual(
      hoursOfTruth(truth).map((of) => [String(of.orders), moneyText(of.netMinor)]),
    );
  });

  test('pressing a category leads to exactly the bills behind it, a bill to its lines, payments and raw words', async () => {
    const [category = ''] = (await readBars(page, 'Categories'))[1] as string[];
    await page
      .getByRole('list', { name: 'Categories' })
      .getByRole('button', { name: category })
      .click();
    await seen(button(`Clear filter ${category}`));
    const bills = billsOf(day).filter((order) =>
      order.lines.some((line) => line.category === category && line.kind !== 'void'),
    );
    expect(bills.length).toBeGreaterThan(2);
    const table = page.getByRole('table', { name: 'Bills' });
    await expect
      .poll(async () => (await table.getByRole('link').allInnerTexts()).toSorted(), patient)
      .toEqual(bills.map((bill) => bill.id).toSorted());

    const bill = bills.find((each) => each.state === 'closed' && each.lines.length > 2);
    if (!bill) throw new Error('no closed bill with several lines');
    await table.getByRole('link', { name: bill.id }).click();
    const drawer = page.getByRole('dialog', { name: `Bill ${bill.id}` });
    const lines = await (async () => {
      await seen(drawer.getByRole('table', { name: 'Lines of the bill' }));
      return readTable(drawer.getByRole('table', { name: 'Lines of the bill' }));
    })();
    expect(lines.map(([quantity, name]) => [quantity, name?.split('\n')[0]])).toEqual(
      bill.lines.map((line) => [String(Number(line.quantity)), line.name]),
    );
    for (const { tender, amount, tip } of bill.payments) {
      const facts = await readFacts(drawer);
      const paidMinor = Math.round((Number(amount) + Number(tip)) * 100);
      expect(facts[`Paid, ${tender}`]).toBe(moneyText(paidMinor));
    }
    await drawer.getByText('What the till sent').click();
    const raw = await shownText(drawer.getByRole('region', { name: 'What the till sent' }));
    expect(JSON.stringify(JSON.parse(raw))).toContain(bill.id);
    await page.keyboard.press('Escape');
    await gone(drawer);
  });

  test('Menu lists POS items with a name for each set of modifiers', async () => {
    await goTo('Menu');
    const names = page.getByRole('table').locator('tbody th');
    await seen(names.filter({ hasText: ' + ' }));
  });
});

describe('when something is wrong', () => {
  test('the same till cannot be linked twice, and the page says so', async () => {
    await goTo('POS Integrations');
    await page.getByRole('link', { name: 'Add POS Integration' }).first().click();
    await page.getByRole('combobox', { name: 'POS Type' }).click();
    await page.getByRole('option', { name: /^Cluster/ }).click();
    const question = page.getByRole('dialog', { name: 'This venue already has Cluster' });
    await question.getByRole('button', { name: 'Create new' }).click();
    await page.getByLabel('Nickname').fill('Terrace');
    await page.getByRole('textbox', { name: 'API Key' }).fill(till.apiKey);
    await page.getByLabel('Serial #').fill(till.serial);
    await button('Verify').click();
    await seen(page.getByText(/^Already linked in your company: LAU-1001/));
    expect(await button('Save').isDisabled()).toBe(true);
    await page.getByRole('link', { name: 'Cancel' }).click();
    await seen(page.getByText('Healthy', { exact: true }));
  });

  test('an offline venue fails with its sentence and the next attempt, and recovers', async () => {
    portal.sandbox.control.addFault({ kind: 'venue_offline' });
    await button('Refresh now').click();
    await seen(page.getByText('Failed', { exact: true }));
    await seen(page.getByText('cannot reach the till computer at the venue'));
    await seen(page.getByText(/We try again in \d+ minutes\./));
    await goTo('Home');
    await seen(page.getByRole('article').getByText('Failed'));
    const attention = page.getByRole('region', { name: 'What needs attention' });
    await seen(attention.getByText('Cluster at Bistro Laurier failed'));
    await goTo('POS Integrations');
    portal.sandbox.control.clearFaults();
    await button('Refresh now').click();
    await seen(page.getByText('Healthy', { exact: true }));
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await seen(page.getByText('cannot reach the till computer at the venue'));
  });

  test('a bill voided after the day had been seen restates the day: was, now and why', async () => {
    const before = await truthOf(day);
    const bill = billsOf(day).find((each) => each.state === 'closed' && each.lines.length > 1);
    if (!bill) throw new Error('no closed bill');
    portal.sandbox.control.addFault({ kind: 'void_after_close', id: bill.id });
    const after = await truthOf(day);
    await page.getByRole('tab', { name: 'Integrations' }).click();
    await button('Refresh now').click();
    await goTo('Sales');
    const cell = page.locator(`a[data-date="${day}"]`);
    await expect.poll(() => cell.getAttribute('aria-label'), patient).toContain('Restated');
    await cell.click();
    const restatements = page.getByRole('region', { name: 'Restatements' });
    await seen(restatements);
    const text = await shownText(restatements);
    for (const part of [moneyText(before.netMinor), moneyText(after.netMinor)])
      expect(text).toContain(part);
    expect(text).toMatch(new RegExp(`Bill ${bill.id} was voided`));
    const endOfDay = await readFacts(page.getByRole('region', { name: 'End of day' }));
    expect(endOfDay).toMatchObject({
      'Changed since': moneyText(after.netMinor - before.netMinor),
    });
    await restatements.getByRole('link').click();
    await seen(page.getByRole('dialog').getByText('Voided', { exact: true }));
  });
});
