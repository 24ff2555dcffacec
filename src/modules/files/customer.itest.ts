import { afterAll, beforeAll, expect, it } from 'vitest';
import { rederiveIntegration } from '#modules/sync/index.ts';
import { type FileWorld, openFileWorld } from './testing.ts';

let world: FileWorld;
let link: string;

beforeAll(async () => {
  world = await openFileWorld();
  link = await world.link();
});
afterAll(() => world.close());

interface Bill {
  id: string;
  key: string;
  customer: string | null;
}

const bills = async (date: string) => {
  const path = `/api/v1/venues/${world.company.venueId}/sales/orders?businessDate=${date}`;
  return (await world.call<{ items: Bill[] }>('GET', path)).body.items;
};

const customersOf = async (date: string) =>
  Object.fromEntries((await bills(date)).map(({ key, customer }) => [key.split('@')[0], customer]));

const header = 'Date,Time,Receipt,Item,Qty,Net Sales';

it('a bill carries the customer its rows name, through file, database and API', async () => {
  const file = await world.send(
    link,
    'named.csv',
    `${header},Customer Name
2025-03-03,12:00,R1,Soup,1,8.00,
2025-03-03,12:00,R1,Tea,1,2.00,"O’Neil, Zoë"
2025-03-03,13:00,R2,Soup,1,8.00,=cmd()
2025-03-03,14:00,R3,Soup,1,8.00,`,
  );
  expect(file.state).toBe('read');
  expect(file.rows.map(({ customer }) => customer)).toEqual([
    ...['O’Neil, Zoë', 'O’Neil, Zoë', '=cmd()', undefined],
  ]);
  expect(await customersOf('2025-03-03')).toEqual({
    ...{ R1: 'O’Neil, Zoë', R2: '=cmd()', R3: null },
  });
  const [bill] = (await bills('2025-03-03')).filter(({ key }) => key.startsWith('R1'));
  const path = `/api/v1/venues/${world.company.venueId}/sales/orders/${bill?.id}`;
  expect((await world.call<Bill>('GET', path)).body.customer).toBe('O’Neil, Zoë');
});

it('the name on a bill changes with the file that tells it anew, and stays when derived anew', async () => {
  const rows = (name: string) =>
    `${header},Nom du client\n2025-03-04,12:00,R1,Soup,1,8.00,${name}\n2025-03-04,13:00,R2,Tea,1,2.00,Lu\n`;
  await world.send(link, 'first.csv', rows('Ana'));
  const { result } = await world.send(link, 'second.csv', rows('Ana B.'));
  expect(result).toMatchObject({ ordersNew: 0, ordersChanged: 1, ordersUnchanged: 1 });
  expect(await customersOf('2025-03-04')).toEqual({ R1: 'Ana B.', R2: 'Lu' });
  await world.call('PATCH', `/api/v1/integrations/${link}`, {
    settings: { includeModifiers: true },
  });
  const { companyId } = world.company;
  const { signal } = new AbortController();
  await rederiveIntegration(world.deps, { companyId, integrationId: link, signal });
  expect(await customersOf('2025-03-04')).toEqual({ R1: 'Ana B.', R2: 'Lu' });
});

it('the sum of a day is nobody’s', async () => {
  const mix = 'Date,Item,Qty,Net Sales,Customer\n2025-03-05,Soup,10,80.00,Ana\n';
  await world.send(link, 'mix.csv', mix);
  expect((await bills('2025-03-05')).map(({ customer }) => customer)).toEqual([null]);
});
