import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openPortal, type Portal } from '../e2e/portal.ts';
import { patient, seen } from '../e2e/reading.ts';
import { hasRealData, realDataFolder } from './real-data.ts';

const file = join('payloads', 'blns.json');

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
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
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
});
