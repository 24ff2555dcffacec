import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeXlsx } from '#connectors/sales-file/table/testing.ts';
import { makeCompany } from '#test/factories.ts';
import { type FileView, type FileWorld, openFileWorld, startMs } from './testing.ts';

let world: FileWorld;
let integrationId: string;

beforeAll(async () => {
  world = await openFileWorld();
});

afterAll(() => world.close());

beforeEach(async () => {
  Object.assign(world.company, await makeCompany(world.database, { nowMs: startMs }));
  integrationId = await world.link();
});

const strange = (rows: readonly string[]) => `Alpha;Beta;Gamma;Delta\n${rows.join('\n')}\n`;
const monday = strange(['2025-03-10;Latte;2;9.00', '2025-03-10;Scone;1;3.50']);
const tuesday = strange(['2025-03-11;Latte;1;4.50']);
const meaning = { Alpha: 'date', Beta: 'name', Gamma: 'quantity', Delta: 'net' } as const;

const pathOf = (file: FileView, what: string) =>
  `/api/v1/integrations/${integrationId}/files/${file.id}/${what}`;

/** What a person answers: each header's role, under the name the API gave the column. */
function mappingOf(file: FileView, roles: Readonly<Record<string, string>> = meaning) {
  const columns = file.layout.columns.flatMap(({ header, normalised }) => {
    const role = roles[header];
    return role === undefined ? [] : [[normalised, role]];
  });
  return { columns: Object.fromEntries(columns) };
}

async function answer(file: FileView, mapping: object) {
  const reply = await world.call('PUT', pathOf(file, 'mapping'), mapping);
  await world.readAll();
  return reply;
}

describe('a file in whose date column there are no dates', () => {
  it('keeps its columns, and is read once a person names another one', async () => {
    const text = 'Date,Item,Qty,Net Sales,Day\nsoon,Latte,2,9.00,2025-03-10\n';
    const file = await world.send(integrationId, 'day.csv', text);
    expect(file).toMatchObject({ state: 'unreadable', reason: { code: 'sales-file.no_dates' } });
    const roles = { Item: 'name', Qty: 'quantity', 'Net Sales': 'net', Day: 'date' };
    expect((await answer(file, mappingOf(file, roles))).status).toBe(202);
    const read = await world.file(integrationId, file.id);
    expect(read).toMatchObject({ state: 'read', result: { ordersNew: 1 } });
    const next = await world.send(integrationId, 'next.csv', text.replace('-10', '-11'));
    expect(next).toMatchObject({ state: 'read', result: { firstDate: '2025-03-11' } });
  });
});

describe('a file whose columns are not clear', () => {
  it('waits with its questions and stores nothing', async () => {
    const file = await world.send(integrationId, 'odd.csv', monday);
    expect(file).toMatchObject({ state: 'asking', result: null, rows: [] });
    expect(file.questions.length).toBeGreaterThan(0);
    expect(file.questions.every(({ message }) => message.length > 10)).toBe(true);
    expect(file.layout.columns.map(({ header }) => header)).toEqual(Object.keys(meaning));
    expect(await world.rows('SELECT 1 FROM orders')).toEqual([]);
    const link = await world.call('GET', `/api/v1/integrations/${integrationId}`);
    expect(link.body.status).toBe('Initializing');
  });

  it('can be looked at with an answer before it is given', async () => {
    const file = await world.send(integrationId, 'odd.csv', monday);
    const told = await world.call('POST', pathOf(file, 'preview'), mappingOf(file));
    expect(told).toMatchObject({
      status: 200,
      body: {
        ...{ kind: 'read', rowCount: 2, firstDate: '2025-03-10', skippedCount: 0 },
        rows: [
          { itemName: 'Latte', quantity: '2', netMinor: 900 },
          { itemName: 'Scone', quantity: '1', netMinor: 350 },
        ],
      },
    });
    const partly = await world.call('POST', pathOf(file, 'preview'), { columns: {} });
    expect(partly.body).toMatchObject({ kind: 'ask', rows: [], rowCount: null });
    expect((await world.file(integrationId, file.id)).state).toBe('asking');
    expect(await world.rows('SELECT 1 FROM orders')).toEqual([]);
  });

  it('is read once it is answered, and the next file of its layout is not asked about', async () => {
    const file = await world.send(integrationId, 'odd.csv', monday);
    expect(await answer(file, mappingOf(file))).toMatchObject({ status: 202 });
    expect(await world.file(integrationId, file.id)).toMatchObject({
      ...{ state: 'read', questions: [] },
      result: { firstDate: '2025-03-10', lastDate: '2025-03-10' },
    });
    const next = await world.send(integrationId, 'next.csv', tuesday);
    expect(next.state).toBe('read');
    const days = await world.days('2025-03-10', '2025-03-11');
    expect(
      Object.values(days).map(({ completeness, netMinor }) => [completeness, netMinor]),
    ).toEqual([
      ['complete', 1250],
      ['complete', 450],
    ]);
  });

  // Many readings, each in a thread of its own: slow on a machine that is busy.
  it('keeps the answers of several layouts apart', { timeout: 90_000 }, async () => {
    const first = await world.send(integrationId, 'odd.csv', monday);
    await answer(first, mappingOf(first));
    const other = (date: string) => `Eins;Zwei;Drei;Vier\nTea;1;2.00;${date}\n`;
    const second = await world.send(integrationId, 'other.csv', other('2025-03-12'));
    expect(second.state).toBe('asking');
    await answer(
      second,
      mappingOf(second, { Eins: 'name', Zwei: 'quantity', Drei: 'net', Vier: 'date' }),
    );
    const states = [
      await world.send(integrationId, 'a.csv', tuesday),
      await world.send(integrationId, 'b.csv', other('2025-03-13')),
    ].map((file) => file.state);
    expect(states).toEqual(['read', 'read']);
  });

  it('is corrected by a second answer: the days follow', async () => {
    const file = await world.send(integrationId, 'odd.csv', monday);
    await answer(file, mappingOf(file, { ...meaning, Gamma: 'net', Delta: 'quantity' }));
    await answer(file, mappingOf(file));
    const days = await world.days('2025-03-10', '2025-03-10');
    expect(days['2025-03-10']).toEqual({ completeness: 'complete', orders: null, netMinor: 1250 });
  });
});

describe('an answer that was wrong', () => {
  it('is taken back with all it made: no bill stays on a wrong day', async () => {
    const file = await world.send(
      integrationId,
      'odd.csv',
      'Alpha;Beta;Gamma;Delta;Epsilon\n2025-03-05;Latte;2;9.00;2025-03-10\n',
    );
    const wrong = { ...meaning, Epsilon: 'ignore' };
    await answer(file, mappingOf(file, wrong));
    expect((await world.days('2025-03-05', '2025-03-05'))['2025-03-05']?.netMinor).toBe(900);
    await answer(file, mappingOf(file, { ...wrong, Alpha: 'ignore', Epsilon: 'date' }));
    const days = await world.days('2025-03-05', '2025-03-10');
    expect([days['2025-03-05']?.orders, days['2025-03-10']?.netMinor]).toEqual([null, 900]);
    expect(await world.rows('SELECT count(*)::int AS n FROM orders WHERE gone_at IS NULL')).toEqual(
      [{ n: 1 }],
    );
  });
});

describe('rows that were set aside', () => {
  it('are settled once an answer makes them readable', async () => {
    const file = await world.send(
      integrationId,
      'odd.csv',
      'Alpha;Beta;Gamma;Delta;Epsilon\n2025-03-10;Latte;2;9.00;2025-03-10\nsomeday;Scone;1;3.50;2025-03-10\n',
    );
    await answer(file, mappingOf(file, { ...meaning, Epsilon: 'ignore' }));
    const open = () =>
      world.rows<{ key: string }>(
        'SELECT key FROM quarantined_orders WHERE resolved_at IS NULL ORDER BY key',
      );
    expect((await open()).length).toBe(1);
    await world.call('POST', pathOf(file, 'replay'));
    await world.readAll();
    expect((await open()).length).toBe(1);
    await answer(file, mappingOf(file, { ...meaning, Alpha: 'ignore', Epsilon: 'date' }));
    expect(await open()).toEqual([]);
    expect((await world.days('2025-03-10', '2025-03-10'))['2025-03-10']?.netMinor).toBe(1250);
  });
});

describe('an answer', () => {
  it('is refused where it names a column the file does not have', async () => {
    const file = await world.send(integrationId, 'odd.csv', monday);
    const reply = await world.call('PUT', pathOf(file, 'mapping'), { columns: { nope: 'net' } });
    expect(reply).toMatchObject({
      status: 422,
      body: { code: 'columns_unknown', errors: [{ path: 'columns.nope' }] },
    });
    expect((await world.file(integrationId, file.id)).state).toBe('asking');
  });

  it('is refused where it names no role there is', async () => {
    const file = await world.send(integrationId, 'odd.csv', monday);
    const [column] = file.layout.columns;
    const mapping = { columns: { [column?.normalised ?? '']: 'colour' } };
    expect((await world.call('PUT', pathOf(file, 'mapping'), mapping)).status).toBe(422);
  });

  it('is refused for a duplicate, which leads to the file it repeats', async () => {
    const first = await world.send(integrationId, 'odd.csv', monday);
    const copy = await world.send(integrationId, 'copy.csv', monday);
    const reply = await world.call('PUT', pathOf(copy, 'mapping'), mappingOf(first));
    expect(reply).toMatchObject({
      status: 409,
      body: { code: 'file_is_duplicate', duplicateOf: first.id },
    });
  });
});

describe('a workbook of several sheets', () => {
  const food = (day: number) => [
    ['Date', 'Item', 'Qty', 'Net Sales'],
    [`2025-03-${day}`, 'Soup', 2, 70],
  ];
  const bar = (day: number) => [
    ['Date', 'Drink', 'Count', 'Net'],
    [`2025-03-${day}`, 'Beer', 1, 12],
  ];
  const chosen = { columns: { drink: 'name', count: 'quantity' }, sheet: 'Bar' };

  it('is stored from the sheet that the preview of the same answer shows', async () => {
    const file = await world.send(
      integrationId,
      'a.xlsx',
      await writeXlsx({ Food: food(10), Bar: bar(10) }),
    );
    expect(file).toMatchObject({
      ...{ state: 'read', layout: { sheets: ['Food', 'Bar'] } },
      warnings: [expect.stringContaining('(Bar)')],
    });
    const preview = await world.call('POST', pathOf(file, 'preview'), chosen);
    expect(preview.body).toMatchObject({ kind: 'read', rows: [{ itemName: 'Beer' }] });
    expect((await answer(file, chosen)).status).toBe(202);
    expect(await world.file(integrationId, file.id)).toMatchObject({
      ...{ state: 'read', mapping: { sheet: 'Bar' }, warnings: [] },
      rows: [{ itemName: 'Beer', netMinor: 1200 }],
    });
    expect((await world.days('2025-03-10', '2025-03-10'))['2025-03-10']?.netMinor).toBe(1200);
  });

  // Many readings, each in a thread of its own: slow on a machine that is busy.
  it('is read from the chosen sheet also the next time', { timeout: 90_000 }, async () => {
    const book = await writeXlsx({ Food: food(10), Bar: bar(10) });
    const file = await world.send(integrationId, 'a.xlsx', book);
    await answer(file, chosen);
    const csv = await world.send(integrationId, 'c.csv', monday);
    await answer(csv, mappingOf(csv));
    const next = await writeXlsx({ Food: food(11), Bar: bar(11) });
    expect(await world.send(integrationId, 'b.xlsx', next)).toMatchObject({
      rows: [{ itemName: 'Beer' }],
    });
    const without = await writeXlsx({ Food: food(12), Notes: [['Nothing']] });
    expect(await world.send(integrationId, 'd.xlsx', without)).toMatchObject({
      ...{ state: 'read', rows: [{ itemName: 'Soup' }] },
    });
    const back = { columns: { item: 'name', qty: 'quantity', 'net sales': 'net' } };
    expect((await answer(file, back)).status).toBe(202);
    expect((await world.file(integrationId, file.id)).rows).toMatchObject([{ itemName: 'Soup' }]);
  });
});
