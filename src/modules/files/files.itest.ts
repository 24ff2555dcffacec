import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeXlsx } from '#connectors/sales-file/table/testing.ts';
import { makeCompany } from '#test/factories.ts';
import { type FileWorld, openFileWorld, salesCsv } from './testing.ts';

let world: FileWorld;
let integrationId: string;
let made = 0;

beforeAll(async () => {
  world = await openFileWorld();
});

afterAll(() => world.close());

/** A link of its own at the same venue for every test, and the days before it are other ones. */
beforeEach(async () => {
  made += 1;
  world.company = Object.assign(world.company, await makeCompany(world.database));
  integrationId = await world.link({ nickname: `Bar ${made}` });
});

const firstDay = [
  '2025-03-10 09:15:00 R1 Latte 2 9.00',
  '2025-03-10 09:15:00 R1 Scone 1 3.50',
  '2025-03-10 18:40:00 R2 Latte 1 4.50',
];
const secondDay = ['2025-03-11 12:00:00 R3 Soup 3 24.00'];

const count = async (table: string) =>
  (await world.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n;

describe('an uploaded file', () => {
  it('lands to the exact days, which are complete', async () => {
    const file = await world.send(
      integrationId,
      'march.csv',
      salesCsv([...firstDay, ...secondDay]),
    );
    expect(file).toMatchObject({
      state: 'read',
      name: 'march.csv',
      source: 'upload',
      result: { ordersNew: 3, rowCount: 4, firstDate: '2025-03-10', lastDate: '2025-03-11' },
    });
    expect(await world.days('2025-03-09', '2025-03-12')).toEqual({
      '2025-03-09': { completeness: 'missing', orders: null, netMinor: null },
      '2025-03-10': { completeness: 'complete', orders: 2, netMinor: 1700 },
      '2025-03-11': { completeness: 'complete', orders: 1, netMinor: 2400 },
      '2025-03-12': { completeness: 'missing', orders: null, netMinor: null },
    });
  });

  it('shows its first rows as they were understood, and is kept as it came', async () => {
    const content = salesCsv(firstDay);
    const file = await world.send(integrationId, 'march.csv', content);
    expect(file.rows).toHaveLength(3);
    expect(file.rows[0]).toMatchObject({
      ...{ businessDate: '2025-03-10', wallTime: '2025-03-10T09:15:00', itemName: 'Latte' },
      ...{ quantity: '2', netMinor: 900 },
    });
    const path = `/api/v1/integrations/${integrationId}/files/${file.id}/raw`;
    const raw = await world.call<string>('GET', path);
    expect([raw.status, raw.body]).toEqual([200, content]);
    expect(raw.headers.get('content-disposition')).toContain('filename="march.csv"');
  });

  it('has a run of its own that names the days, and makes its link healthy', async () => {
    const file = await world.send(integrationId, 'march.csv', salesCsv(firstDay));
    const runs = await world.call<{ items: object[] }>(
      'GET',
      `/api/v1/integrations/${integrationId}/runs`,
    );
    expect(runs.body.items).toEqual([
      expect.objectContaining({
        ...{ id: file.result?.runId, kind: 'file', trigger: 'user', state: 'succeeded' },
        ...{ windowFrom: '2025-03-10T09:00:00.000Z', ordersNew: 2, warnings: [] },
      }),
    ]);
    const link = await world.call('GET', `/api/v1/integrations/${integrationId}`);
    expect(link.body).toMatchObject({
      ...{ status: 'Healthy', nextCheckAt: null },
      lastSalesCheckAt: '2025-03-15T16:00:00.000Z',
      lastSaleImportedAt: '2025-03-15T16:00:00.000Z',
    });
  });

  it('counts identical lines inside it, and refunds as negative', async () => {
    const twins = [
      '2025-03-10 09:00:00 R1 Latte 1 4.50',
      '2025-03-10 09:00:00 R1 Latte 1 4.50',
      '2025-03-10 10:00:00 R2 Latte -1 -4.50',
    ];
    await world.send(integrationId, 'twins.csv', salesCsv(twins));
    expect(await world.days('2025-03-10', '2025-03-10')).toEqual({
      '2025-03-10': { completeness: 'complete', orders: 2, netMinor: 450 },
    });
    const lines = await world.rows(
      'SELECT kind, quantity::text, net_minor FROM order_lines ORDER BY net_minor, line_no',
    );
    expect(lines).toEqual([
      { kind: 'refund', quantity: '-1', net_minor: -450 },
      { kind: 'sale', quantity: '1', net_minor: 450 },
      { kind: 'sale', quantity: '1', net_minor: 450 },
    ]);
  });

  it('sets rows aside that cannot be read, with the reason, and stores the rest', async () => {
    const rows = [...firstDay, '2025-03-10 20:00:00 R9 Latte 1 much'];
    const file = await world.send(integrationId, 'odd.csv', salesCsv(rows));
    expect(file).toMatchObject({ state: 'read', result: { ordersNew: 2, rowsSetAside: 1 } });
    const held = await world.rows<{ payload: string; reason: { en: string } }>(
      'SELECT payload, reason FROM quarantined_orders',
    );
    expect(held).toHaveLength(1);
    expect(held[0]?.payload).toContain('much');
    expect(held[0]?.reason.en).not.toBe('');
    const runs = await world.call<{ items: { warnings: string[]; ordersQuarantined: number }[] }>(
      'GET',
      `/api/v1/integrations/${integrationId}/runs`,
    );
    expect(runs.body.items[0]).toMatchObject({ state: 'succeeded', ordersQuarantined: 1 });
    expect(runs.body.items[0]?.warnings.length).toBeGreaterThan(0);
  });
});

describe('the bytes of a file', () => {
  it('are kept as they came, a workbook’s too, which is read like any other', async () => {
    const rows = [
      ['Date', 'Time', 'Receipt', 'Item', 'Qty', 'Net Sales'],
      ['2025-03-10', '09:00:00', 'R1', 'Café crème', 1, 4.5],
    ];
    const content = await writeXlsx({ Sales: rows });
    const file = await world.send(integrationId, 'sales.xlsx', content);
    expect(file).toMatchObject({ state: 'read', result: { ordersNew: 1 } });
    const path = `/api/v1/integrations/${integrationId}/files/${file.id}/raw`;
    const raw = await fetch(world.server.url + path, { headers: world.company.headers });
    expect(Buffer.from(await raw.arrayBuffer()).equals(content)).toBe(true);
  });

  it('of an old code page are read in it', async () => {
    const text =
      'Date,Time,Receipt,Item,Qty,Net Sales\n2025-03-10,09:00:00,R1,Crème brûlée,1,4.50\n';
    await world.send(integrationId, 'old.csv', Buffer.from(text, 'latin1'));
    expect(await world.rows('SELECT item_name FROM order_lines')).toEqual([
      { item_name: 'Crème brûlée' },
    ]);
  });

  it('of many slices come back in one piece', async () => {
    const row = (at: number) =>
      `2025-03-10,09:00:00,R1,Latte ${at} with ${'very '.repeat(200)}much milk,1,4.50\n`;
    const rows = Array.from({ length: 6000 }, (_, at) => row(at));
    const content = `Date,Time,Receipt,Item,Qty,Net Sales\n${rows.join('')}`;
    const file = await world.send(integrationId, 'long.csv', content);
    expect(file).toMatchObject({ state: 'read', result: { rowCount: 6000 } });
  });
});

describe('a file that came before', () => {
  it('is a duplicate when its bytes are the same, and adds nothing', async () => {
    const first = await world.send(integrationId, 'march.csv', salesCsv(firstDay));
    const again = await world.send(integrationId, 'copy.csv', salesCsv(firstDay));
    expect(again).toMatchObject({ state: 'duplicate', duplicateOf: first.id, result: null });
    expect(await count('orders')).toBe(2);
    expect(await count('runs')).toBe(1);
  });

  it('is one file though sent twice at the same moment', async () => {
    const content = salesCsv(firstDay);
    const replies = await Promise.all(
      Array.from({ length: 4 }, (_, index) => world.upload(integrationId, `${index}`, content)),
    );
    const states = replies.map((reply) => reply.body.state).sort();
    expect(states).toEqual(['duplicate', 'duplicate', 'duplicate', 'received']);
  });

  it('changes nothing when another file tells the same bills', async () => {
    await world.send(integrationId, 'march.csv', salesCsv(firstDay));
    const other = await world.send(integrationId, 'other.csv', `${salesCsv(firstDay)}\n`);
    expect(other).toMatchObject({ state: 'read', result: { ordersNew: 0, ordersUnchanged: 2 } });
    expect(await count('order_lines')).toBe(3);
    expect(await count('order_changes')).toBe(0);
  });

  it('overlaps with another: each bill counts once, and none is taken away', async () => {
    await world.send(integrationId, 'a.csv', salesCsv([...firstDay, ...secondDay]));
    const late = '2025-03-12 08:00:00 R4 Scone 1 3.50';
    const file = await world.send(integrationId, 'b.csv', salesCsv([...secondDay, late]));
    expect(file.result).toMatchObject({ ordersNew: 1, ordersUnchanged: 1 });
    const fewer = await world.send(integrationId, 'c.csv', salesCsv(firstDay.slice(0, 2)));
    expect(fewer.result).toMatchObject({ ordersNew: 0, ordersUnchanged: 1 });
    const days = await world.days('2025-03-10', '2025-03-12');
    expect(Object.values(days).map((day) => day.netMinor)).toEqual([1700, 2400, 350]);
  });

  it('replaces a bill that it tells differently', async () => {
    await world.send(integrationId, 'a.csv', salesCsv(firstDay));
    const corrected = firstDay.map((line) => line.replace('R2 Latte 1 4.50', 'R2 Latte 1 5.00'));
    const file = await world.send(integrationId, 'b.csv', salesCsv(corrected));
    expect(file.result).toMatchObject({ ordersNew: 0, ordersChanged: 1, ordersUnchanged: 1 });
    const days = await world.days('2025-03-10', '2025-03-10');
    expect(days['2025-03-10']?.netMinor).toBe(1750);
  });
});

describe('a file that cannot be read', () => {
  const picture = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');

  it('says why, stores nothing, and can be read again', async () => {
    const file = await world.send(integrationId, 'logo.png', picture);
    expect(file.state).toBe('unreadable');
    expect(file.reason?.message).not.toBe('');
    expect(await count('orders')).toBe(0);
    const path = `/api/v1/integrations/${integrationId}/files/${file.id}/replay`;
    const replay = await world.call('POST', path);
    expect(replay).toMatchObject({ status: 202, body: { state: 'received', reason: null } });
    await world.readAll();
    expect((await world.file(integrationId, file.id)).state).toBe('unreadable');
    const runs = await world.rows('SELECT state, kind FROM runs');
    expect(runs).toEqual(Array(2).fill({ state: 'failed', kind: 'file' }));
  });

  it('leaves the health of its link to who uploaded it', async () => {
    await world.send(integrationId, 'logo.png', picture);
    const link = await world.call('GET', `/api/v1/integrations/${integrationId}`);
    expect(link.body).toMatchObject({ status: 'Initializing', statusReason: null });
  });

  it('is none when no row of it can be read', async () => {
    const file = await world.send(
      integrationId,
      'odd.csv',
      salesCsv(['2025-03-10 20:00:00 R9 Latte 1 much', '2025-03-10 20:01:00 R8 Latte 1 more']),
    );
    expect(file.state).toBe('unreadable');
    expect(await count('orders')).toBe(0);
    expect(await count('quarantined_orders')).toBe(0);
  });
});
