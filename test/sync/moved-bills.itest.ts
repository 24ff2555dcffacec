import { afterEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { approveDay, reopenDay } from '#modules/reconciliation/index.ts';
import { getDay } from '#modules/sales/index.ts';
import { performResync, previewResync } from '#modules/sync/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import { openWorld, type World } from './world.ts';

const till = { apiKey: 'key-a', serial: 'S-1' };
const venue = { name: 'Chez Test', timeZone: 'America/Toronto', currency: 'CAD' };
const restaurant = {
  seed: 'moved',
  venue,
  ordersPerDay: 30,
  from: '2026-02-01',
  isAlwaysOpen: true,
};
const signal = new AbortController().signal;
const recent = '2026-03-19';
const far = '2026-03-10';

describe('a bill that the till moves to another day', () => {
  let world: World;
  let integrationId: string;
  afterEach(() => world.close());

  async function importAll() {
    world = await openWorld({
      venues: [{ source: { restaurant }, locations: [till] }],
      now: '2026-03-20T18:00:00Z',
      vendorTimeoutMs: 2000,
    });
    integrationId = await world.connect({ settings: { historyMonths: 6 } });
    await world.check(integrationId);
    await world.backfill();
    world.sandbox.control.clearRequests();
  }

  const inCompany = <T>(work: (tx: Tx) => Promise<T>) =>
    world.database.withCompany(world.company.companyId, work);

  const day = (businessDate: string, language: 'en' | 'fr' = 'en') =>
    inCompany((tx) =>
      getDay(tx, {
        ...{ venue: world.company.venue, businessDate, language },
        nowMs: world.clock.now(),
      }),
    );

  /** Changes the date of a bill at the till, around noon of both. */
  function move(from: string, to: string, index = 0): string {
    const { control } = world.sandbox;
    const bills = control
      .listOrders({ date: from })
      .filter((order) => order.state === 'closed' && order.openedAt > `${from}T12`);
    const bill = bills[index];
    if (!bill) throw new Error('the till sold too little');
    const at = (instant: string) => `${to}T12:${instant.slice(14)}`;
    const { openedAt, closedAt } = bill;
    control.putOrder({ ...bill, openedAt: at(openedAt), closedAt: at(closedAt ?? openedAt) });
    return bill.id;
  }

  async function checkAgain() {
    world.clock.advance(3_600_000);
    world.sandbox.control.clearRequests();
    expect(await world.check(integrationId)).toBe(true);
  }

  async function expectTruth(...dates: string[]) {
    const truth = await world.sandbox.control.ledgerDays();
    for (const date of dates) {
      const { netMinor, orders } = truth.days[date] ?? { netMinor: 0, orders: 0 };
      expect({ date, ...(await sumOf(date)) }).toEqual({ date, netMinor, orders });
    }
  }

  async function sumOf(date: string) {
    const { netMinor, orders } = await day(date);
    return { netMinor, orders };
  }

  async function whyOf(date: string, language: 'en' | 'fr' = 'en') {
    const { restatements } = await day(date, language);
    return restatements.map(({ why }) => why.map(({ kind, text }) => ({ kind, text })));
  }

  const resync = (from: string, to: string) =>
    performResync(world.deps, {
      ...{ companyId: world.company.companyId, integrationId, from, to, signal },
      workerKey: world.workerKey,
    });

  function decision(businessDate: string) {
    const { companyId, venueId } = world.company;
    const actor = { kind: 'user', id: newId(), name: 'Olive' } as const;
    return { companyId, venueId, businessDate, actor, nowMs: world.clock.now() };
  }

  const approve = (date: string) => inCompany((tx) => approveDay(tx, decision(date), ''));
  const reopen = (date: string) => inCompany((tx) => reopenDay(tx, decision(date), async () => {}));
  const asked = () => world.sandbox.control.requests().length;

  test('out of the days being read is found there by the same check, and told as moved on both', async () => {
    await importAll();
    const id = move(recent, far);
    await checkAgain();
    await expectTruth(recent, far);
    expect((await day(far)).completeness).toBe('complete');
    const amount = /net \$(\d+\.\d\d) → \$0\.00/.exec(
      (await whyOf(recent))[0]?.[0]?.text ?? '',
    )?.[1];
    expect(Number(amount)).toBeGreaterThan(0);
    expect(await whyOf(recent)).toEqual([
      [
        {
          kind: 'moved',
          text: `Bill ${id} was moved to Mar 10, 2026 at the till (net $${amount} → $0.00).`,
        },
      ],
    ]);
    expect(await whyOf(far)).toEqual([
      [
        {
          kind: 'moved',
          text: `Bill ${id} was moved from Mar 19, 2026 at the till (net $0.00 → $${amount}).`,
        },
      ],
    ]);
    expect((await whyOf(far, 'fr'))[0]?.[0]?.text).toContain('a été déplacée du 19 mars 2026');
    // Twice the days themselves, and once the ten days before.
    expect(asked()).toBe(3);
    await checkAgain();
    expect(asked()).toBe(1);
    await expectTruth(recent, far);
    for (const date of [recent, far]) expect(await whyOf(date)).toHaveLength(1);
  });

  test('is followed across a whole month, and one moved further is gone', async () => {
    await importAll();
    move(recent, '2026-02-16');
    move(recent, '2026-02-03');
    await checkAgain();
    await expectTruth(recent, '2026-02-16');
    expect((await whyOf(recent))[0]?.map(({ kind }) => kind).sort()).toEqual(['gone', 'moved']);
    expect(asked()).toBe(2 + 4);
    await checkAgain();
    expect(asked()).toBe(1);
  });

  test('is not looked for without end when a till loses bills check after check', async () => {
    await importAll();
    const { control } = world.sandbox;
    const counts: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const bill = control.listOrders({ date: recent }).find(({ state }) => state === 'closed');
      if (!bill) throw new Error('the till sold too little');
      control.removeOrder(bill.id);
      await checkAgain();
      counts.push(asked());
    }
    expect(counts).toEqual([6, 6, 6, 6, 6, 6, 2, 2]);
    await expectTruth(recent);
  });

  test('stays where it was while the till does not answer about the days around', async () => {
    await importAll();
    const was = await sumOf(recent);
    move(recent, far);
    world.sandbox.control.addFault({ kind: 'venue_offline', call: 'sales', afterRequests: 2 });
    await checkAgain();
    expect(await sumOf(recent)).toEqual(was);
    const run = await inCompany((tx) =>
      tx.first<{ state: string; warnings: { en: string }[] }>(
        sql`SELECT state, warnings FROM runs ORDER BY run_id DESC LIMIT 1`,
      ),
    );
    expect(run?.state).toBe('succeeded');
    expect(run?.warnings[0]?.en).toContain('did not say whether it was moved');
    world.sandbox.control.clearFaults();
    await checkAgain();
    await expectTruth(recent, far);
  });

  test('is found when the one day it left or the one it came to is read again', async () => {
    await importAll();
    move('2026-03-05', '2026-03-08');
    move('2026-03-06', '2026-03-01');
    expect(await resync('2026-03-05', '2026-03-05')).toMatchObject({ problems: [] });
    expect(await resync('2026-03-06', '2026-03-06')).toMatchObject({ problems: [] });
    await expectTruth('2026-03-05', '2026-03-08', '2026-03-06', '2026-03-01');
  });

  test('from one part of a long span to a later one is told as moved, not as gone and back', async () => {
    await importAll();
    move('2026-03-02', '2026-03-14');
    await resync('2026-03-01', '2026-03-16');
    await expectTruth('2026-03-02', '2026-03-14');
    for (const date of ['2026-03-02', '2026-03-14'])
      expect((await whyOf(date)).map((why) => why.map(({ kind }) => kind))).toEqual([['moved']]);
  });

  test.each([
    ['2026-03-10', '2026-03-08'],
    ['2026-03-19', '2026-03-18'],
  ])(
    'from an approved day (%s) waits, and both days are right once that is reopened',
    async (from, to) => {
      await importAll();
      await approve(from);
      const was = [await sumOf(from), await sumOf(to)];
      move(from, to);
      await checkAgain();
      await resync('2026-03-07', '2026-03-19');
      expect([await sumOf(from), await sumOf(to)]).toEqual(was);
      const { companyId } = world.company;
      const range = { companyId, integrationId, from: '2026-03-07', to: '2026-03-19', signal };
      const { days, counts } = await previewResync(world.deps, range);
      const truth = await world.sandbox.control.ledgerDays();
      expect(
        days.map(({ businessDate, now, isApproved, isWaiting }) => ({
          ...{ businessDate, isApproved, isWaiting, netMinor: now.netMinor },
        })),
      ).toEqual([
        {
          businessDate: to,
          isApproved: false,
          isWaiting: true,
          netMinor: truth.days[to]?.netMinor,
        },
        {
          businessDate: from,
          isApproved: true,
          isWaiting: false,
          netMinor: truth.days[from]?.netMinor,
        },
      ]);
      expect(counts).toMatchObject({ ordersNew: 0, ordersChanged: 0, ordersGone: 0 });
      await reopen(from);
      await resync(from, from);
      await expectTruth(from, to);
      for (const date of [from, to])
        expect((await whyOf(date)).map((why) => why.map(({ kind }) => kind))).toEqual([['moved']]);
    },
  );

  test('is a changed bill in the preview of the day it left, not a lost one', async () => {
    await importAll();
    move('2026-03-05', '2026-03-01');
    const { companyId } = world.company;
    const range = { companyId, integrationId, from: '2026-03-05', to: '2026-03-05', signal };
    const { days, counts } = await previewResync(world.deps, range);
    expect(counts).toMatchObject({ ordersChanged: 1, ordersGone: 0 });
    expect(days).toMatchObject([{ businessDate: '2026-03-05', ordersChanged: 1, ordersGone: 0 }]);
  });
});
