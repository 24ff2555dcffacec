import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { workQueues } from '#main/work-queues.ts';
import { performResync, previewResync } from '#modules/sync/index.ts';
import { sql } from '#platform/db/sql.ts';
import { createLog } from '#platform/log/log.ts';
import { installQueue } from '#platform/queue/install-queue.ts';
import { openQueue } from '#platform/queue/queue.ts';
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

  async function getLocation(companyId: string) {
    const [location] = await world.database.withCompany(companyId, (tx) =>
      tx.rows<{ locationId: string }>(sql`SELECT location_id AS "locationId" FROM locations`),
    );
    if (!location) throw new Error('no location');
    return location;
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
    const { workerKey } = world;
    expect(await performResync(world.deps, { ...range, workerKey })).toEqual({
      problems: [],
      rest: null,
    });
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

  const readRuns = (companyId: string) =>
    world.database.withCompany(companyId, (tx) =>
      tx.rows<{ runId: string; state: string; problem: { code: string } | null }>(sql`
        SELECT run_id AS "runId", state, problem FROM runs WHERE kind = 'resync' ORDER BY run_id`),
    );

  async function expectTruth(...dates: string[]) {
    const truth = await world.sandbox.control.ledgerDays();
    const stored = await readStoredDays(world.database, world.company);
    for (const date of dates) expect(stored[date]?.netMinor).toBe(truth.days[date]?.netMinor);
  }

  // While it is asked where bills went, and between two parts of the days.
  test.each([3, 8])(
    'what a till that fails midway (%i) did not tell is read by itself once it answers',
    async (afterRequests) => {
      const range = { ...(await importAll()), from: '2026-02-22', to: '2026-03-18' };
      for (const date of ['2026-02-23', '2026-03-17']) removeMost(date);
      const { companyId } = range;
      await installQueue({ ownerUrl: world.testDb.ownerUrl });
      const queue = openQueue({
        url: world.testDb.appUrl,
        log: createLog({ level: 'silent' }),
        clock: world.clock,
      });
      world.sandbox.control.addFault({ kind: 'server_error', call: 'sales', afterRequests });
      const { locationId } = await getLocation(companyId);
      const runId = newId(world.clock.now());
      workQueues(queue, { ...world.deps, queue });
      const owner = new pg.Client({ connectionString: world.testDb.ownerUrl });
      await owner.connect();
      await queue.start();
      try {
        const { integrationId, from, to } = range;
        const job = { companyId, integrationId, from, to, runIds: { [locationId]: runId } };
        await queue.send(null, 'sync.resync', job);
        await expect
          .poll(async () => (await readRuns(companyId))[0], { timeout: 20_000 })
          .toMatchObject({ runId, state: 'failed' });
        world.sandbox.control.clearFaults();
        await expect
          .poll(
            async () => {
              // The minute is over.
              await owner.query(
                "UPDATE pgboss.job SET start_after = now() WHERE state = 'created'",
              );
              return (await readRuns(companyId)).at(-1)?.state;
            },
            { timeout: 20_000 },
          )
          .toBe('succeeded');
      } finally {
        await queue.stop({ graceMs: 1000 });
        await owner.end();
      }
      await expectTruth('2026-02-23', '2026-03-17');
    },
  );

  test('it goes on at the first day that was not read, and its last try says to ask again', async () => {
    const range = { ...(await importAll()), from: '2026-02-22', to: '2026-03-18' };
    const { workerKey } = world;
    const { locationId } = await getLocation(range.companyId);
    world.sandbox.control.clearRequests();
    world.sandbox.control.addFault({ kind: 'venue_offline', call: 'sales', afterRequests: 1 });
    const { rest, problems } = await performResync(world.deps, { ...range, workerKey });
    expect(problems.map(({ code }) => code)).toEqual(['cluster.venue_offline']);
    expect(rest).toMatchObject({
      job: { failureCount: 1, left: { [locationId]: '2026-03-04' } },
      startAfterMs: world.clock.now() + 60_000,
    });
    const last = { ...range, workerKey, ...rest?.job, failureCount: 47 };
    const end = await performResync(world.deps, last);
    expect(end).toMatchObject({ rest: null, problems: [{ code: 'engine.resync_given_up' }] });
    expect(end.problems[0]?.message.en).toContain('from 2026-03-04 to 2026-03-18');
    expect((await readRuns(range.companyId)).at(-1)).toMatchObject({
      problem: { code: 'engine.resync_given_up' },
    });
  });

  test('a location that is being checked is read a moment later, under the run that was told', async () => {
    const range = await importAll();
    const { companyId } = range;
    const { workerKey } = world;
    const { locationId } = await getLocation(companyId);
    const runIds = { [locationId]: newId(world.clock.now()) };
    await world.database.withCompany(companyId, (tx) =>
      tx.run(sql`UPDATE runs SET state = 'running', worker_key = ${workerKey}
        WHERE run_id = (SELECT run_id FROM runs WHERE lane = 'live' LIMIT 1)`),
    );
    const { rest } = await performResync(world.deps, { ...range, workerKey, runIds });
    expect(rest?.job.runIds).toEqual(runIds);
    await world.database.withCompany(companyId, (tx) =>
      tx.run(sql`UPDATE runs SET state = 'succeeded' WHERE state = 'running'`),
    );
    const again = { ...range, workerKey, ...rest?.job };
    expect(await performResync(world.deps, again)).toEqual({ problems: [], rest: null });
    expect(await readRuns(companyId)).toMatchObject([{ runId: runIds[locationId] }]);
    // The same job once more, as after a worker's death: it has a run of its own.
    expect(await performResync(world.deps, again)).toEqual({ problems: [], rest: null });
    expect(await readRuns(companyId)).toHaveLength(2);
  });

  test('is not over when the process stops in the middle of it', async () => {
    const range = await importAll();
    const stopped = { ...range, workerKey: world.workerKey, signal: AbortSignal.abort() };
    await expect(performResync(world.deps, stopped)).rejects.toThrow('stopped');
  });

  test.each(['hang', 'half_open'] as const)(
    'a preview that a till keeps waiting (%s) tells it as the vendor’s silence',
    async (kind) => {
      const range = await importAll();
      world.sandbox.control.addFault({ kind });
      const waiting = previewResync(world.deps, { ...range, signal: AbortSignal.timeout(300) });
      await expect(waiting).rejects.toMatchObject({
        name: 'VendorTrouble',
        problem: { kind: 'timeout', code: 'cluster.timeout' },
      });
    },
  );

  test('a till that cannot be read is told as a problem and leaves everything as it is', async () => {
    const range = await importAll();
    const before = await readFingerprint(world.database, range.companyId);
    world.sandbox.control.addFault({ kind: 'venue_offline' });
    const { problems } = await performResync(world.deps, { ...range, workerKey: world.workerKey });
    expect(problems.map((problem) => problem.kind)).toEqual(['venue_offline']);
    expect(await readFingerprint(world.database, range.companyId)).toEqual(before);
  });
});
