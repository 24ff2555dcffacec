import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FileReading, Order, RawOrder } from '#connectors/contract.ts';
import { salesFileConnector } from '#connectors/sales-file/index.ts';
import { detectDelimiter } from '#connectors/sales-file/table/detect-delimiter.ts';
import { readBeginning } from '#connectors/sales-file/table/read-delimited.ts';
import { instantToWall } from '#kernel/business-day.ts';
import { parseAmount } from '#kernel/money.ts';
import { addQuantities, parseQuantity } from '#kernel/quantity.ts';
import { toPosItem } from '#modules/menu/index.ts';
import { hasRealData, realDataFolder } from './real-data.ts';

const timeZone = 'America/New_York';
const currency = 'USD';
const path = (...parts: string[]) => join(realDataFolder, ...parts);
const readJson = (...parts: string[]) => JSON.parse(readFileSync(path(...parts), 'utf8'));

interface ExpectedFile {
  columns: number;
  rows: number;
  transactions: number;
  days: Record<string, ExpectedDay>;
}

interface ExpectedDay {
  lines: number;
  quantity: string;
  gross: string;
  discount: string;
  net: string;
  tax: string;
  transactions: number;
}

type Read = Omit<Extract<FileReading, { kind: 'read' }>, 'orders'> & { orders: RawOrder[] };

/** Reads a file without any human. */
async function readAlone(name: string, bytes: Buffer): Promise<Read> {
  const nowMs = Date.UTC(2026, 7, 1);
  const { signal } = new AbortController();
  const receivedDate = '2026-08-01';
  const context = { timeZone, currency, nowMs, receivedDate, mapping: null, signal };
  const reading = await salesFileConnector.readFile?.({ name, bytes }, context);
  if (reading?.kind !== 'read') throw new Error(JSON.stringify(reading));
  const orders: RawOrder[] = [];
  for await (const page of reading.orders.pages()) orders.push(...page);
  await reading.orders.close();
  return { ...reading, orders };
}

function understand(reading: Read): Order[] {
  const settings = { includeModifiers: true };
  return reading.orders.map((raw) => {
    const result = salesFileConnector.transform(raw, { settings, timeZone, currency });
    if (result.kind !== 'order') throw new Error(JSON.stringify(result));
    return result.order;
  });
}

function addUp(orders: readonly Order[]) {
  const lines = orders.flatMap((order) => order.lines);
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  return {
    lines: lines.length,
    quantity: lines.map((line) => line.quantity).reduce(addQuantities, '0'),
    grossMinor: sum(lines.map((line) => line.grossMinor)),
    discountMinor: sum(lines.map((line) => line.discountMinor)),
    netMinor: sum(lines.map((line) => line.netMinor)),
    taxMinor: sum(lines.map((line) => line.taxMinor)),
    transactions: orders.length,
  };
}

function toComparable(day: ExpectedDay): ReturnType<typeof addUp> {
  const minor = (amount: string) => parseAmount(amount, currency);
  return {
    lines: day.lines,
    quantity: parseQuantity(day.quantity),
    grossMinor: minor(day.gross),
    discountMinor: minor(day.discount),
    netMinor: minor(day.net),
    taxMinor: minor(day.tax),
    transactions: day.transactions,
  };
}

describe.runIf(hasRealData('square-cafe/expected.json'))('four real exports of a café', () => {
  const expected: Record<string, ExpectedFile> = hasRealData('square-cafe/expected.json')
    ? readJson('square-cafe', 'expected.json')
    : {};

  test.each(Object.keys(expected))(
    '%s reads to every expected day, asking nobody',
    async (name) => {
      const file = expected[name] as ExpectedFile;
      const reading = await readAlone(name, readFileSync(path('square-cafe', name)));
      expect(reading).toMatchObject({ rowCount: file.rows, skipped: [], warnings: [] });
      expect(reading.layout.columns).toHaveLength(file.columns);
      const orders = understand(reading);
      expect(orders).toHaveLength(file.transactions);
      const byDate = Map.groupBy(orders, (order) =>
        instantToWall(order.occurredAtMs, timeZone).slice(0, 10),
      );
      const days = Object.fromEntries([...byDate].map(([date, sold]) => [date, addUp(sold)]));
      expect(days).toEqual(
        Object.fromEntries(
          Object.entries(file.days).map(([date, day]) => [date, toComparable(day)]),
        ),
      );
    },
  );

  test.each(Object.keys(expected))('%s sells one POS item per set of modifiers', async (name) => {
    const bytes = readFileSync(path('square-cafe', name));
    const orders = understand(await readAlone(name, bytes));
    const lines = orders.flatMap((order) => order.lines);
    const codes = new Set(lines.map((line) => toPosItem(line, true).code));
    const [header = [], ...rows] = readBeginning(bytes.toString('utf8'), ',', Infinity);
    const item = header.indexOf('Item');
    const modifiers = header.indexOf('Modifiers Applied');
    const sets = rows.map((row) => {
      const parts = (row[modifiers] ?? '').split(',').map((part) => part.trim().toLowerCase());
      return JSON.stringify([row[item], [...new Set(parts.filter(Boolean))].sort()]);
    });
    expect(codes.size).toBe(new Set(sets).size);
  });
});

describe.runIf(hasRealData('csv-spectrum/csvs'))('the acid test of CSV', () => {
  const names = hasRealData('csv-spectrum/csvs')
    ? readdirSync(path('csv-spectrum', 'csvs')).map((file) => file.replace(/\.csv$/, ''))
    : [];

  test.each(names)('%s reads as its JSON', (name) => {
    const text = readFileSync(path('csv-spectrum', 'csvs', `${name}.csv`), 'utf8');
    const { delimiter } = detectDelimiter(text);
    const [header = [], ...rows] = readBeginning(text, delimiter, Infinity);
    const objects = rows.map((row) =>
      Object.fromEntries(header.map((column, at) => [column, row[at] ?? ''])),
    );
    expect(objects).toEqual(toldBy(name));
  });
});

/** The rows as the collection's JSON tells them. */
function toldBy(name: string): Record<string, string>[] {
  const rows = [readJson('csv-spectrum', 'json', `${name}.json`)].flat();
  if (name !== 'location_coordinates') return rows;
  // Its makers replaced the telephone number in the JSON, and not in the CSV.
  return rows.map((row) => ({ ...row, 'Contact Phone Number': '2095257564' }));
}

describe.runIf(hasRealData('payloads/blns.json'))('naughty strings', () => {
  test('each survives as the name of an item, through CSV into the order', async () => {
    const all: string[] = readJson('payloads', 'blns.json');
    // A name of nothing is no name; NUL is no text.
    const strings = all.filter((text) => text.trim() !== '' && !text.includes('\0'));
    expect(strings.length).toBeGreaterThan(400);
    const rows = strings.map(
      (text, at) => `2026-07-01,${at},"${text.replaceAll('"', '""')}",1,1.00`,
    );
    const csv = `Date,Receipt,Item,Qty,Net\n${rows.join('\n')}`;
    const orders = understand(await readAlone('blns.csv', Buffer.from(csv)));
    expect(orders.map((order) => order.lines[0]?.itemName)).toEqual(strings);
  });
});
