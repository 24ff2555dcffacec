import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openPortal, type Portal } from '../e2e/portal.ts';
import { patient, seen } from '../e2e/reading.ts';
import { hasRealData, realDataFolder } from './real-data.ts';

const file = join('payloads', 'blns.json');
/** Hundreds of bills are looked at. */
const slowly = { timeout: 300_000 };

describe.runIf(hasRealData(file))('naughty strings on the page', () => {
  let portal: Portal;
  let strings: string[];

  beforeAll(async () => {
    const all: string[] = JSON.parse(readFileSync(join(realDataFolder, file), 'utf8'));
    // A name of nothing but space is no name; none holds NUL, or is longer than 500 characters.
    strings = all.filter((text) => text.trim() !== '');
    const venue = { name: 'Bistro Laurier', timeZone: 'America/Toronto', currency: 'CAD' };
    const restaurant = { seed: 'unlinked', venue, ordersPerDay: 1, from: '2026-05-14' };
    const locations = [{ apiKey: 'key-unlinked', serial: 'UNL-1001' }];
    portal = await openPortal({ venues: [{ source: { restaurant }, locations }] });
    const path = `/api/v1/venues/${portal.company.venueId}`;
    await portal.api('POST', `${path}/integrations`, {
      ...{ provider: 'push', credentials: {}, settings: {} },
    });
    const lines = strings.map((title, at) => ({
      ...{ id: `${at}`, date: '2026-05-14T12:00:00', pluNumber: `P${at}`, title },
      ...{ quantity: 1, total: '1.00' },
    }));
    await portal.api('POST', `${path}/sales`, lines);
  });
  afterAll(() => portal.close());
  afterEach((context) => portal.afterTest(context));

  test('survive as names of POS items, and none of them does anything', async () => {
    const page = await portal.openSignedIn(`/v/${portal.company.venueId}/menu`);
    const dialogs = dialogsOf(page);
    const rows = page.getByRole('rowheader');
    await seen(rows);
    const more = page.getByRole('button', { name: 'Show more' });
    await expect
      .poll(async () => {
        if (await more.isVisible()) await more.click();
        return rows.count();
      }, patient)
      .toBe(strings.length);
    const shown = await rows.evaluateAll((cells) =>
      cells.map((cell) => [...cell.querySelectorAll('span')].map((span) => span.textContent)),
    );
    const names = new Map(shown.map(([name, code]) => [code, name]));
    for (const [at, text] of strings.entries())
      expect(names.get(`P${at}`), JSON.stringify(text)).toBe(text);
    expect(dialogs).toEqual([]);
  });

  test(
    'survive as customers and items of the bills of a file, and none of them does anything',
    slowly,
    async () => {
      const { venueId, bills } = await sendFile();
      expect(bills.length).toBe(strings.length);
      const page = await portal.openSignedIn(`/v/${venueId}/sales/2026-05-14`);
      const dialogs = dialogsOf(page);
      await seen(page.getByRole('rowheader'));
      for (const { id, number, lines } of bills) {
        const text = strings[Number(lines[0]?.itemCode)] ?? '';
        const shown = await page.evaluate(openBill, { id, number });
        expect(shown, JSON.stringify(text)).toEqual({ customer: text, item: text, overflow: 0 });
      }
      expect(dialogs).toEqual([]);
    },
  );

  interface Bill {
    id: string;
    number: string;
    lines: { itemCode: string }[];
  }

  /** A venue that is sent one bill for each string, and its bills as the API tells them. */
  async function sendFile(): Promise<{ venueId: string; bills: Bill[] }> {
    const body = { name: 'Terrasse', timeZone: 'America/Toronto', currency: 'CAD' };
    const { id: venueId } = await portal.api<{ id: string }>('POST', '/api/v1/venues', body);
    const path = `/api/v1/venues/${venueId}`;
    const { id } = await portal.api<{ id: string }>('POST', `${path}/integrations`, {
      ...{ provider: 'sales-file', credentials: {}, settings: {} },
    });
    const rows = strings.map((text, at) => {
      const cell = `"${text.replaceAll('"', '""')}"`;
      return `2026-05-14,12:00,R${at},${at},${cell},1,1.00,${cell}`;
    });
    const files = `/api/v1/integrations/${id}/files`;
    const response = await fetch(`${portal.url}${files}?name=naughty.csv`, {
      method: 'POST',
      headers: { ...portal.company.headers, 'content-type': 'application/octet-stream' },
      body: `Date,Time,Receipt,SKU,Item,Qty,Net,Client\n${rows.join('\n')}`,
    });
    const file = (await response.json()) as { id: string };
    const isRead = async () =>
      expect(await portal.api('GET', `${files}/${file.id}`)).toMatchObject({ state: 'read' });
    await vi.waitFor(isRead, patient);
    const bills: Bill[] = [];
    const list = `${path}/sales/orders?businessDate=2026-05-14&limit=100`;
    for (let next: string | null = list; next !== null; ) {
      const page: { items: Bill[]; nextCursor: string | null } = await portal.api('GET', next);
      bills.push(...page.items);
      next = page.nextCursor === null ? null : `${list}&cursor=${page.nextCursor}`;
    }
    return { venueId, bills };
  }
});

function dialogsOf(page: Page): string[] {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return dialogs;
}

/** In the page: goes to a bill as its link does, and tells what its drawer then shows. */
async function openBill(bill: { id: string; number: string }) {
  history.pushState({}, '', `${location.pathname}?bill=${bill.id}`);
  for (let frames = 0; frames < 600; frames += 1) {
    const drawer = document.querySelector('[role="dialog"]');
    const title = drawer?.querySelector('h2')?.textContent;
    const customer = drawer?.querySelector('bdi');
    const item = drawer?.querySelector('tbody th span');
    if (drawer && customer && item && title === `Bill ${bill.number}`) {
      const boxes = [drawer, ...drawer.querySelectorAll('.overflow-y-auto')];
      const overflow = Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth));
      return { customer: customer.textContent, item: item.textContent, overflow };
    }
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return null;
}
