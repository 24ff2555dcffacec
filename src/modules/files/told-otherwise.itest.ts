import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FileView, type FileWorld, openFileWorld, salesCsv } from './testing.ts';

const asSum = (date: string, net = '20.00') => `Date,Item,Qty,Net Sales\n${date},Soup,2,${net}\n`;
const byBill = (date: string, receipts = ['R1', 'R2']) =>
  salesCsv(receipts.map((receipt) => `${date} 09:30 ${receipt} Soup 1 10.00`));
const byTime = (date: string) =>
  `Date,Time,Item,Qty,Net Sales\n${date},09:30,Soup,1,10.00\n${date},10:15,Soup,1,10.00\n`;

let world: FileWorld;
let link: string;
let links = 0;
let date: string;

beforeAll(async () => {
  world = await openFileWorld();
});
afterAll(() => world.close());
/** A till and a day of its own for each test. */
beforeEach(async () => {
  links += 1;
  date = `2025-03-0${links}`;
  link = await world.link({ nickname: `Till ${links}`, createNew: true });
});

const net = async () => (await world.days(date, date))[date]?.netMinor;
const pathOf = ({ id }: FileView) => `/api/v1/integrations/${link}/files/${id}`;

async function answer(file: FileView, beside: 'replace' | 'add'): Promise<void> {
  const { mapping } = (await world.call<{ mapping: object }>('GET', pathOf(file))).body;
  const reply = await world.call('PUT', `${pathOf(file)}/mapping`, { ...mapping, beside });
  expect(reply).toMatchObject({ status: 202 });
  await world.readAll();
}

describe('a day that comes in another form than it was told in', () => {
  it.each([
    ['one sum, then bills', asSum, byBill],
    ['bills, then one sum', byBill, asSum],
    ['times, then bills', byTime, byBill],
  ])('is asked about, and the same sales count once: %s', async (_, first, second) => {
    await world.send(link, 'first.csv', first(date));
    const file = await world.send(link, 'second.csv', second(date));
    expect(file.state).toBe('asking');
    expect(file.questions).toMatchObject([{ kind: 'told_otherwise' }]);
    expect(file.questions[0]?.message).toMatch(/^Sales of March \d, 2025 have come already/);
    expect(await net()).toBe(2000);
    await answer(file, 'replace');
    expect(await world.file(link, file.id)).toMatchObject({ state: 'read', questions: [] });
    expect(await net()).toBe(2000);
  });

  it('counts beside it where a person says that these are other sales', async () => {
    await world.send(link, 'bills.csv', byBill(date));
    const file = await world.send(link, 'bar.csv', asSum(date, '7.00'));
    await answer(file, 'add');
    expect(await net()).toBe(2700);
  });

  it('is not asked about again for the same layout', async () => {
    await world.send(link, 'bills.csv', byBill(date));
    await answer(await world.send(link, 'sum.csv', asSum(date)), 'replace');
    const next = await world.send(link, 'sum.csv', asSum(date, '21.00'));
    expect(next).toMatchObject({ state: 'read', questions: [] });
    expect(await net()).toBe(2100);
  });

  it('is not undone by an older file that is read again', async () => {
    const bills = await world.send(link, 'bills.csv', byBill(date, ['R1', 'R2', 'R3']));
    world.clock.advance(60_000);
    await answer(await world.send(link, 'sum.csv', asSum(date)), 'replace');
    await answer(bills, 'replace');
    expect(await net()).toBe(2000);
    const { warnings } = (await world.call<{ warnings: string[] }>('GET', pathOf(bills))).body;
    expect(warnings).toEqual([expect.stringMatching(/changes nothing of them: March \d, 2025\.$/)]);
  });

  it('is no question between files of one form, nor between days', async () => {
    await world.send(link, 'bills.csv', byBill(date));
    const more = await world.send(link, 'more.csv', byBill(date, ['R2', 'R3']));
    expect(more.state).toBe('read');
    const other = await world.send(link, 'sum.csv', asSum('2025-02-20'));
    expect(other.state).toBe('read');
    expect(await net()).toBe(3000);
  });
});
