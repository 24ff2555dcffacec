import { afterEach, describe, expect, test } from 'vitest';
import { addDays } from '#kernel/business-day.ts';
import { sql } from '#platform/db/sql.ts';
import { readStoredDays } from '../sync/stored.ts';
import { expectTruth } from '../sync/truth.ts';
import { mutations } from './fault-table.ts';
import { readQuarantine, readRestatements } from './readings.ts';
import { healthy, hourMs, openReadScene, openScene, type Scene, today } from './scene.ts';

let scene: Scene;
afterEach(() => scene.world.close());

const seenDate = addDays(today, -2);

/** A closed bill of a calendar date, opened at noon or later: of that business day for certain. */
function pickOrder(date: string) {
  const order = scene.world.sandbox.control
    .listOrders({ date })
    .find((each) => each.state === 'closed' && each.openedAt.slice(11) > '12:00:00');
  if (!order) throw new Error(`no closed bill on ${date}`);
  return order;
}

const storedDays = () => readStoredDays(scene.world.database, scene.world.company);

async function readChanges(): Promise<{ kind: string; key: string; goneAt: Date | null }[]> {
  const { database, company } = scene.world;
  return database.withCompany(company.companyId, (tx) =>
    tx.rows(sql`SELECT c.kind, o.key, o.gone_at AS "goneAt" FROM order_changes c
      JOIN orders o USING (company_id, order_id) ORDER BY c.at, c.change_id`),
  );
}

describe('a bill of a day people have seen', () => {
  test.each(mutations)(
    'that is a $kind restates the day once, with was, now and why',
    async ({ kind, why }) => {
      scene = await openReadScene();
      const { world, checkNext } = scene;
      expect(await readRestatements(world)).toEqual([]);
      const was = (await storedDays())[seenDate];
      const order = pickOrder(seenDate);
      world.sandbox.control.addFault({ kind, id: order.id });
      await checkNext();
      await expectTruth(world);
      expect(await scene.link()).toMatchObject({ ...healthy, incidents: [], suspiciousDates: [] });

      const now = (await storedDays())[seenDate];
      const [restatement, ...more] = await readRestatements(world);
      expect(more).toEqual([]);
      expect(restatement?.date).toBe(seenDate);
      expect([restatement?.was.netMinor, restatement?.now.netMinor]).toEqual([
        was?.netMinor,
        now?.netMinor,
      ]);
      expect(restatement?.was.netMinor).not.toBe(restatement?.now.netMinor);
      const [cause, ...others] = restatement?.why ?? [];
      expect(others).toEqual([]);
      expect(cause).toMatchObject({ kind: why, key: expect.stringContaining(order.id) });
      const difference = (now?.netMinor ?? 0) - (was?.netMinor ?? 0);
      expect((cause?.nowNetMinor ?? 0) - (cause?.wasNetMinor ?? 0)).toBe(difference);
      const changes = await readChanges();
      expect(changes.map((each) => each.kind)).toEqual(why === 'late' ? [] : [why]);

      await checkNext();
      expect(await readRestatements(world)).toHaveLength(1);
      await expectTruth(world);
    },
  );

  test('that vanished is kept with its payload, and counts again when it comes back', async () => {
    scene = await openReadScene();
    const { world, checkNext } = scene;
    const was = await storedDays();
    const order = pickOrder(seenDate);
    world.sandbox.control.removeOrder(order.id);
    await checkNext();
    expect(await readChanges()).toEqual([
      { kind: 'gone', key: order.id, goneAt: expect.any(Date) },
    ]);
    world.sandbox.control.putOrder(order);
    await checkNext();
    await expectTruth(world);
    expect((await storedDays())[seenDate]).toEqual(was[seenDate]);
    expect((await readChanges()).map(({ kind, goneAt }) => [kind, goneAt])).toEqual([
      ['gone', null],
      ['returned', null],
    ]);
    const restated = await readRestatements(world);
    expect(restated.map(({ why }) => why[0]?.kind)).toEqual(['gone', 'returned']);
    expect(restated[1]?.now).toEqual(restated[0]?.was);
  });

  test('that one answer alone forgets is not gone: the second reading has it', async () => {
    scene = await openReadScene();
    const { world, checkNext } = scene;
    world.sandbox.control.addFault({ kind: 'empty_answer', times: 1 });
    await checkNext();
    expect(await scene.link()).toMatchObject({ ...healthy, incidents: [] });
    expect(await readChanges()).toEqual([]);
    expect(await readRestatements(world)).toEqual([]);
    await expectTruth(world);
  });

  test('of the night before the widest live reading is found by the nightly one', async () => {
    scene = await openReadScene();
    const { world, checkNext } = scene;
    const order = pickOrder(addDays(today, -6));
    world.sandbox.control.addFault({ kind: 'void_after_close', id: order.id });
    await checkNext();
    expect(await readChanges()).toEqual([]);
    world.clock.set(Date.parse('2026-03-21T10:00:00Z'));
    await checkNext();
    expect((await readChanges()).map((each) => each.key)).toEqual([order.id]);
    await expectTruth(world);
  });

  test('of a day still running changes it without a restatement', async () => {
    scene = await openReadScene();
    const { world, checkNext } = scene;
    const order = pickOrder(today);
    world.sandbox.control.addFault({ kind: 'edited_order', id: order.id });
    await checkNext();
    expect((await readChanges()).map((each) => each.kind)).toContain('edited');
    expect(await readRestatements(world)).toEqual([]);
    await expectTruth(world);
  });
});

describe('rows that cannot be read', () => {
  test.each([
    { variant: 'missing_id', reason: { en: /without an OrderId/, fr: /sans OrderId/ } },
    { variant: 'bad_date', reason: { en: /Date is "0000-00-00 00:00:00"/, fr: /Date est «/ } },
    { variant: 'bad_amount', reason: { en: /"abc", which is not a number/, fr: /« abc »/ } },
  ] as const)(
    '($variant) are set aside once, with payload and reason; all others are stored',
    async ({ variant, reason }) => {
      scene = await openReadScene();
      const { world, checkNext } = scene;
      world.sandbox.control.addFault({ kind: 'bad_row', variant });
      await checkNext();
      const link = await scene.link();
      expect(link).toMatchObject({
        ...healthy,
        incidents: [],
        lastRun: { state: 'succeeded', quarantined: 1 },
      });
      expect(link.lastRun?.warnings[0]?.en).toMatch(/set aside/);
      expect(link.lastRun?.warnings[0]?.fr).toMatch(/mises? de côté/);
      await expectTruth(world);
      const [bad, ...more] = await readQuarantine(world);
      expect(more).toEqual([]);
      expect(bad?.reason.en).toMatch(reason.en);
      expect(bad?.reason.fr).toMatch(reason.fr);
      expect(JSON.parse(bad?.payload ?? '')).toHaveProperty('Date');
      expect(bad?.payload).not.toContain('key-a');
    },
  );

  test('are let go once the same order arrives well-formed', async () => {
    scene = await openReadScene();
    const { world, checkNext } = scene;
    world.sandbox.control.addFault({ kind: 'bad_row', variant: 'bad_amount' });
    await checkNext();
    world.sandbox.control.clearFaults();
    const [bad] = await readQuarantine(world);
    const order = pickOrder(seenDate);
    world.sandbox.control.putOrder({ ...order, id: bad?.key });
    await checkNext();
    expect(await readQuarantine(world)).toMatchObject([{ key: bad?.key, isResolved: true }]);
    await expectTruth(world);
  });

  test('in a first import do not stop it', async () => {
    scene = await openScene({ from: '2026-02-10' });
    const { world, checkNext } = scene;
    world.sandbox.control.addFault({ kind: 'bad_row', variant: 'missing_id' });
    await checkNext();
    await world.backfill();
    expect(await scene.link()).toMatchObject({ ...healthy, incidents: [] });
    expect((await readQuarantine(world)).length).toBeGreaterThan(1);
    await expectTruth(world);
  });

  test('and were good before leave what is stored as it was', async () => {
    scene = await openReadScene();
    const { world, checkNext } = scene;
    const was = (await storedDays())[seenDate];
    const order = pickOrder(seenDate);
    // A price beyond belief.
    const lines = order.lines.map((line) => ({
      ...line,
      quantity: '999999999999',
      unitPrice: '100.00',
    }));
    world.sandbox.control.putOrder({ ...order, lines });
    for (let round = 0; round < 2; round += 1) {
      await checkNext();
      expect(await readQuarantine(world)).toMatchObject([{ key: order.id, isResolved: false }]);
      expect((await storedDays())[seenDate]).toEqual(was);
      expect(await readChanges()).toEqual([]);
    }
    expect(await scene.link()).toMatchObject({ ...healthy, incidents: [] });
    world.sandbox.control.putOrder(order);
    await checkNext();
    expect(await readQuarantine(world)).toMatchObject([{ key: order.id, isResolved: true }]);
    await expectTruth(world);
  });
});

describe('a till whose clock is wrong', () => {
  test.each([60, -60])(
    'by %i minutes is believed; nothing is lost when it is put right',
    async (minutes) => {
      scene = await openReadScene();
      const { world, checkNext } = scene;
      const countBefore = total(await storedDays());
      world.sandbox.control.addFault({ kind: 'clock_skew', minutes });
      await checkNext();
      await checkNext();
      expect(await scene.link()).toMatchObject({ ...healthy, incidents: [] });
      expect(total(await storedDays())).toBeGreaterThanOrEqual(countBefore);
      world.sandbox.control.clearFaults();
      world.clock.advance(hourMs);
      await checkNext();
      expect(await scene.link()).toMatchObject({ ...healthy, incidents: [] });
      await expectTruth(world);
    },
  );
});

function total(days: Record<string, { orders: number }>): number {
  return Object.values(days).reduce((sum, day) => sum + day.orders, 0);
}
