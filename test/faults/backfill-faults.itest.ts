import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { listOpenBackfills } from '#modules/integrations/index.ts';
import { expectTruth } from '../sync/truth.ts';
import { failures } from './fault-table.ts';
import { readBackfill, readQuarantine } from './readings.ts';
import { healthy, minuteMs, openScene, type Scene } from './scene.ts';

let scene: Scene;
afterEach(() => scene.world.close());

/** Two months of history: the last days are read, all before them is still to be imported. */
async function openUnimported(choices: Parameters<typeof openScene>[0] = {}): Promise<Scene> {
  const opened = await openScene({ from: '2026-01-20', ordersPerDay: 8, ...choices });
  await opened.checkNext();
  return opened;
}

const midway = { call: 'sales', afterRequests: 2 } as const;
/** Whatever is of the vendor's answer itself; what contradicts held rows cannot happen to new ones. */
const troubles = failures.filter(({ code }) => code.startsWith('cluster.'));

/** What the worker would be given now. */
async function isDue(): Promise<boolean> {
  const { database, clock } = scene.world;
  const due = await database.withoutCompany((tx) =>
    listOpenBackfills(tx, { nowMs: clock.now(), countMax: 10 }),
  );
  return due.length > 0;
}

describe('an import of history that meets', () => {
  test.each(troubles)(
    '$fault.kind waits and goes on; the link stays healthy',
    async ({ fault, code }) => {
      scene = await openUnimported();
      const { world } = scene;
      const before = await scene.link();
      world.sandbox.control.addFault({ ...fault, ...midway });
      await world.backfill();
      const stopped = await readBackfill(world);
      expect(stopped).toMatchObject({ state: 'running', failureCount: 1, problem: { code } });
      expect(stopped.problem?.message.fr).not.toBe(stopped.problem?.message.en);
      expect(stopped.nextAttemptInMs).toBe(60_000);
      const isTooSlow = stopped.problem?.kind === 'timeout';
      // It had grown to the longest that may be asked for.
      expect(stopped.chunkDays).toBe(isTooSlow ? 5 : 10);
      const stored = await world.sandbox.control.ledgerDays({ from: '2026-03-04' });
      expect(Object.keys(stored.days).length).toBeGreaterThan(10);
      await expectTruth(world, { from: '2026-03-04' });
      expect(await scene.link()).toEqual(before);

      expect(await isDue()).toBe(false);
      world.clock.advance(59_000);
      expect(await isDue()).toBe(false);
      world.clock.advance(1000);
      expect(await isDue()).toBe(true);
      world.sandbox.control.clearFaults();
      await world.backfill();
      expect(await readBackfill(world)).toMatchObject({ state: 'done', problem: null });
      await expectTruth(world);
      expect(await scene.link()).toMatchObject({ ...healthy, incidents: [], notices: [] });
      expect((await scene.link()).told).toEqual([...before.told, 'backfill.finished']);
    },
  );

  test('a rate limit waits as long as asked and counts no failure', async () => {
    scene = await openUnimported();
    const { world } = scene;
    world.sandbox.control.addFault({ kind: 'rate_limited', retryAfterSeconds: 90, ...midway });
    await world.backfill();
    const waiting = await readBackfill(world);
    expect(waiting).toMatchObject({ state: 'running', failureCount: 0, nextAttemptInMs: 90_000 });
    expect(waiting.problem).toMatchObject({
      code: 'cluster.rate_limited',
      message: {
        en: expect.stringMatching(/by ourselves in 2 minutes.*nothing to do/),
        fr: expect.stringMatching(/tout seuls dans 2 minutes.*rien à faire/),
      },
    });
    expect(await isDue()).toBe(false);
    world.sandbox.control.clearFaults();
    world.clock.advance(90_000);
    expect(await isDue()).toBe(true);
    await world.backfill();
    expect(await readBackfill(world)).toMatchObject({ state: 'done', problem: null });
    await expectTruth(world);
  });

  test('a rate limit late in a long import waits from then on, not from its beginning', async () => {
    scene = await openUnimported();
    const { world } = scene;
    const { control } = world.sandbox;
    control.clearRequests();
    control.addFault({ kind: 'slow', latencyMs: 30 });
    control.addFault({ kind: 'rate_limited', retryAfterSeconds: 90, ...midway });
    const importing = world.backfill();
    while (control.requests().length === 0) await setImmediate();
    world.clock.advance(10 * minuteMs);
    await importing;
    expect(await readBackfill(world)).toMatchObject({ state: 'running', nextAttemptInMs: 90_000 });
  });

  test.each([
    { kind: 'server_error', times: 2, ...midway },
    { kind: 'duplicate_page' },
    { kind: 'empty_answer', times: 1, ...midway },
    { kind: 'slow', latencyMs: 10 },
  ] as const)('$kind that can be got over stores the truth', async (fault) => {
    scene = await openUnimported();
    const { world } = scene;
    world.sandbox.control.addFault(fault);
    await world.backfill();
    expect(await readBackfill(world)).toMatchObject({ state: 'done', failureCount: 0 });
    expect(await scene.link()).toMatchObject({ ...healthy, incidents: [] });
    await expectTruth(world);
  });

  test('answers cut off at a round number stores all that lies behind it', async () => {
    scene = await openUnimported({ shape: 'lines', ordersPerDay: 60, from: '2026-02-20' });
    const { world } = scene;
    world.sandbox.control.addFault({ kind: 'capped', rowsMax: 500 });
    await world.backfill();
    await expectTruth(world);
  });

  test('rows that cannot be read sets them aside and stores the rest', async () => {
    scene = await openUnimported();
    const { world } = scene;
    world.sandbox.control.addFault({ kind: 'bad_row', variant: 'missing_id' });
    await world.backfill();
    expect(await readBackfill(world)).toMatchObject({ state: 'done', problem: null });
    expect((await readQuarantine(world)).length).toBeGreaterThan(3);
    expect(await scene.link()).toMatchObject({ ...healthy, incidents: [] });
    await expectTruth(world);
  });

  test('trouble for good gives up, says so, and the link stays healthy', async () => {
    scene = await openUnimported();
    const { world } = scene;
    world.sandbox.control.addFault({ kind: 'bad_key' });
    let attempts = 0;
    while ((await readBackfill(world)).state !== 'failed' && attempts < 100) {
      world.clock.advance(Math.max(0, (await readBackfill(world)).nextAttemptInMs));
      await world.backfill();
      attempts += 1;
    }
    expect(attempts).toBe(48);
    expect(await readBackfill(world)).toMatchObject({ problem: { code: 'cluster.key_refused' } });
    expect(await isDue()).toBe(false);
    expect(await scene.link()).toMatchObject({ ...healthy, incidents: [], notices: [] });
  });

  test('a live check that fails meanwhile is no matter of its own', async () => {
    scene = await openUnimported();
    const { world } = scene;
    world.sandbox.control.addFault({ kind: 'bad_key', times: 1 });
    await scene.checkNext();
    expect(await scene.link()).toMatchObject({ status: 'Failed' });
    await world.backfill();
    expect(await readBackfill(world)).toMatchObject({ state: 'done', failureCount: 0 });
    // History says nothing about now: only the next check does.
    expect(await scene.link()).toMatchObject({ status: 'Failed', failureCount: 1 });
    await scene.checkNext();
    expect(await scene.link()).toMatchObject({ ...healthy });
    await expectTruth(world);
  });
});
