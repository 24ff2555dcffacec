import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { insertRecomputation, updateRecomputation } from '#modules/sales/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { notifyInTx } from '#platform/events/events.ts';
import { findBarriers } from './a11y.ts';
import { findEnglish } from './french.ts';
import { openPortal, type Portal } from './portal.ts';
import { gone, patient, seen, settled } from './reading.ts';

/** A change of how a venue cuts its days: approved days ask, and pages say what they still show. */

const till = { apiKey: 'key-laurier', serial: 'LAU-1001' };
const house = { name: 'Bistro Laurier', timeZone: 'America/Toronto', currency: 'CAD' };
const restaurant = { seed: 'day-rule', venue: house, ordersPerDay: 14, from: '2026-05-05' };
const approved = ['2026-05-12', '2026-05-13'];

let portal: Portal;
let venuePath: string;

beforeAll(async () => {
  portal = await openPortal({ venues: [{ source: { restaurant }, locations: [till] }] });
  const { venueId } = portal.company;
  venuePath = `/api/v1/venues/${venueId}`;
  await portal.api('POST', `${venuePath}/integrations`, {
    ...{ provider: 'cluster', credentials: { locations: [till] } },
    settings: { historyFrom: '2026-05-05' },
  });
  for (const date of approved) {
    await vi.waitFor(() => portal.api('POST', `${dayOf(date)}/reconciliation/approve`, {}), {
      ...patient,
      timeout: 60_000,
    });
  }
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

const dayOf = (date: string) => `${venuePath}/sales/days/${date}`;
const readVenue = () => portal.api<{ cutoff: string }>('GET', venuePath);
const readApproval = async (date: string) =>
  (await portal.api('GET', `${dayOf(date)}/reconciliation`)).approval;

/** Nothing that axe finds, nothing wider than the screen, and no English in French. */
async function isSound(page: Page, language: 'en' | 'fr'): Promise<void> {
  await settled(page);
  expect(await findBarriers(page, 'all')).toEqual([]);
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess).toBe(0);
  if (language === 'fr') expect(await findEnglish(page, new Set([house.name]))).toEqual([]);
}

describe('Venue Settings while days are approved', () => {
  test.each([
    ['en', 1440, /^Business day starts at/, 'Save', 'Cancel', 'Reopen 2 approved days?'],
    [
      'fr',
      390,
      /^La journée commence à/,
      'Enregistrer',
      'Annuler',
      'Rouvrir 2 journées approuvées ?',
    ],
  ] as const)(
    'asks before, in %s at %d, and does nothing when it is not wanted',
    async (language, width, cutoff, save, cancel, title) => {
      const page = await portal.openSignedIn(`/v/${portal.company.venueId}/settings`, {
        ...{ language, width },
      });
      await page.getByLabel(cutoff).fill('14:00');
      await page.getByRole('button', { name: save, exact: true }).click();
      const dialog = page.getByRole('alertdialog', { name: title });
      await seen(dialog);
      await isSound(page, language);
      await dialog.getByRole('button', { name: cancel }).click();
      await gone(dialog);
      expect((await readVenue()).cutoff).not.toBe('14:00');
      for (const date of approved) expect(await readApproval(date)).not.toBeNull();
      await page.context().close();
    },
  );

  test('reopens them when that is wanted, and saves', async () => {
    const page = await portal.openSignedIn(`/v/${portal.company.venueId}/settings`);
    await page.getByLabel(/^Business day starts at/).fill('14:00');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Reopen and save' }).click();
    await seen(page.getByText('Saved', { exact: true }));
    expect((await readVenue()).cutoff).toBe('14:00');
    for (const date of approved) expect(await readApproval(date)).toBeNull();
    await page.context().close();
  });
});

describe('while days are computed anew', () => {
  test.each([
    ['en', 1440, /Days are being computed anew .* About 30% done\./],
    ['fr', 390, /Les journées sont en cours de recalcul .* environ 30\s%\./],
  ] as const)(
    'Home, Sales and the day say so in %s at %d, until all are done',
    async (language, width, note) => {
      await vi.waitFor(
        async () => expect(await readVenue()).toMatchObject({ recomputation: null }),
        {
          ...patient,
          timeout: 60_000,
        },
      );
      const { companyId, venueId } = portal.company;
      const inCompany = <T>(work: (tx: Tx) => Promise<T>) =>
        portal.database.withCompany(companyId, work);
      const nowMs = portal.clock.now();
      const rule = { timeZone: house.timeZone, cutoff: '14:00', morningEnd: '15:00' };
      const id = await inCompany((tx) =>
        insertRecomputation(tx, { companyId, venueId, was: rule, now: rule, nowMs }),
      );
      const tell = (state: 'running' | 'done', daysDone: number) =>
        inCompany(async (tx) => {
          await updateRecomputation(tx, { companyId, id, state, daysTotal: 10, daysDone, nowMs });
          await notifyInTx(tx, { companyId, name: 'venue.changed', data: { venueId } });
        });
      await tell('running', 3);
      const { days, recomputation } = await portal.api<{ days: unknown[]; recomputation: unknown }>(
        ...(['GET', `${venuePath}/sales/days?from=${approved[0]}&to=${approved[1]}`] as const),
      );
      expect({ count: days.length, recomputation }).toMatchObject({
        ...{ count: 2, recomputation: { state: 'running', percent: 30 } },
      });
      const paths = ['/', `/v/${venueId}/sales`, `/v/${venueId}/sales/${approved[0]}`];
      const look = { language, width };
      const pages = await Promise.all(paths.map((path) => portal.openSignedIn(path, look)));
      for (const page of pages) {
        await seen(page.getByText(note));
        await isSound(page, language);
      }
      await tell('done', 10);
      for (const page of pages) await gone(page.getByText(note));
      for (const page of pages) await page.context().close();
    },
  );
});
