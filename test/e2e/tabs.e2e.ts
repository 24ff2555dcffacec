import type { BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openPortal, type Portal } from './portal.ts';
import { patient, seen } from './reading.ts';

/** Many tabs of one reader: a browser opens six connections to a host and no more. */

const till = { apiKey: 'key-tabs-0001', serial: 'TAB-1001' };
const venue = { name: 'Bistro Onglet', timeZone: 'America/Toronto', currency: 'CAD' };
const tabCount = 8;

let portal: Portal;
let context: BrowserContext;
const tabs: Page[] = [];
const streaming = new Set<Page>();
/** What tabs are being answered, the stream aside. */
const reading = new Set<Request>();

beforeAll(async () => {
  const restaurant = { seed: 'tabs', venue, ordersPerDay: 2, from: '2026-05-14' };
  portal = await openPortal({ venues: [{ source: { restaurant }, locations: [till] }] });
  const first = await portal.openSignedIn('/sign-in');
  context = first.context();
  await first.close();
});
afterAll(() => portal.close());
afterEach((test) => portal.afterTest(test));

/** Opens the portal in a tab more, and notes while it has the server's events. */
async function openTab(): Promise<Page> {
  const page = await context.newPage();
  const isStream = (request: Request) => request.url().endsWith('/api/v1/events');
  page.on('request', (request) => {
    if (isStream(request)) streaming.add(page);
    else reading.add(request);
  });
  const end = (request: Request) => {
    if (isStream(request)) streaming.delete(page);
    else reading.delete(request);
  };
  page.on('requestfailed', end);
  page.on('requestfinished', end);
  await page.goto('/');
  return page;
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name });
const rename = (name: string) =>
  portal.api('PATCH', `/api/v1/venues/${portal.company.venueId}`, { name });
const oneStreams = () => vi.waitFor(() => expect(streaming.size).toBe(1), patient);

/** As if the tab went behind another, which no headless browser does by itself. */
const setSeen = (page: Page, isSeen: boolean) =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    isSeen ? 'visible' : 'hidden',
  );

test('eight tabs of the portal open one after another', async () => {
  await rename('Bistro Un');
  for (let count = 1; count <= tabCount; count += 1) {
    const page = await openTab();
    tabs.push(page);
    await seen(heading(page, 'Bistro Un'));
  }
  await oneStreams();
});

test('what changes is seen in all of them, though one alone listens', async () => {
  await rename('Bistro Deux');
  for (const page of tabs) await seen(heading(page, 'Bistro Deux'));
});

test('another tab listens when the one that did is closed', async () => {
  const [listening] = [...streaming];
  await listening?.close();
  if (listening) streaming.delete(listening);
  tabs.splice(tabs.indexOf(listening as Page), 1);
  await oneStreams();
  await rename('Bistro Trois');
  for (const page of tabs) await seen(heading(page, 'Bistro Trois'));
});

test('a tab behind others lets go, and reads what it missed when it is seen again', async () => {
  const [listening] = [...streaming] as [Page];
  await setSeen(listening, false);
  await vi.waitFor(() => expect([...streaming]).not.toContain(listening), patient);
  await oneStreams();
  for (const page of tabs) await setSeen(page, false);
  await vi.waitFor(() => expect(streaming.size).toBe(0), patient);
  // What a tab began to read while it was seen may still tell it of now.
  await vi.waitFor(() => expect(reading.size).toBe(0), patient);
  await rename('Bistro Quatre');
  await setSeen(listening, true);
  await seen(heading(listening, 'Bistro Quatre'));
  const other = tabs.find((page) => page !== listening) as Page;
  await rename('Bistro Cinq');
  await seen(heading(listening, 'Bistro Cinq'));
  expect(await heading(other, 'Bistro Cinq').count()).toBe(0);
  await setSeen(other, true);
  await seen(heading(other, 'Bistro Cinq'));
  expect([...streaming]).toEqual([listening]);
});
