import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeCompany } from '#test/factories.ts';
import { type FileView, type FileWorld, openFileWorld, startMs } from './testing.ts';

let world: FileWorld;
let integrationId: string;

beforeAll(async () => {
  world = await openFileWorld();
});

afterAll(() => world.close());

beforeEach(async () => {
  world.clock.set(startMs);
  Object.assign(world.company, await makeCompany(world.database, { nowMs: startMs }));
  integrationId = await world.link();
});

const hourMs = 3_600_000;
const pathOf = (file: FileView, what: string) =>
  `/api/v1/integrations/${integrationId}/files/${file.id}/${what}`;

async function answer(file: FileView, mapping: object) {
  const reply = await world.call('PUT', pathOf(file, 'mapping'), mapping);
  await world.readAll();
  return reply;
}

async function replay(file: FileView) {
  await world.call('POST', pathOf(file, 'replay'));
  await world.readAll();
  return world.file(integrationId, file.id);
}

const dayOf = async (date: string) => (await world.days(date, date))[date];

describe('a file read again', () => {
  const told = (figures: string) => `Date,Item,Qty,Net\n2025-03-10,Latte,${figures}\n`;

  it('does not undo what a newer file says', async () => {
    const older = await world.send(integrationId, 'older.csv', told('1,5.00'));
    world.clock.advance(hourMs);
    await world.send(integrationId, 'newer.csv', told('2,10.00'));
    expect(await replay(older)).toMatchObject({ state: 'read', result: { ordersChanged: 0 } });
    expect((await dayOf('2025-03-10'))?.netMinor).toBe(1000);
  });

  it('nor does what it told by mistake take a newer file’s bill away', async () => {
    const text = 'Date,Item,Qty,Net,Other\n2025-03-10,Latte,1,5.00,2025-03-11\n';
    const older = await world.send(integrationId, 'older.csv', text);
    world.clock.advance(hourMs);
    await world.send(integrationId, 'newer.csv', told('2,10.00'));
    const columns = { item: 'name', qty: 'quantity', net: 'net', other: 'date', date: 'ignore' };
    await answer(older, { columns });
    const { '2025-03-10': first, '2025-03-11': second } = await world.days(
      '2025-03-10',
      '2025-03-11',
    );
    expect([first?.netMinor, second?.netMinor]).toEqual([1000, 500]);
  });
});

describe('a day that was told by mistake', () => {
  const text =
    'Date;Item;Qty;Net;Other\n2025-03-05;A;1;9.00;2025-03-10\n2025-03-07;A;1;9.00;2025-03-10\n';
  const columns = { item: 'name', qty: 'quantity', net: 'net', other: 'date', date: 'ignore' };

  it('is missing again, with the days between, once the mistake is corrected', async () => {
    const file = await world.send(integrationId, 'a.csv', text);
    expect((await dayOf('2025-03-06'))?.completeness).toBe('no_sales');
    await answer(file, { columns });
    const days = await world.days('2025-03-05', '2025-03-10');
    expect(Object.values(days).map((day) => day.completeness)).toEqual([
      ...['missing', 'missing', 'missing', 'missing', 'missing'],
      'complete',
    ]);
  });

  it('stays read where another file tells about it', async () => {
    const file = await world.send(integrationId, 'a.csv', text);
    const other = await world.send(
      integrationId,
      'b.csv',
      'Date,Receipt,Item,Qty,Net\n2025-03-05,R1,A,1,2.00\n2025-03-06,R2,A,1,2.00\n',
    );
    const path = `/api/v1/integrations/${integrationId}/files/${other.id}`;
    const { mapping } = (await world.call<{ mapping: object }>('GET', path)).body;
    await answer(other, { ...mapping, beside: 'add' });
    await answer(file, { columns });
    const days = await world.days('2025-03-05', '2025-03-07');
    expect(Object.values(days).map((day) => [day.completeness, day.netMinor])).toEqual([
      ['complete', 200],
      ['complete', 200],
      ['missing', null],
    ]);
  });
});

describe('a sale and its refund in two files', () => {
  it('both count, in either order and also in one file', async () => {
    const header = 'Date,Time,Receipt,Item,Qty,Net\n';
    const sale = '2025-03-10,11:00,R1,Beer,2,12.00\n';
    const refund = '2025-03-10,15:00,R1,Beer,-1,-6.00\n';
    await world.send(integrationId, 'refund.csv', header + refund);
    await world.send(integrationId, 'sale.csv', header + sale);
    expect((await dayOf('2025-03-10'))?.netMinor).toBe(600);
    const both = await world.send(integrationId, 'both.csv', header + sale + refund);
    expect(both.result).toMatchObject({ ordersNew: 0, ordersChanged: 0, ordersUnchanged: 2 });
    expect((await dayOf('2025-03-10'))?.netMinor).toBe(600);
  });
});

describe('a row of totals', () => {
  it('is no trouble to anybody', async () => {
    const text = 'Date,Item,Qty,Net\n2025-03-10,Latte,1,5.00\nTotal,,1,5.00\n';
    const file = await world.send(integrationId, 'mix.csv', text);
    expect(file).toMatchObject({ state: 'read', result: { rowsSetAside: 0 } });
    expect(await world.rows('SELECT 1 FROM quarantined_orders')).toEqual([]);
  });
});

describe('a product mix without dates', () => {
  const mix = (net: string) => `PLU,Item,Quantity,Net Sales\n7,Latte,3,${net}\n`;

  it('is of the day on which it comes, once a person said so', async () => {
    const file = await world.send(integrationId, 'mix.csv', mix('15.00'));
    expect(file).toMatchObject({ state: 'asking', questions: [{ role: 'date' }] });
    expect((await answer(file, { columns: {}, day: 'received' })).status).toBe(202);
    expect((await dayOf('2025-03-15'))?.netMinor).toBe(1500);
    world.clock.advance(24 * hourMs);
    await world.send(integrationId, 'mix.csv', mix('20.00'));
    expect((await dayOf('2025-03-16'))?.netMinor).toBe(2000);
  });

  it('that sells the same on two days is two files', async () => {
    const first = await world.send(integrationId, 'mix.csv', mix('15.00'));
    await answer(first, { columns: {}, day: 'before' });
    const again = await world.send(integrationId, 'mix.csv', mix('15.00'));
    expect(again.state).toBe('duplicate');
    world.clock.advance(24 * hourMs);
    const next = await world.send(integrationId, 'mix.csv', mix('15.00'));
    expect(next).toMatchObject({ state: 'read', result: { firstDate: '2025-03-15' } });
    expect((await dayOf('2025-03-14'))?.netMinor).toBe(1500);
  });

  it('of a day that a person names is asked about each time, and keeps its day', async () => {
    const file = await world.send(integrationId, 'mix.csv', mix('15.00'));
    await answer(file, { columns: {}, day: '2025-03-03' });
    expect((await dayOf('2025-03-03'))?.netMinor).toBe(1500);
    expect(await replay(file)).toMatchObject({ state: 'read', result: { ordersUnchanged: 1 } });
    const next = await world.send(integrationId, 'next.csv', mix('18.00'));
    expect(next).toMatchObject({ state: 'asking', questions: [{ role: 'date' }] });
    await answer(next, { columns: {}, day: '2025-03-04' });
    expect((await dayOf('2025-03-04'))?.netMinor).toBe(1800);
  });

  it('is refused a day that is none', async () => {
    const file = await world.send(integrationId, 'mix.csv', mix('15.00'));
    for (const day of ['yesterday', '2025-02-30', '']) {
      expect((await answer(file, { columns: {}, day })).status).toBe(422);
    }
  });
});
