import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal } from './portal.ts';
import { seen } from './reading.ts';

const till = { apiKey: 'key-keyboard', serial: 'KEY-1001' };
const venue = { name: 'Chez Clavier', timeZone: 'America/Toronto', currency: 'CAD' };
const stepsMax = 40;

let portal: Portal;
let page: Page;

beforeAll(async () => {
  const restaurant = { seed: 'keyboard', venue, ordersPerDay: 12, from: '2026-05-01' };
  portal = await openPortal({ venues: [{ source: { restaurant }, locations: [till] }] });
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

/** What has the focus: its name, and whether it can be seen to have it. */
const readFocus = () =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const labels = (element as HTMLInputElement).labels ?? [];
    const name =
      element.getAttribute('aria-label') ?? labels[0]?.textContent ?? element.textContent;
    const isOutlined = (of: Element, part?: string) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(of, part);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
    };
    const isVisible = isOutlined(element) || isOutlined(element, '::after');
    // After the last element the focus leaves the page, and begins again at its start.
    if (element === document.body) return { name: '(none)', isVisible: true };
    return { name: name.trim(), isVisible: isVisible || [...labels].some((of) => isOutlined(of)) };
  });

/** Goes on with the Tab key until what is named has the focus, which must show at every step. */
async function tabTo(name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  while (passed.length < stepsMax) {
    const focus = await readFocus();
    const isThere = typeof name === 'string' ? focus.name === name : name.test(focus.name);
    if (isThere) return;
    await page.keyboard.press('Tab');
    const next = await readFocus();
    expect(next.isVisible, `the focus shows on "${next.name}"`).toBe(true);
    passed.push(next.name);
  }
  throw new Error(`the Tab key does not reach ${name}; it passed ${passed.join(' | ')}`);
}

test('the keyboard alone signs in, adds a till and sees it healthy', async () => {
  page = await portal.openPage('/');
  await seen(page.getByRole('heading', { name: 'Sign in' }));
  await tabTo('E-mail');
  await page.keyboard.type(portal.company.owner.email);
  await tabTo('Password');
  await page.keyboard.type(portal.company.owner.password);
  await page.keyboard.press('Enter');
  await seen(page.getByRole('heading', { name: 'Connect your first till' }));

  await tabTo('Skip to content');
  await page.keyboard.press('Enter');
  await tabTo('Add POS Integration');
  await page.keyboard.press('Enter');
  await seen(page.getByRole('combobox', { name: 'POS Type' }));

  await tabTo(/^POS Type/);
  await page.keyboard.press('Enter');
  await seen(page.getByRole('option', { name: /^Cluster/ }));
  await page.keyboard.type('Clu');
  await page.keyboard.press('Enter');
  await tabTo('POS Integration Setup Instructions');
  await page.keyboard.press('Enter');
  await seen(page.getByText('Ask Cluster for API access to your sales'));

  await tabTo('API Key');
  await page.keyboard.type(till.apiKey);
  await tabTo('Serial #');
  await page.keyboard.type(till.serial);
  await page.keyboard.press('Enter');
  await seen(page.getByText(`${till.serial}: connected`));
  await tabTo('Include modifiers');
  await page.keyboard.press('Space');
  await tabTo('12 months');
  await page.keyboard.press('ArrowLeft');
  expect(await page.getByLabel('6 months').isChecked()).toBe(true);
  await tabTo('Verify again');
  await page.keyboard.press('Enter');
  await seen(page.getByText(`${till.serial}: connected`));
  await tabTo('Save');
  await page.keyboard.press('Enter');
  await seen(page.getByText('Healthy', { exact: true }));
  await seen(page.getByText('Modifiers included'));

  await tabTo('Sales');
  await page.keyboard.press('Enter');
  await seen(page.getByRole('grid'));
  await tabTo(/^Friday, May 15, 2026, Open/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await seen(page.getByRole('heading', { name: 'Thursday, May 14, 2026' }));
  await page.keyboard.press('ArrowLeft');
  await seen(page.getByRole('heading', { name: 'Wednesday, May 13, 2026' }));
});
