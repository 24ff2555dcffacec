import { afterEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { approveDay, reopenDay } from '#modules/reconciliation/index.ts';
import { performResync, previewResync } from '#modules/sync/index.ts';
import { sql } from '#platform/db/sql.ts';
import { readStoredDays } from './stored.ts';
import { openWorld, type World } from './world.ts';

const till = { apiKey: 'key-a', serial: 'S-1' };
const venue = { name: 'Chez Test', timeZone: 'America/Toronto', currency: 'CAD' };
const restaurant = {
  seed: 'approved',
  venue,
  ordersPerDay: 30,
  from: '2026-03-10',
  isAlwaysOpen: true,
};
const date = '2026-03-18';

describe('an approved day', () => {
  let world: World;
  let integrationId: string;
  afterEach(() => world.close());

  async function importAndApprove() {
    world = await openWorld({
      venues: [{ source: { restaurant }, locations: [till] }],
      now: '2026-03-20T18:00:00Z',
    });
    integrationId = await world.connect({ settings: { historyMonths: 6 } });
    await world.check(integrationId);
    await world.backfill();
    await world.database.withCompany(world.company.companyId, (tx) =>
      approveDay(tx, decision(), ''),
    );
  }

  function decision() {
    const { companyId, venueId } = world.company;
    const actor = { kind: 'user', id: newId(), name: 'Olive' } as const;
    return { companyId, venueId, businessDate: date, actor, nowMs: world.clock.now() };
  }

  async function readHeldBack() {
    const row = await world.database.withCompany(world.company.companyId, (tx) =>
      tx.first<{ heldBack: Record<string, object> | null }>(sql`
        SELECT held_back AS "heldBack" FROM day_reconciliations WHERE business_date = ${date}`),
    );
    return Object.values(row?.heldBack ?? {});
  }

  /** One bill edited, one removed, on the approved day and on the next. */
  function changeBooks() {
    const { control } = world.sandbox;
    for (const day of [date, '2026-03-19']) {
      const [edited, removed] = control
        .listOrders({ date: day })
        .filter((order) => order.state === 'closed' && order.openedAt > `${day}T12`);
      if (!edited || !removed) throw new Error('the till sold too little');
      control.putOrder({ ...edited, lines: edited.lines.slice(0, 1), payments: [] });
      control.removeOrder(removed.id);
    }
  }

  async function checkAgain() {
    world.clock.advance(3_600_000);
    expect(await world.check(integrationId)).toBe(true);
  }

  test('keeps its figures while the till tells otherwise, and says how many bills differ', async () => {
    await importAndApprove();
    const was = await readStoredDays(world.database, world.company);
    changeBooks();
    await checkAgain();
    const truth = await world.sandbox.control.ledgerDays();
    const now = await readStoredDays(world.database, world.company);
    expect(now[date]).toEqual(was[date]);
    expect(now['2026-03-19']?.netMinor).toBe(truth.days['2026-03-19']?.netMinor);
    expect(await readHeldBack()).toMatchObject([{ late: 0, edited: 1, gone: 1, returned: 0 }]);
    await checkAgain();
    expect(await readHeldBack()).toMatchObject([{ edited: 1, gone: 1 }]);
  });

  test('tells a bill that was voided from one that was edited', async () => {
    await importAndApprove();
    const { control } = world.sandbox;
    const bills = control.listOrders({ date }).filter((order) => order.state === 'closed');
    const [edited, voided] = bills.filter((order) => order.openedAt > `${date}T12`);
    if (!edited || !voided) throw new Error('the till sold too little');
    control.putOrder({ ...edited, lines: edited.lines.slice(0, 1), payments: [] });
    control.putOrder({ ...voided, state: 'void' });
    await checkAgain();
    expect(await readHeldBack()).toMatchObject([{ late: 0, edited: 1, voided: 1, gone: 0 }]);
  });

  test('is named by a preview of reading again, which counts nothing of it as stored', async () => {
    await importAndApprove();
    const was = await readStoredDays(world.database, world.company);
    changeBooks();
    const { companyId } = world.company;
    const signal = new AbortController().signal;
    const range = { companyId, integrationId, from: '2026-03-17', to: '2026-03-19', signal };
    const preview = await previewResync(world.deps, range);
    const truth = await world.sandbox.control.ledgerDays();
    const sumOf = (day: { orders: number; netMinor: number } | undefined) => ({
      ...{ orders: day?.orders, netMinor: day?.netMinor },
    });
    expect(preview.days).toEqual(
      [date, '2026-03-19'].map((businessDate) => ({
        businessDate,
        was: sumOf(was[businessDate]),
        now: sumOf(truth.days[businessDate]),
        isApproved: businessDate === date,
        isWaiting: false,
        ...{ ordersNew: 0, ordersChanged: 1, ordersGone: 1 },
      })),
    );
    expect(preview.counts).toMatchObject({ ordersNew: 0, ordersChanged: 1, ordersGone: 1 });
    expect(await readStoredDays(world.database, world.company)).toEqual(was);
    expect(await readHeldBack()).toEqual([]);
  });

  test('follows the till again once somebody reopens it', async () => {
    await importAndApprove();
    changeBooks();
    await checkAgain();
    const { companyId } = world.company;
    const asked: string[] = [];
    await world.database.withCompany(companyId, (tx) =>
      reopenDay(tx, decision(), async (_tx, day) => {
        asked.push(day.businessDate);
      }),
    );
    expect(asked).toEqual([date]);
    const signal = new AbortController().signal;
    const job = { companyId, integrationId, from: date, to: date, signal };
    await performResync(world.deps, { ...job, workerKey: world.workerKey });
    const truth = await world.sandbox.control.ledgerDays();
    const now = await readStoredDays(world.database, world.company);
    expect(now[date]?.netMinor).toBe(truth.days[date]?.netMinor);
    expect(await readHeldBack()).toEqual([]);
  });

  test('is not read into by an import of history either', async () => {
    await importAndApprove();
    const was = await readStoredDays(world.database, world.company);
    const [bill] = world.sandbox.control.listOrders({ date });
    if (!bill) throw new Error('the till sold nothing');
    world.sandbox.control.putOrder({ ...bill, id: 'late-one' });
    const { companyId } = world.company;
    const signal = new AbortController().signal;
    const job = { companyId, integrationId, from: '2026-03-12', to: date, signal };
    await performResync(world.deps, { ...job, workerKey: world.workerKey });
    expect((await readStoredDays(world.database, world.company))[date]).toEqual(was[date]);
    expect(await readHeldBack()).toMatchObject([{ late: 1 }]);
  });
});
