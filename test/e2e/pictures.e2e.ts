import { copyFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Look, Theme } from './portal.ts';
import { openScene, type Scene } from './scene.ts';
import { type Stop, stops, takeTour } from './tour.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'test-output/pictures');

let scene: Scene;

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  scene = await openScene();
});
afterAll(() => scene.close());
afterEach((context) => scene.portal.afterTest(context));

/** Every page fits its width: what is wider scrolls within itself. */
async function expectNoSidewaysScroll(page: Page, stop: Stop): Promise<void> {
  const overflowing = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(overflowing, `${stop.name} scrolls sideways`).toBeLessThanOrEqual(0);
}

async function picture(look: Look, themes: readonly Theme[]): Promise<void> {
  const { language = 'en', width = 1440 } = look;
  await takeTour(scene, look, async (page, stop) => {
    await expectNoSidewaysScroll(page, stop);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      const name = `${stop.name}-${width}-${theme}${language === 'en' ? '' : `-${language}`}.png`;
      await page.screenshot({ path: join(folder, name), fullPage: stop.isOverlaid !== true });
    }
  });
}

test.each([1440, 390])('every page is pictured at %i px in the light and in the dark', (width) =>
  picture({ width }, ['light', 'dark']),
);

test('every page is pictured in French', () => picture({ language: 'fr' }, ['light']));

test('the README’s picture is small; it is put beside the documents only when asked for', async () => {
  const month = stops.filter((stop) => stop.name === 'month');
  const path = join(folder, 'portal.png');
  await takeTour(scene, {}, async (page) => void (await page.screenshot({ path })), month);
  expect(statSync(path).size).toBeLessThan(400_000);
  if (process.env.PICTURES === '1') copyFileSync(path, join(root, 'docs/pictures/portal.png'));
});
