import { afterEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { requestCheck } from '#modules/integrations/index.ts';
import { sql } from '#platform/db/sql.ts';
import { readFingerprint, readStoredDays } from './stored.ts';
import { openWorld, type World } from './world.ts';

const till = { apiKey: 'key-a', serial: 'S-1' };
const venue = { name: 'Chez Test', timeZone: 'America/Toronto', currency: 'CAD' };
const restaurant = { seed: 'live', venue, ordersPerDay: 40, from: '2026-01-05' };

describe('importing from a live till', () => {
  let world: World;
  afterEach(() => world.close());

  test.each(['nested', 'orders', 'lines'] as const)(
    'stores days equal to the till’s truth (%s rows)',
    async (shape) => {
      world = await openWorld({
        venues: [{ source: { restaurant }, shape, locations: [till] }],
        now: '2026-03-20T18:00:00Z',
      });
      const integrationId = await world.connect({ settings: { historyMonths: 6 } });
      expect(await world.check(integrationId)).toBe(true);
      await world.backfill();
      const truth = await world.sandbox.control.ledgerDays();
      const stored = await readStoredDays(world.database, world.company);
      expect(Object.keys(stored)).toEqual(
        Object.keys(truth.days).filter((date) => (truth.days[date]?.orders ?? 0) > 0),
      );
      for (const [date, day] of Object.entries(stored)) {
        expect(truth.days[date], date).toMatchObject({
          ...day,
          hours: expect.anything(),
          categories: expect.anything(),
          tenders: expect.anything(),
        });
      }
    },
  );

  test('a bill moved into history after the first check is one bill, on the day the till says now', async () => {
    world = await openWorld({
      venues: [{ source: { restaurant }, locations: [till] }],
      now: '2026-03-20T18:00:00Z',
    });
    const integrationId = await world.connect({ settings: { historyMonths: 6 } });
    await world.check(integrationId);
    const [moved] = world.sandbox.control.listOrders({ date: '2026-03-19' });
    if (!moved) throw new Error('the till sold nothing');
    const at = (time: string | null) => time?.replace('2026-03-19', '2026-02-10') ?? null;
    world.sandbox.control.putOrder({
      ...moved,
      openedAt: `${at(moved.openedAt)}`,
      closedAt: at(moved.closedAt),
    });
    await world.backfill();
    const truth = await world.sandbox.control.ledgerDays();
    const stored = await readStoredDays(world.database, world.company);
    for (const date of ['2026-02-10', '2026-02-11', '2026-03-19'])
      expect(stored[date]?.netMinor, date).toBe(truth.days[date]?.netMinor);
  });

  test('a check that somebody asked for says so, the next one does not; a bill keeps its first import', async () => {
    world = await openWorld({
      venues: [{ source: { restaurant }, locations: [till] }],
      now: '2026-03-20T18:00:00Z',
    });
    const { companyId } = world.company;
    const integrationId = await world.connect({ settings: { historyMonths: 6 } });
    await world.check(integrationId);
    const firstMs = world.clock.now();
    const [bill] = world.sandbox.control.listOrders({ date: '2026-03-19' });
    if (!bill) throw new Error('the till sold nothing');
    world.sandbox.control.putOrder({ ...bill, guests: 9 });
    // Due by its schedule as well: whoever asks just then is named all the same.
    world.clock.advance(2 * 3_600_000);
    const actor = { kind: 'user', id: newId(), name: 'Olive' } as const;
    await world.database.withCompany(companyId, (tx) =>
      requestCheck(tx, world.deps, { companyId, integrationId, actor }),
    );
    expect(await world.check(integrationId)).toBe(true);
    const secondMs = world.clock.now();
    world.clock.advance(2 * 3_600_000);
    expect(await world.check(integrationId)).toBe(true);
    await world.database.withCompany(companyId, async (tx) => {
      expect(
        await tx.rows(sql`SELECT trigger FROM runs WHERE lane = 'live' ORDER BY started_at`),
      ).toEqual([{ trigger: 'schedule' }, { trigger: 'user' }, { trigger: 'schedule' }]);
      expect(
        await tx.rows(
          sql`SELECT first_imported_at AS first, imported_at AS last FROM orders WHERE key = ${bill.id}`,
        ),
      ).toEqual([{ first: new Date(firstMs), last: new Date(secondMs) }]);
    });
  });

  test('importing twice changes nothing', async () => {
    world = await openWorld({
      venues: [{ source: { restaurant }, locations: [till] }],
      now: '2026-03-20T18:00:00Z',
    });
    const integrationId = await world.connect({ settings: { historyMonths: 6 } });
    await world.check(integrationId);
    await world.backfill();
    const before = await readFingerprint(world.database, world.company.companyId);
    expect(before.orphans).toBe('0');
    world.clock.advance(1000);
    await world.deps.database.withCompany(world.company.companyId, (tx) =>
      tx.run({
        text: "UPDATE integrations SET next_due_at = now() - interval '1 year'",
        values: [],
      }),
    );
    expect(await world.check(integrationId)).toBe(true);
    expect(await readFingerprint(world.database, world.company.companyId)).toEqual(before);
  });
});
