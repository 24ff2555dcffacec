import { copyFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findBarriers } from './a11y.ts';
import { findEnglish } from './french.ts';
import type { Language, Theme } from './portal.ts';
import { seen, settled, shownText, stopTransitions } from './reading.ts';
import { openScene, quietDay, type Scene } from './scene.ts';
import { type Stop, takeTour } from './tour.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'test-output/pictures');
const readmePicture = { stop: 'month', file: 'docs/pictures/portal.png', bytesMax: 400_000 };
const otherTheme = { light: 'dark', dark: 'light' } as const;

const walkMaxMs = 300_000;
const pictureHeightMax = 2600;

/**
 * The readers who walk through every page. Axe looks at everything in `theme`, and for the English
 * at the colours in the other, which no language changes.
 */
const readers = [
  { language: 'en', width: 1440, theme: 'dark' },
  { language: 'fr', width: 1440, theme: 'light' },
  { language: 'en', width: 390, theme: 'light' },
  { language: 'fr', width: 390, theme: 'dark' },
] as const satisfies { language: Language; width: number; theme: Theme }[];
type Reader = (typeof readers)[number];

let scene: Scene;
const barriers: Record<string, string[]> = {};
const english: Record<string, string[]> = {};
const tooWide: string[] = [];
const languages = new Set<string>();

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  scene = await openScene();
});
afterAll(() => scene.close());
afterEach((context) => scene.portal.afterTest(context));

/** Looks at a page with all eyes at once: coming to it costs more than looking. */
async function lookAt(page: Page, stop: Stop, reader: Reader): Promise<void> {
  const at = `${stop.name} ${reader.language} ${reader.width}`;
  const widths = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  if (widths > 0) tooWide.push(`${at} by ${widths} px`);
  if (reader.language === 'fr') {
    languages.add(await page.evaluate(() => document.documentElement.lang));
    const found = await findEnglish(page, scene.ownWords);
    if (found.length > 0) english[at] = found;
  }
  await stopTransitions(page);
  const themes =
    reader.language === 'en' ? [reader.theme, otherTheme[reader.theme]] : [reader.theme];
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    if (!stop.isLikeAnother) {
      const found = await findBarriers(page, theme === reader.theme ? 'all' : 'colours');
      if (found.length > 0) barriers[`${at} ${theme}`] = found;
    }
    await picture(page, stop, { ...reader, theme });
  }
}

/** Pictures in English in every look, in French as a desk shows it in the light. */
async function picture(
  page: Page,
  stop: Stop,
  look: { language: Language; width: number; theme: Theme },
): Promise<void> {
  const isFrench = look.language === 'fr';
  if (isFrench && (look.width < 1000 || look.theme === 'dark')) return;
  const name = `${stop.name}-${look.width}-${look.theme}${isFrench ? '-fr' : ''}.png`;
  const path = join(folder, name);
  const screen = page.viewportSize();
  if (stop.isOverlaid || screen === null) return void (await page.screenshot({ path }));
  // A screen as high as the page, so that bars which stick to its edges stand there.
  const pageHeight = await page.evaluate(() => document.documentElement.scrollHeight);
  const height = Math.min(Math.max(pageHeight, screen.height), pictureHeightMax);
  await page.setViewportSize({ ...screen, height });
  await shoot(page, path, { ...screen, height });
  await page.setViewportSize(screen);
}

/**
 * Headless Chromium once in some hundred pictures never paints a window that was just made very
 * high. Made a little higher it does; a page that really hangs fails the second time.
 */
async function shoot(
  page: Page,
  path: string,
  size: { width: number; height: number },
): Promise<void> {
  try {
    await page.screenshot({ path, timeout: 8000 });
  } catch (error) {
    if ((error as Error).name !== 'TimeoutError') throw error;
    await page.setViewportSize({ ...size, height: size.height + 1 });
    await page.screenshot({ path });
  }
}

describe('every page, walked through by readers of both languages, on a desk and on a phone', () => {
  test.each([1440, 390])(
    'is reached and pictured at %i px, in the light and in the dark',
    async (width) => {
      const walking = readers
        .filter((reader) => reader.width === width)
        .map((reader) => takeTour(scene, reader, (page, stop) => lookAt(page, stop, reader)));
      await Promise.all(walking);
    },
    walkMaxMs,
  );

  test('has nothing that axe finds serious or critical', () => {
    expect(barriers).toEqual({});
  });

  test('speaks French without a word of English', () => {
    expect(english).toEqual({});
    expect([...languages]).toEqual(['fr']);
  });

  test('never scrolls sideways', () => {
    expect(tooWide).toEqual([]);
  });

  test('writes dates, times and money as French readers do', async () => {
    const page = await scene.portal.openSignedIn(`/v/${scene.busy.venueId}/sales/2026-05-13`, {
      language: 'fr',
    });
    await page.getByRole('heading', { name: 'mercredi 13 mai 2026' }).waitFor();
    await settled(page);
    const text = await shownText(page.getByRole('main'));
    expect(text).toMatch(/\d{1,3}(\s\d{3})*,\d{2}\s\$/);
    expect(text).toMatch(/\d{1,2}\sh(\s\d{2})?/);
    expect(text).not.toMatch(/\$\d|a\.m\.|p\.m\./);
    await page.context().close();
  });

  test('shows a month without a single sale as an empty chart, not as a wrong one', async () => {
    const page = await scene.portal.openSignedIn(`/v/${scene.failing.venueId}/sales?month=2024-02`);
    await settled(page);
    await seen(page.getByRole('group', { name: /^Net sales per day/ }));
    expect(await shownText(page.locator('body'))).not.toContain('NaN');
    await page.goto(`/v/${scene.busy.venueId}/sales/${quietDay}`);
    await settled(page);
    expect(await shownText(page.locator('body'))).not.toContain('NaN');
    await page.context().close();
  });

  test('says beside the sales that a till is silent, up to when they speak, and what to do', async () => {
    const { failing, calledOff, busy, portal } = scene;
    const page = await portal.openSignedIn(`/v/${failing.venueId}/sales`);
    const trouble = page.getByRole('region', { name: 'What needs attention' });
    await seen(trouble.getByText(/The last check of Cluster at Bar du Port failed/));
    const cell = page.getByRole('grid').getByRole('link', { name: /^Friday, May 15, 2026/ });
    await seen(cell.getByText(/^as of \d/));
    expect(await cell.getAttribute('aria-label')).toMatch(/; Cluster has not answered since/);
    await page.screenshot({ path: join(folder, 'month-silent-1440.png') });
    await cell.click();
    await seen(page.getByText(/^as of .*; Cluster has not answered since$/));
    await trouble.getByRole('link', { name: 'See what to do' }).click();
    await seen(page.getByRole('heading', { name: 'Cluster', level: 1 }));
    await page.goto(`/v/${busy.venueId}/sales`);
    await settled(page);
    expect(await trouble.count()).toBe(0);
    await page.context().close();
    const phone = await portal.openSignedIn(`/v/${calledOff.venueId}/sales`, {
      ...{ language: 'fr', width: 390 },
    });
    const silent = phone.getByRole('region', { name: 'À surveiller' });
    await seen(silent.getByRole('link', { name: 'Reprendre' }));
    await seen(phone.getByText(/^dernier état\s: .* n’a plus répondu depuis$/));
    await phone.screenshot({ path: join(folder, 'month-silent-390-fr.png') });
    await phone.goto('/');
    await seen(phone.getByText(/^dernier état\s: .* n’a plus répondu depuis$/));
    await phone.screenshot({ path: join(folder, 'home-silent-390-fr.png'), fullPage: true });
    await phone.context().close();
  });

  test('says of a day that has not begun that it has not, and offers no reading of it', async () => {
    const month = `/v/${scene.busy.venueId}/sales`;
    const page = await scene.portal.openSignedIn(`${month}/2026-05-20`);
    await seen(page.getByRole('heading', { name: 'This day has not begun yet' }));
    expect(await page.getByRole('button', { name: 'Read this day again' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Go to today' }).click();
    await seen(page.getByRole('heading', { name: 'Friday, May 15, 2026' }));
    await seen(page.getByRole('button', { name: 'Read this day again' }));
    await page.goto(month);
    const grid = page.getByRole('grid');
    await seen(grid.getByRole('link', { name: /^Friday, May 15, 2026/ }));
    expect(await grid.getByRole('link', { name: /^Saturday, May 16, 2026/ }).count()).toBe(0);
    await page.context().close();
  });

  test.each([
    ['a date that does not exist', (venueId: string) => `/v/${venueId}/sales/2026-02-30`],
    ['an unknown venue', () => '/v/nobody/sales'],
    ['an unknown page', () => '/nowhere'],
  ])('says of %s that there is nothing, inside one main landmark', async (_name, pathOf) => {
    const page = await scene.portal.openSignedIn(pathOf(scene.busy.venueId));
    await seen(page.getByRole('heading', { name: 'There is nothing at this address', level: 1 }));
    expect(await page.locator('main').count()).toBe(1);
    await page.context().close();
  });

  test('keeps a long name that turns its direction within its place on a phone', async () => {
    const { portal, importing } = scene;
    const path = `/api/v1/venues/${importing.venueId}`;
    const { name } = await portal.api<{ name: string }>('GET', path);
    await portal.api('PATCH', path, { name: `Chez \u202e${'Anticonstitutionnelle'.repeat(4)}` });
    const page = await portal.openSignedIn('/', { width: 390 });
    for (const place of [
      '/',
      `/v/${importing.venueId}/settings`,
      `/v/${importing.venueId}/sales`,
    ]) {
      await page.goto(place);
      await settled(page);
      const { scrollWidth, clientWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        clientWidth: document.documentElement.clientWidth,
      }));
      expect(scrollWidth, place).toBe(clientWidth);
    }
    const switcher = page.getByRole('button', { name: /Switch venue$/ });
    expect(await switcher.getAttribute('aria-label')).toMatch(
      /^\u2068Chez \u202e.*\u2069\. Switch/,
    );
    await page.context().close();
    await portal.api('PATCH', path, { name });
  });

  test('gives the README its picture, which is put beside the documents only when asked for', () => {
    const made = join(folder, `${readmePicture.stop}-1440-light.png`);
    expect(statSync(made).size).toBeLessThan(readmePicture.bytesMax);
    if (process.env.PICTURES === '1') copyFileSync(made, join(root, readmePicture.file));
  });
});
