import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { rederiveIntegration } from '#modules/sync/index.ts';
import { makeCompany } from '#test/factories.ts';
import { type FileWorld, openFileWorld, startMs, workQueued } from './testing.ts';

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

const content = `Date,Time,Receipt,Item,Modifiers Applied,Qty,Net Sales
2025-03-10,09:00:00,R1,Latte,"Oat Milk, Large",1,5.50
2025-03-10,10:00:00,R2,Latte,"large, oat milk",1,5.50
2025-03-10,23:30:00,R3,Latte,,1,4.50
`;

const soldItems = async () =>
  (
    await world.rows<{ n: number }>(
      'SELECT count(DISTINCT pos_item_code)::int AS n FROM order_lines',
    )
  )[0]?.n;

it('turning Include modifiers on and off makes items of the stored files anew', async () => {
  await world.send(integrationId, 'a.csv', content);
  expect(await soldItems()).toBe(1);
  const { companyId } = world.company;
  const { signal } = new AbortController();
  for (const [includeModifiers, items] of [
    [true, 2],
    [false, 1],
  ] as const) {
    const path = `/api/v1/integrations/${integrationId}`;
    const reply = await world.call('PATCH', path, { settings: { includeModifiers } });
    expect(reply.status).toBe(200);
    await rederiveIntegration(world.deps, { companyId, integrationId, signal });
    expect(await soldItems()).toBe(items);
  }
  expect((await world.days('2025-03-10', '2025-03-10'))['2025-03-10']?.netMinor).toBe(1550);
});

it('a venue that moves to another zone keeps the wall times of its files', async () => {
  await world.send(integrationId, 'a.csv', content);
  const hours = () =>
    world.rows(
      "SELECT name, amount_minor FROM day_breakdowns WHERE dimension = 'hour' ORDER BY name::int",
    );
  const before = await hours();
  const venue = `/api/v1/venues/${world.company.venueId}`;
  expect((await world.call('PATCH', venue, { timeZone: 'Europe/Paris' })).status).toBe(200);
  await workQueued(world);
  const occurred = await world.rows<{ at: string }>(
    `SELECT to_char(occurred_at AT TIME ZONE 'Europe/Paris', 'YYYY-MM-DD HH24:MI') AS at
      FROM orders ORDER BY 1`,
  );
  expect(occurred.map(({ at }) => at)).toEqual([
    '2025-03-10 09:00',
    '2025-03-10 10:00',
    '2025-03-10 23:30',
  ]);
  expect(await hours()).toEqual(before);
  expect(await world.days('2025-03-10', '2025-03-10')).toEqual({
    '2025-03-10': { completeness: 'complete', orders: 3, netMinor: 1550 },
  });
});
