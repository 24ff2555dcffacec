import { afterAll, beforeAll, expect, it } from 'vitest';
import type { getDay } from '#modules/sales/index.ts';
import { type FileWorld, openFileWorld, salesCsv } from './testing.ts';

type DayDetail = Awaited<ReturnType<typeof getDay>>;

let world: FileWorld;
let link: string;

beforeAll(async () => {
  world = await openFileWorld();
  link = await world.link();
});
afterAll(() => world.close());

const day = async (date: string) =>
  (await world.call<DayDetail>('GET', `/api/v1/venues/${world.company.venueId}/sales/days/${date}`))
    .body;

const bills = async (query: string) =>
  (
    await world.call<{ items: { key: string; dayOnly: string | null }[] }>(
      'GET',
      `/api/v1/venues/${world.company.venueId}/sales/orders?${query}`,
    )
  ).body.items;

it('a product mix tells net and items of a day, and nothing of its bills, its morning or its hours', async () => {
  const mix = 'Date,Item,Qty,Net Sales\n2025-03-03,Soup,10,80.00\n2025-03-03,Tea,20,40.00\n';
  await world.send(link, 'mix.csv', mix);
  expect(await day('2025-03-03')).toMatchObject({
    ...{ completeness: 'complete', netMinor: 12_000, areTimesTold: false, areBillsTold: false },
    ...{ orders: null, guests: null, hours: [] },
    morning: { netMinor: null, orders: null, asFirstSeen: null },
    endOfDay: { netMinor: 12_000, orders: null, asFirstSeen: { netMinor: 12_000, orders: null } },
    locations: [{ netMinor: 12_000, orders: null }],
  });
  expect(await bills('businessDate=2025-03-03')).toMatchObject([{ dayOnly: 'sum' }]);
  expect(await bills('businessDate=2025-03-03&hour=23')).toEqual([]);
});

it('receipts with a date alone are counted, yet have no hour', async () => {
  const file =
    'Date,Receipt,Item,Qty,Net Sales\n2025-03-04,A,Soup,1,8.00\n2025-03-04,B,Tea,1,2.00\n';
  await world.send(link, 'receipts.csv', file);
  expect(await day('2025-03-04')).toMatchObject({
    ...{ netMinor: 1000, orders: 2, areTimesTold: false, areBillsTold: true, hours: [] },
    morning: { netMinor: null, orders: null },
    endOfDay: { netMinor: 1000, orders: 2 },
  });
  expect(await bills('businessDate=2025-03-04')).toMatchObject([
    { dayOnly: 'bill' },
    { dayOnly: 'bill' },
  ]);
});

it('a file with times has morning and hours, and the week after a mix is compared by its net', async () => {
  await world.send(link, 'timed.csv', salesCsv(['2025-03-10 09:30 R1 Soup 1 8.00']));
  const timed = await day('2025-03-10');
  expect(timed).toMatchObject({
    ...{ orders: 1, areTimesTold: true, areBillsTold: true },
    morning: { netMinor: 800, orders: 1, asFirstSeen: { netMinor: 800, orders: 1 } },
    sameWeekdayLastWeek: { businessDate: '2025-03-03', netMinor: 12_000, orders: null },
  });
  expect(timed.hours.find(({ hour }) => hour === '09')).toMatchObject({ orders: 1 });
});

it('a mix beside a till with times leaves the morning of both unknown', async () => {
  const kiosk = await world.link({ nickname: 'Kiosk', createNew: true });
  await world.send(kiosk, 'kiosk.csv', 'Date,Item,Qty,Net Sales\n2025-03-10,Tea,5,10.00\n');
  expect(await day('2025-03-10')).toMatchObject({
    ...{ netMinor: 1800, orders: null, hours: [], morning: { netMinor: null, asFirstSeen: null } },
    locations: [{ orders: 1 }, { orders: null }],
  });
});

it('what is told with times later restates the net, and not a morning nobody had seen', async () => {
  await world.send(link, 'mix2.csv', 'Date,Item,Qty,Net Sales\n2025-03-05,Soup,1,8.00\n');
  await world.send(link, 'mix2.csv', 'Date,Item,Qty,Net Sales\n2025-03-05,Soup,2,16.00\n');
  const extra = await world.send(link, 'extra.csv', salesCsv(['2025-03-05 09:30 R9 Soup 1 8.00']));
  const path = `/api/v1/integrations/${link}/files/${extra.id}`;
  const { mapping } = (await world.call<{ mapping: object }>('GET', path)).body;
  await world.call('PUT', `${path}/mapping`, { ...mapping, beside: 'add' });
  await world.readAll();
  const { restatements } = await day('2025-03-05');
  expect(restatements.length).toBeGreaterThan(0);
  for (const { was, now } of restatements) {
    for (const figures of [was, now]) {
      expect(figures).not.toHaveProperty('morningNetMinor');
      expect(figures).not.toHaveProperty('orders');
    }
  }
});
