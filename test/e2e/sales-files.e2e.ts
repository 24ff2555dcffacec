import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findBarriers } from './a11y.ts';
import { findEnglish } from './french.ts';
import { openPortal, type Portal } from './portal.ts';
import { moneyText, patient, readTable, seen, settled, shownText } from './reading.ts';

const csv = (name: string, lines: readonly string[]) => ({
  ...{ name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\r\n')}\r\n`) },
});

/** As a till exports items with their receipts: two bills on Wednesday, one on Thursday. */
const items = csv('items-2026-05.csv', [
  'Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Event Type,Location',
  '2026-05-13,08:12:05,Eastern Time (US & Canada),Drinks,Latte,2,Regular,LAT,Oat milk,$11.00,-$1.00,$10.00,$1.50,TX1,Payment,Laurier',
  '2026-05-13,08:12:05,Eastern Time (US & Canada),Bakery,Scone,1,Regular,SCO,,$3.50,$0.00,$3.50,$0.52,TX1,Payment,Laurier',
  '2026-05-13,12:40:00,Eastern Time (US & Canada),Drinks,Tea,1,Regular,TEA,,$4.00,$0.00,$4.00,$0.60,TX2,Payment,Laurier',
  '2026-05-14,09:00:00,Eastern Time (US & Canada),Drinks,Latte,1,Regular,LAT,,$5.50,$0.00,$5.50,$0.82,TX3,Payment,Laurier',
]);
/** A product mix whose headers mean nothing to anybody else, with dates that read in two ways. */
const mix = csv('mix.csv', [
  'Alpha;Beta;Gamma;Delta',
  '06/05/2026;Latte;2;11,00',
  '06/05/2026;Scone;3;10,50',
  '07/05/2026;Latte;1;5,50',
]);
const nextMix = csv('mix-next.csv', ['Alpha;Beta;Gamma;Delta', '08/05/2026;Tea;4;16,00']);
/** A product mix that leaves its day to its title, and is mailed each morning. */
const undated = csv('mix-undated.csv', [
  'Product mix;;;',
  'Date: 2026-05-10;;;',
  'PLU;Item;Quantity;Net Sales',
  '7;Latte;3;15,00',
  ';Total;3;15,00',
]);
const noTable = csv('notes.csv', ['just some words']);

let portal: Portal;
let page: Page;
let filesPath: string;

beforeAll(async () => {
  // A till nobody is linked to: sales come from files alone.
  const venue = { name: 'Bistro Laurier', timeZone: 'America/Toronto', currency: 'CAD' };
  const restaurant = { seed: 'unlinked', venue, ordersPerDay: 1, from: '2026-05-14' };
  const locations = [{ apiKey: 'key-unlinked', serial: 'UNL-1001' }];
  portal = await openPortal({ venues: [{ source: { restaurant }, locations }] });
  page = await portal.openSignedIn(`/v/${portal.company.venueId}/settings/integrations`);
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

const chooseFiles = () => page.getByRole('button', { name: 'Choose files or drop them here' });
const uploads = () => page.getByRole('list', { name: 'Files being uploaded' });
const uploadOf = (name: string) =>
  uploads().getByRole('listitem').filter({ hasText: name }).first();
const received = () => page.getByRole('table', { name: 'Files that came' });
const rowsUnderstood = () =>
  page.getByRole('table', { name: 'The first rows as they are understood' });
const save = () => page.getByRole('button', { name: 'Save and read the file' });

type Given = ReturnType<typeof csv>;

async function upload(...files: Given[]): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await chooseFiles().click();
  await (await choosing).setFiles(files);
}

/** As if dragged from a folder and let go over the zone. */
async function drop({ name, mimeType, buffer }: Given): Promise<void> {
  const dragged = await page.evaluateHandle(
    (file) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([file.text], file.name, { type: file.mimeType }));
      return transfer;
    },
    { name, mimeType, text: buffer.toString() },
  );
  await chooseFiles().dispatchEvent('dragover', { dataTransfer: dragged });
  await page.getByText('Let go to upload').dispatchEvent('drop', { dataTransfer: dragged });
}

async function choose(column: string, role: string): Promise<void> {
  await page.getByRole('combobox', { name: column, exact: true }).click();
  await page.getByRole('option', { name: role }).first().click();
}

async function chooseByKeys(column: string, roleBegins: string): Promise<void> {
  await page.getByRole('combobox', { name: column, exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type(roleBegins);
  await page.keyboard.press('Enter');
}

async function netOf(date: string): Promise<number | null> {
  const path = `/api/v1/venues/${portal.company.venueId}/sales/days/${date}`;
  return (await portal.api<{ netMinor: number | null }>('GET', path)).netMinor;
}

/** What tills, people and types of till call things, whatever the reader's language. */
const ownWords = new Set([
  'Sales file',
  ...[items, mix, nextMix, undated, noTable].map(({ name }) => name),
]);

/** Both screens in French: nothing left in English, nothing in the way, nothing too wide. */
async function speaksFrench(of: { width: number; fileName: string; title: string }): Promise<void> {
  const reader = await portal.openSignedIn(filesPath, { language: 'fr', width: of.width });
  await seen(reader.getByRole('heading', { name: 'Fichiers de ventes', level: 1 }));
  await isSound(reader);
  expect(await findEnglish(reader, ownWords)).toEqual([]);
  await reader.getByRole('link', { name: of.fileName, exact: true }).click();
  await seen(reader.getByRole('heading', { name: of.title, level: 1 }));
  await isSound(reader);
  expect(await findEnglish(reader, ownWords)).toEqual([]);
  await reader.context().close();
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

describe('sales that come as files', () => {
  test('an integration of sales files is added without credentials and leads to its files', async () => {
    await page.getByRole('link', { name: 'Add POS Integration' }).first().click();
    await page.getByRole('combobox', { name: 'POS Type' }).click();
    await page.getByRole('option', { name: /^Sales file/ }).click();
    expect(await page.getByRole('button', { name: 'Verify' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Save' }).click();
    await seen(page.getByRole('heading', { name: 'Sales files', level: 1 }));
    await seen(page.getByText('No file has come yet'));
    filesPath = new URL(page.url()).pathname;
    await page.getByRole('link', { name: 'POS Integrations' }).last().click();
    await page.getByRole('link', { name: 'Sales files' }).click();
    await seen(page.getByText('No file has come yet'));
  });

  test('a file a till exports is read by itself: its days show its figures', async () => {
    await upload(items);
    await seen(uploadOf(items.name).getByText('Read: 3 bills of May 13, 2026 to May 14, 2026.'));
    await expect.poll(() => readTable(received()), patient).toHaveLength(1);
    expect((await readTable(received()))[0]?.slice(1)).toEqual([
      'Read',
      'May 13, 2026 – May 14, 2026',
      '3',
    ]);
    await received().getByRole('link', { name: 'May 13, 2026' }).click();
    await seen(page.getByText(moneyText(1750)));
    expect(await netOf('2026-05-13')).toBe(1750);
    expect(await netOf('2026-05-14')).toBe(550);
    await page.goto(filesPath);
  });

  test('the same file once more, dropped this time, is already here and counts nothing twice', async () => {
    await drop(items);
    await seen(uploadOf(items.name).getByText('Already here: the same file came before.'));
    await seen(received().locator('td').getByText('Already here', { exact: true }));
    expect(await netOf('2026-05-13')).toBe(1750);
    await received().getByRole('link', { name: items.name }).first().click();
    await page.getByRole('link', { name: 'Open the file it repeats' }).click();
    await seen(page.getByText('Read: 3 bills of May 13, 2026 to May 14, 2026.'));
    expect(await readTable(rowsUnderstood())).toHaveLength(4);
    await page.getByRole('link', { name: 'Sales files', exact: true }).click();
  });

  test('several files at once are each answered; one that is no table says why and can be kept', async () => {
    await upload(noTable, mix, { ...items, name: 'empty.csv', buffer: Buffer.alloc(0) });
    await seen(uploadOf('empty.csv').getByText('This file is empty.'));
    await seen(uploadOf(noTable.name).getByText('This is not a table of sales.'));
    await seen(uploadOf(mix.name).getByText('We cannot tell for sure what its columns mean.'));
    await isSound(page);
    await uploadOf(noTable.name)
      .getByRole('link', { name: `Open ${noTable.name}` })
      .click();
    await seen(page.getByText('Export the items sold from the till as CSV or XLSX.'));
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    expect((await downloading).suggestedFilename()).toBe(noTable.name);
    await page.getByRole('button', { name: 'Read again' }).click();
    await seen(page.getByText('The file is being read again.'));
    await seen(page.getByText('This is not a table of sales.'));
    await page.getByRole('link', { name: 'Sales files', exact: true }).click();
  });
});

describe('a file whose columns nobody knows', () => {
  test('shows what is missing, with values of each column to choose by', async () => {
    await received().getByRole('link', { name: mix.name }).click();
    await seen(page.getByText(/^Which column holds the date of the sale/));
    await seen(page.getByText('They appear here as soon as nothing is missing.'));
    expect(await save().isDisabled()).toBe(true);
    expect(await shownText(page.locator('form, section').filter({ hasText: 'Alpha' }))).toContain(
      '06/05/2026',
    );
  });

  test('asks in French, too, and on a phone', async () => {
    await speaksFrench({ width: 390, fileName: mix.name, title: `Fichier ${mix.name}` });
  });

  test('previews its rows while roles are chosen, and asks how its dates are to be read', async () => {
    await choose('Alpha', 'Date of the sale');
    await choose('Beta', 'Item name');
    await choose('Gamma', 'Quantity');
    await chooseByKeys('Delta', 'Net');
    await seen(page.getByText('06/05/2026 is May 6, 2026'));
    await seen(page.getByText('06/05/2026 is Jun 5, 2026'));
    expect(await save().isDisabled()).toBe(true);
    await page.getByRole('radio', { name: /^Day, month, year/ }).check();
    await seen(rowsUnderstood());
    expect(await readTable(rowsUnderstood())).toMatchObject([
      [expect.stringContaining('Latte'), 'May 6, 2026', '2', '$11.00', '$0.00', '$0.00', '$11.00'],
      [expect.stringContaining('Scone'), 'May 6, 2026', '3', '$10.50', '$0.00', '$0.00', '$10.50'],
      [expect.stringContaining('Latte'), 'May 7, 2026', '1', '$5.50', '$0.00', '$0.00', '$5.50'],
    ]);
    await isSound(page);
  });

  test('is read as it was answered, and so is the next file of its layout', async () => {
    await save().click();
    await seen(page.getByText('Read: 2 bills of May 6, 2026 to May 7, 2026.'));
    expect(await netOf('2026-05-06')).toBe(2150);
    await page.goto(filesPath);
    await upload(nextMix);
    await seen(uploadOf(nextMix.name).getByText('Read: 1 bill of May 8, 2026.'));
    expect(await netOf('2026-05-08')).toBe(1600);
  });

  test('can be corrected afterwards: its days follow', async () => {
    await received().getByRole('link', { name: nextMix.name }).click();
    await page.getByRole('button', { name: 'Correct the columns' }).click();
    await page.getByRole('radio', { name: /^Day, month, year/, checked: true }).waitFor();
    await choose('Gamma', 'Net sales');
    await choose('Delta', 'Quantity');
    await expect
      .poll(async () => (await readTable(rowsUnderstood()))[0]?.slice(2), patient)
      .toEqual(['16', '$4.00', '$0.00', '$0.00', '$4.00']);
    await save().click();
    await seen(page.getByText('0 new, 1 changed, 0 as before'));
    expect(await netOf('2026-05-08')).toBe(400);
  });

  test('tells what became of it in French', async () => {
    await speaksFrench({ width: 1440, fileName: nextMix.name, title: `Fichier ${nextMix.name}` });
  });
});

describe('a file whose rows tell no date', () => {
  test('is answered with the day that its title names', async () => {
    await page.goto(filesPath);
    await upload(undated);
    await uploadOf(undated.name).getByRole('link', { name: 'Answer' }).click();
    await seen(page.getByText('No column holds a date. Of which business day are the rows?'));
    await isSound(page);
    expect(await page.getByLabel('Business day of the file').inputValue()).toBe('2026-05-10');
    await page.getByRole('radio', { name: /^This day/ }).check();
    await expect
      .poll(async () => (await readTable(rowsUnderstood()))[0]?.join(' '), patient)
      .toContain('May 10, 2026');
    await save().click();
    await seen(page.getByText('Read: 1 bill of May 10, 2026.'));
    expect(await netOf('2026-05-10')).toBe(1500);
  });

  test('asks for its day in French on a phone', async () => {
    await page.goto(filesPath);
    const again = { ...undated, name: 'mix-undated-2.csv' };
    again.buffer = Buffer.from(String(undated.buffer).replace('15,00', '18,00'));
    // Its columns are called in the till's own language.
    for (const word of [again.name, 'Item', 'Quantity', 'Net Sales']) ownWords.add(word);
    await upload(again);
    await uploadOf(again.name).getByRole('link', { name: 'Answer' }).waitFor();
    await speaksFrench({ width: 390, fileName: again.name, title: `Fichier ${again.name}` });
  });
});

describe('a file that tells a day in another form than it came in', () => {
  const sums = csv('sums.csv', ['Date,Item,Qty,Net Sales', '2026-05-13,Latte,5,18.00']);
  const same = () => page.getByRole('radio', { name: /^The same sales/ });

  test('asks whether these are the same sales, in both languages', async () => {
    await page.goto(filesPath);
    await upload(sums);
    await uploadOf(sums.name).getByRole('link', { name: 'Answer' }).click();
    await seen(page.getByText(/^Sales of May 13, 2026 have come already in another form/));
    await seen(rowsUnderstood());
    expect(await save().isDisabled()).toBe(true);
    await isSound(page);
    for (const word of [sums.name, 'Date', 'Item', 'Qty', 'Net Sales']) ownWords.add(word);
    await speaksFrench({ width: 390, fileName: sums.name, title: `Fichier ${sums.name}` });
  });

  test('replaces them once it was said, and counts nothing twice', async () => {
    expect(await netOf('2026-05-13')).toBe(1750);
    await same().check();
    await save().click();
    await seen(page.getByText('Read: 1 bill of May 13, 2026.'));
    expect(await netOf('2026-05-13')).toBe(1800);
  });
});
