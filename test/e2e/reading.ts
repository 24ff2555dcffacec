import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { DayTruth } from '#simulators/truth.ts';
import type { Language } from './portal.ts';

/** For `expect.poll`: what is waited for comes within a second, on a busy machine within some. */
export const patient = { timeout: 20_000, interval: 50 };

/** Waits until it is on the page. */
export const seen = (locator: Locator): Promise<void> => locator.first().waitFor();

/** Waits until it is gone. */
export const gone = (locator: Locator): Promise<void> => locator.waitFor({ state: 'hidden' });

/** An amount as a Canadian reader of the language writes it. */
export function moneyText(minor: number, language: Language = 'en'): string {
  return new Intl.NumberFormat(`${language}-CA`, {
    style: 'currency',
    currency: 'CAD',
    currencyDisplay: 'narrowSymbol',
  }).format(minor / 100);
}

/** Waits until nothing on the page is still to come: no placeholder, no movement, and the letters drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const isWaiting = document.querySelector('[aria-busy="true"], [role="status"], .skeleton');
    return document.querySelector('h1') !== null && isWaiting === null;
  });
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
}

/** Ends every change of colour at once: a handed-down colour would only begin to change after its parent's. */
export async function stopTransitions(page: Page): Promise<void> {
  await page.evaluate(() => {
    // A sheet made by script is not inline style, which the page's content policy forbids.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('*, ::before, ::after { transition: none !important }');
    document.adoptedStyleSheets.push(sheet);
  });
}

/** A wall time 'YYYY-MM-DDTHH:MM:SS' as the portal shows instants. */
export function wallText(wall: string, language: Language = 'en'): string {
  return new Intl.DateTimeFormat(`${language}-CA`, {
    timeZone: 'UTC',
    ...{ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  }).format(Date.parse(`${wall}Z`));
}

/** What a reader sees of it. */
export async function shownText(locator: Locator): Promise<string> {
  return (await locator.allInnerTexts()).join('\n');
}

/** The terms of the description lists inside, each with what it says. */
export async function readFacts(inside: Locator): Promise<Record<string, string>> {
  const [terms, values] = [
    await inside.locator('dl dt').allInnerTexts(),
    await inside.locator('dl dd').allInnerTexts(),
  ];
  expect(values.length, 'every term has one value').toBe(terms.length);
  return Object.fromEntries(terms.map((term, index) => [term.trim(), values[index]?.trim() ?? '']));
}

/** The rows of a ranked list: its parts from left to right. */
export async function readBars(page: Page, name: string): Promise<string[][]> {
  const rows = page.getByRole('list', { name, exact: true }).getByRole('button');
  await seen(rows);
  return (await rows.allInnerTexts()).map((row) => row.split('\n').map((part) => part.trim()));
}

/** The body of a table, cell by cell. */
export async function readTable(table: Locator): Promise<string[][]> {
  const rows = await table.locator('tbody tr').all();
  return Promise.all(
    rows.map(async (row) =>
      (await row.locator('th, td').allInnerTexts()).map((cell) => cell.trim()),
    ),
  );
}

/** What the day page's lists must show of a truth: the dearest first. */
export function barsOfTruth(
  entries: Record<string, { figureMinor: number; note: string }>,
): string[][] {
  return Object.entries(entries)
    .toSorted(([, one], [, other]) => other.figureMinor - one.figureMinor)
    .map(([name, { figureMinor, note }]) => [name, note, moneyText(figureMinor)]);
}

/** The till's hours in the order of the business day, from the cut-off on. */
export function hoursOfTruth(day: DayTruth): { hour: string; orders: number; netMinor: number }[] {
  const hours = Array.from({ length: 24 }, (_, index) => String((index + 5) % 24).padStart(2, '0'));
  return hours.flatMap((hour) => {
    const of = day.hours[hour];
    return of === undefined ? [] : [{ hour, ...of }];
  });
}
