import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { requestCheck, showIntegrations } from '#modules/integrations/index.ts';
import { sql } from '#platform/db/sql.ts';
import type { FaultSpec } from '#simulators/faults.ts';
import { healthy, hourMs, openReadScene, type Scene } from '../faults/scene.ts';
import { expectTruth } from './truth.ts';

/** The edges of the status table that need a vendor to be met; checks are as the worker does them. */

const monthMs = 30 * 24 * hourMs;

let scene: Scene;
afterEach(() => scene.world.close());

/** Checks that many times, a span apart, whatever was due. */
async function checkEvery(stepMs: number, count: number): Promise<void> {
  const { world, integrationId } = scene;
  for (let checks = 0; checks < count; checks += 1) {
    world.clock.advance(stepMs);
    expect(await world.check(integrationId)).toBe(true);
  }
}

/** From now on the vendor answers so; null for as it should. */
function vendorAnswers(fault: FaultSpec | null): void {
  scene.world.sandbox.control.clearFaults();
  if (fault) scene.world.sandbox.control.addFault(fault);
}

function refresh() {
  const { database, company, deps } = scene.world;
  const { companyId } = company;
  const actor = { kind: 'user', id: newId(), name: 'Olive' } as const;
  return database.withCompany(companyId, (tx) =>
    requestCheck(tx, deps, { companyId, integrationId: scene.integrationId, actor }),
  );
}

/** Why the link fails, as its card tells it. */
async function shownReason() {
  const { database, company, deps, clock } = scene.world;
  const reader = { language: 'en', nowMs: clock.now(), isActive: true } as const;
  const shown = await database.withCompany(company.companyId, (tx) =>
    showIntegrations(tx, deps, { ...reader, ...company }),
  );
  return shown.find(({ id }) => id === scene.integrationId)?.statusReason;
}

describe('one failure after months of silence', () => {
  test.each([
    { kind: 'server_error', failures: 19, everyMs: 4 * hourMs },
    { kind: 'bad_key', failures: 4, everyMs: 2 * hourMs },
  ] as const)(
    'never calls off, not even a link that was one failure ($kind) away from it',
    async ({ kind, failures, everyMs }) => {
      scene = await openReadScene();
      vendorAnswers({ kind });
      await checkEvery(everyMs, failures);
      expect(await scene.link()).toMatchObject({ status: 'Failed', failureCount: failures });
      await checkEvery(4 * monthMs, 1);
      const after = await scene.link();
      expect(after).toMatchObject({ status: 'Failed', failureCount: 1 });
      expect(after.notices).not.toContain('integration_called_off');
      // The next ones count from there.
      await checkEvery(everyMs, failures);
      expect((await scene.link()).status).toBe('CalledOff');
    },
  );

  test('makes a link that was healthy before Failed, with all attempts left', async () => {
    scene = await openReadScene();
    vendorAnswers({ kind: 'bad_key' });
    await checkEvery(4 * monthMs, 1);
    expect(await scene.link()).toMatchObject({ status: 'Failed', failureCount: 1, notices: [] });
  });
});

describe('429s', () => {
  const limited = { kind: 'rate_limited', retryAfterSeconds: 600 } as const;

  test('never count: a healthy link stays so however many come, for however long', async () => {
    scene = await openReadScene();
    const { told } = await scene.link();
    vendorAnswers(limited);
    await checkEvery(4 * hourMs, 30);
    expect(await scene.link()).toMatchObject({
      ...{ ...healthy, told, incidents: [], notices: [], nextDueInMs: 600_000 },
      lastRun: { state: 'deferred', problem: null },
    });
    vendorAnswers(null);
    await checkEvery(600_000, 1);
    await expectTruth(scene.world);
  });

  test('among failures neither add to them nor make them forgotten', async () => {
    scene = await openReadScene();
    vendorAnswers({ kind: 'server_error' });
    await checkEvery(4 * hourMs, 19);
    expect(await shownReason()).toMatchObject({ waitsForRateLimit: false });
    vendorAnswers(limited);
    await checkEvery(4 * hourMs, 10);
    expect(await scene.link()).toMatchObject({ status: 'Failed', failureCount: 19 });
    const waitedForMs = scene.world.clock.now() + 600_000;
    expect(await shownReason()).toMatchObject({
      ...{ kind: 'unavailable', waitsForRateLimit: true },
      nextAttemptAt: new Date(waitedForMs).toISOString(),
    });
    scene.world.clock.advance(600_000);
    expect(await shownReason()).toMatchObject({ waitsForRateLimit: false });
    vendorAnswers({ kind: 'server_error' });
    await checkEvery(4 * hourMs, 1);
    expect(await scene.link()).toMatchObject({ status: 'CalledOff', failureCount: 20 });
  });
});

describe('a manual refresh', () => {
  test('bypasses back-off: the link is checked at once, and again at once', async () => {
    scene = await openReadScene();
    const { world, integrationId } = scene;
    vendorAnswers({ kind: 'server_error' });
    await checkEvery(4 * hourMs, 3);
    expect((await scene.link()).nextDueInMs).toBe(20 * 60_000);
    expect(await world.check(integrationId)).toBe(false);
    await refresh();
    expect(await world.check(integrationId)).toBe(true);
    expect(await scene.link()).toMatchObject({ status: 'Failed', failureCount: 4 });
    vendorAnswers(null);
    expect(await world.check(integrationId)).toBe(false);
    await refresh();
    expect(await world.check(integrationId)).toBe(true);
    expect(await scene.link()).toMatchObject(healthy);
    expect(await triggers()).toEqual(['user', 'user']);
  });

  test('does not bypass the lock: while a check is under way there is never a second', async () => {
    scene = await openReadScene();
    const { world, integrationId } = scene;
    const { control } = world.sandbox;
    const { nextDueInMs } = await scene.link();
    world.clock.advance(nextDueInMs);
    control.clearRequests();
    let check = Promise.resolve(false);
    await whileNothingIsStored(async () => {
      check = world.check(integrationId);
      await until(() => control.requests().length === 1);
      const running = await readRunning();
      expect(running).toHaveLength(1);
      expect(await refresh()).toEqual({ runs: running });
      expect(await world.check(integrationId)).toBe(false);
      // Not even once the link's next moment has come.
      world.clock.advance(6 * hourMs);
      expect(await refresh()).toEqual({ runs: running });
      await world.check(integrationId);
      expect(await readRunning()).toEqual(running);
    });
    expect(await check).toBe(true);
    expect(control.requests()).toHaveLength(1);
    expect(await readRunning()).toEqual([]);
    expect(await scene.link()).toMatchObject({ ...healthy, lastRun: { state: 'succeeded' } });
  });
});

/** A check that has its answer by then waits with it in hand, for as long as the work lasts. */
async function whileNothingIsStored(work: () => Promise<void>): Promise<void> {
  const { database, company } = scene.world;
  await database.withCompany(company.companyId, async (tx) => {
    await tx.run(sql`SELECT 1 FROM locations FOR NO KEY UPDATE`);
    await work();
  });
}

/** What asked for the newest two checks. */
async function triggers(): Promise<string[]> {
  const { database, company } = scene.world;
  const rows = await database.withCompany(company.companyId, (tx) =>
    tx.rows<{ trigger: string }>(
      sql`SELECT trigger FROM runs WHERE lane = 'live' ORDER BY run_id DESC LIMIT 2`,
    ),
  );
  return rows.map((row) => row.trigger);
}

function readRunning(): Promise<{ runId: string; locationId: string }[]> {
  const { database, company } = scene.world;
  return database.withCompany(company.companyId, (tx) =>
    tx.rows(sql`
      SELECT run_id AS "runId", location_id AS "locationId" FROM runs WHERE state = 'running'`),
  );
}

/** The vendor is reached over a real connection, in its own time. */
async function until(isSo: () => boolean): Promise<void> {
  const endsAtMs = systemClock.now() + 5000;
  while (!isSo()) {
    if (systemClock.now() > endsAtMs) throw new Error('the vendor was not asked');
    await pause(5);
  }
}
