import { afterEach, describe, expect, test } from 'vitest';
import { performResync, previewResync } from '#modules/sync/index.ts';
import { readFingerprint, readStoredDays } from './stored.ts';
import { openWorld, type World } from './world.ts';

const till = { apiKey: 'key-a', serial: 'S-1' };
const venue = { name: 'Chez Test', timeZone: 'America/Toronto', currency: 'CAD' };
const restaurant = {
  seed: 'resync',
  venue,
  ordersPerDay: 30,
  from: '2026-02-20',
  isAlwaysOpen: true,
};
const signal = new AbortController().signal;

describe('reading days again on somebody’s wish', () => {
  let world: World;
  afterEach(() => world.close());

  async function importAll() {
    world = await openWorld({
      venues: [{ source: { restaurant }, locations: [till] }],
      now: '2026-03-20T18:00:00Z',
    });
    const integrationId = await world.connect({ settings: { historyMonths: 6 } });
    await world.check(integrationId);
    await world.backfill();
    const { companyId } = world.company;
    return { companyId, integrationId, from: '2026-03-01', to: '2026-03-02', signal };
  }

  function removeMost(date: string) {
    const orders = world.sandbox.control.listOrders({ date }).slice(3);
    for (const order of orders) world.sandbox.control.removeOrder(order.id);
  }

  test('the preview says what would change and changes nothing', async () => {
    const range = await importAll();
    const before = await readFingerprint(world.database, range.companyId);
    const was = await readStoredDays(world.database, world.company);
    removeMost('2026-03-01');
    const preview = await previewResync(world.deps, range);
    const truth = await world.sandbox.control.ledgerDays();
    const now = truth.days['2026-03-01'];
    expect(preview.days.find((day) => day.businessDate === '2026-03-01')).toEqual({
      businessDate: '2026-03-01',
      was: { orders: was['2026-03-01']?.orders, netMinor: was['2026-03-01']?.netMinor },
      now: { orders: now?.orders, netMinor: now?.netMinor },
      ...{ isApproved: false, isWaiting: false },
      ...{ ordersNew: 0, ordersChanged: 0, ordersGone: preview.counts.ordersGone },
    });
    expect(preview.counts.ordersGone).toBeGreaterThan(0);
    expect(await readFingerprint(world.database, range.companyId)).toEqual(before);
  });

  test('the preview tells days never read from days without sales', async () => {
    world = await openWorld({
      venues: [{ source: { restaurant }, locations: [till] }],
      now: '2026-03-20T18:00:00Z',
    });
    const integrationId = await world.connect({ settings: { historyMonths: 6 } });
    await world.check(integrationId);
    const { companyId } = world.company;
    const days = { from: '2026-03-01', to: '2026-03-01' };
    const preview = await previewResync(world.deps, { companyId, integrationId, ...days, signal });
    expect(preview.days).toMatchObject([{ businessDate: '2026-03-01', was: null }]);
    expect(preview.days[0]?.now.orders).toBeGreaterThan(0);
  });

  test('the preview of a long span shows changes at both ends of it', async () => {
    const range = await importAll();
    for (const date of ['2026-03-02', '2026-03-17']) {
      for (const order of world.sandbox.control.listOrders({ date }).slice(0, 3))
        world.sandbox.control.putOrder({ ...order, guests: 9, lines: order.lines.slice(0, 1) });
    }
    const preview = await previewResync(world.deps, { ...range, to: '2026-03-18' });
    expect(preview.counts.ordersChanged).toBe(6);
    const truth = await world.sandbox.control.ledgerDays();
    expect(preview.days.map((day) => [day.businessDate, day.ordersChanged])).toEqual([
      ['2026-03-02', 3],
      ['2026-03-17', 3],
    ]);
    for (const day of preview.days)
      expect(day.now.netMinor).toBe(truth.days[day.businessDate]?.netMinor);
  });

  test('the re-sync stores what the till tells now, even much less than was held, and restates it', async () => {
    const range = await importAll();
    removeMost('2026-03-01');
    expect(await performResync(world.deps, { ...range, workerKey: world.workerKey })).toEqual([]);
    const truth = await world.sandbox.control.ledgerDays();
    const stored = await readStoredDays(world.database, world.company);
    expect(stored['2026-03-01']?.netMinor).toBe(truth.days['2026-03-01']?.netMinor);
    const [restated] = await world.database.withCompany(range.companyId, (tx) =>
      tx.rows<{ why: { kind: string }[] }>({
        text: "SELECT why FROM restatements WHERE business_date = '2026-03-01'",
        values: [],
      }),
    );
    expect(new Set(restated?.why.map((cause) => cause.kind))).toEqual(new Set(['gone']));
  });

  test('a till that cannot be read is told as a problem and leaves everything as it is', async () => {
    const range = await importAll();
    const before = await readFingerprint(world.database, range.companyId);
    world.sandbox.control.addFault({ kind: 'venue_offline' });
    const problems = await performResync(world.deps, { ...range, workerKey: world.workerKey });
    expect(problems.map((problem) => problem.kind)).toEqual(['venue_offline']);
    expect(await readFingerprint(world.database, range.companyId)).toEqual(before);
  });
});
