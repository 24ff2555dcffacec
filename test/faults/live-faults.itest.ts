import { afterEach, describe, expect, test } from 'vitest';
import { sql } from '#platform/db/sql.ts';
import type { FaultSpec } from '#simulators/faults.ts';
import { expectTruth } from '../sync/truth.ts';
import { failures, overcome } from './fault-table.ts';
import { healthy, hourMs, openReadScene, type Scene } from './scene.ts';

let scene: Scene;
afterEach(() => scene.world.close());

describe('a check that meets', () => {
  test.each(failures)(
    '$fault.kind fails as $code, keeps every row, and gets over it',
    async (each) => {
      scene = await openReadScene();
      const { world } = scene;
      const before = await scene.fingerprint();
      world.sandbox.control.addFault(each.fault);
      await scene.checkNext();
      const failed = await scene.link();
      expect(failed).toMatchObject({
        status: 'Failed',
        reason: { kind: each.kind, code: each.code },
        failureCount: 1,
        locationProblems: [{ code: each.code }],
        lastRun: { state: 'failed', problem: { code: each.code } },
        incidents: [{ kind: 'failing', isOpen: true }],
        notices: [],
      });
      expect(failed.told.filter((name) => name === 'integration.failed')).toHaveLength(1);
      expectSentence(failed.reason?.message, each.todo);
      expect(await scene.fingerprint()).toEqual(before);
      expect(failed.suspiciousDates.length > 0).toBe(each.code === 'engine.suspicious_answer');

      await scene.checkNext();
      const again = await scene.link();
      expect(again).toMatchObject({ status: 'Failed', failureCount: 2, notices: [] });
      expect(again.incidents).toEqual([{ kind: 'failing', isOpen: true }]);
      expect(again.told).toEqual(failed.told);
      expect(await scene.fingerprint()).toEqual(before);

      world.sandbox.control.clearFaults();
      await scene.checkNext();
      const recovered = await scene.link();
      expect(recovered).toMatchObject({
        ...healthy,
        incidents: [{ kind: 'failing', isOpen: false }],
        lastRun: { state: 'succeeded', problem: null, warnings: [] },
        // Nobody was told of the trouble, so nobody is told that it is over.
        notices: [],
        suspiciousDates: [],
      });
      expect(recovered.told).toEqual([...failed.told, 'integration.recovered']);
      await expectTruth(world);
    },
  );

  test('a rate limit waits as long as asked, and is no failure', async () => {
    scene = await openReadScene();
    const { world, integrationId } = scene;
    const before = await scene.fingerprint();
    world.sandbox.control.addFault({ kind: 'rate_limited', retryAfterSeconds: 90 });
    await scene.checkNext();
    const waiting = await scene.link();
    expect(waiting).toMatchObject({ ...healthy, nextDueInMs: 90_000, incidents: [], notices: [] });
    expect(waiting.lastRun).toMatchObject({ state: 'deferred', problem: null });
    expect(await scene.fingerprint()).toEqual(before);
    world.clock.advance(89_000);
    expect(await world.check(integrationId)).toBe(false);
    world.sandbox.control.clearFaults();
    world.clock.advance(1000);
    expect(await world.check(integrationId)).toBe(true);
    await expectTruth(world);
  });

  test.each(overcome)(
    '$kind that can be got over stores the truth and tells nobody',
    async (fault) => {
      scene = await openReadScene();
      const { world } = scene;
      const { told } = await scene.link();
      world.sandbox.control.addFault(fault);
      await scene.checkNext();
      const after = await scene.link();
      expect(after).toMatchObject({ ...healthy, incidents: [], notices: [], told });
      expect(after.lastRun).toMatchObject({ state: 'succeeded', warnings: [] });
      await expectTruth(world);
    },
  );

  test('answers cut off at a round number stores all that lies behind it', async () => {
    scene = await openReadScene({ shape: 'lines', ordersPerDay: 120 });
    const { world } = scene;
    world.sandbox.control.addFault({ kind: 'capped', rowsMax: 500 });
    world.sandbox.control.clearRequests();
    await scene.checkNext();
    expect(await scene.link()).toMatchObject({ ...healthy, incidents: [] });
    expect(world.sandbox.control.requests().length).toBeGreaterThan(3);
    await expectTruth(world);
  });

  test('trouble at one of two tills fails as that till’s, and the other is stored', async () => {
    scene = await openReadScene({ tills: 2, ordersPerDay: 60 });
    const { world } = scene;
    world.clock.advance(3 * hourMs);
    world.sandbox.control.addFault({ kind: 'bad_key', serial: 'S-2' });
    await scene.checkNext();
    expect(await scene.link()).toMatchObject({
      status: 'Failed',
      reason: { code: 'cluster.key_refused' },
      locationProblems: [null, { code: 'cluster.key_refused' }],
      incidents: [{ kind: 'failing', isOpen: true }],
    });
    expect(await countOrders('S-1')).toBe(await countTrueOrders('S-1'));
    expect(await countOrders('S-2')).toBeLessThan(await countTrueOrders('S-2'));
    world.sandbox.control.clearFaults();
    await scene.checkNext();
    expect(await scene.link()).toMatchObject({
      status: 'Healthy',
      locationProblems: [null, null],
      incidents: [{ kind: 'failing', isOpen: false }],
    });
    await expectTruth(world);
  });
});

async function countOrders(serial: string): Promise<number> {
  const { database, company } = scene.world;
  const row = await database.withCompany(company.companyId, (tx) =>
    tx.first<{ count: number }>(sql`
      SELECT sum(orders)::int AS count FROM day_totals JOIN locations USING (company_id, location_id)
      WHERE identity = ${serial}`),
  );
  return row?.count ?? 0;
}

async function countTrueOrders(serial: string): Promise<number> {
  const { days } = await scene.world.sandbox.control.ledgerDays({ serial });
  return Object.values(days).reduce((sum, day) => sum + day.orders, 0);
}

function expectSentence(
  message: { en: string; fr: string } | undefined,
  todo: { en: RegExp; fr: RegExp },
): void {
  expect(message?.en).toMatch(todo.en);
  expect(message?.fr).toMatch(todo.fr);
  for (const text of [message?.en, message?.fr]) {
    expect(text).not.toMatch(/undefined|null|\[object|Error|HTTP|key-a|S-1/);
  }
}

describe('trouble that lasts', () => {
  test.each([
    { fault: { kind: 'bad_key' } as FaultSpec, everyMs: 2 * hourMs, until: 5 },
    { fault: { kind: 'server_error' } as FaultSpec, everyMs: 4 * hourMs, until: 20 },
  ])(
    '$fault.kind is told once half way and once when the link is called off',
    async ({ fault, everyMs, until }) => {
      scene = await openReadScene();
      const { world, integrationId } = scene;
      const before = await scene.fingerprint();
      world.sandbox.control.addFault(fault);
      let checks = 0;
      while ((await scene.link()).status !== 'CalledOff' && checks < 50) {
        world.clock.advance(everyMs);
        expect(await world.check(integrationId)).toBe(true);
        checks += 1;
      }
      expect(checks).toBe(until);
      const off = await scene.link();
      expect(off.notices).toEqual(['integration_warned', 'integration_called_off']);
      expect(off.incidents.map((each) => each.kind).sort()).toEqual(['called_off', 'failing']);
      expect(off.incidents.every((each) => each.isOpen)).toBe(true);
      expect(off.told.filter((name) => name === 'integration.called_off')).toHaveLength(1);
      world.clock.advance(24 * hourMs);
      expect(await world.check(integrationId)).toBe(false);
      expect(await scene.fingerprint()).toEqual(before);
    },
  );

  test('is told to be over to those who were told of it, once', async () => {
    scene = await openReadScene();
    const { world, integrationId } = scene;
    world.sandbox.control.addFault({ kind: 'bad_key' });
    for (let hour = 0; hour < 4; hour += 1) {
      world.clock.advance(hourMs);
      await world.check(integrationId);
    }
    expect((await scene.link()).notices).toEqual(['integration_warned']);
    world.sandbox.control.clearFaults();
    for (let round = 0; round < 2; round += 1) {
      await scene.checkNext();
      expect(await scene.link()).toMatchObject({
        ...healthy,
        notices: ['integration_warned', 'integration_recovered'],
        incidents: [{ kind: 'failing', isOpen: false }],
      });
    }
    await expectTruth(world);
  });
});
