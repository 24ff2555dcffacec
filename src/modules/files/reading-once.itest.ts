import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workQueues } from '#main/work-queues.ts';
import { createLog } from '#platform/log/log.ts';
import { openQueue } from '#platform/queue/queue.ts';
import { makeCompany } from '#test/factories.ts';
import { readFile } from './read-file.ts';
import { type FileWorld, openFileWorld, salesCsv, startMs } from './testing.ts';

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

const content = salesCsv(['2025-03-10 09:15:00 R1 Latte 2 9.00']);

/** Another worker process's queue on the same database. */
function openOther() {
  const log = createLog({ level: 'silent' });
  return openQueue({ url: world.testDb.appUrl, log, clock: world.clock });
}

const counts = () =>
  world.rows(
    `SELECT (SELECT count(*)::int FROM orders) AS orders, (SELECT count(*)::int FROM runs) AS runs,
      (SELECT state FROM sales_files) AS state`,
  );

describe('a file that was received', () => {
  it('is read later when the worker dies with it in hand, exactly once', async () => {
    const { body } = await world.upload(integrationId, 'a.csv', content);
    const dying = openOther();
    const { promise: inHand, resolve: take } = Promise.withResolvers<void>();
    dying.work('files.read', { concurrency: 1 }, async (data, signal) => {
      expect(data).toEqual({ companyId: world.company.companyId, fileId: body.id });
      // It has begun, and ends before anything is stored.
      await readFile(world.deps, {
        companyId: world.company.companyId,
        fileId: body.id,
        signal: AbortSignal.abort(),
      }).catch(() => undefined);
      take();
      await new Promise((_resolve, reject) => signal.addEventListener('abort', reject));
    });
    await dying.start();
    await inHand;
    expect(await counts()).toEqual([{ orders: 0, runs: 0, state: 'reading' }]);
    await dying.stop({ graceMs: 0 });

    const living = openOther();
    workQueues(living, { ...world.deps, queue: living });
    await living.start();
    try {
      await expect
        .poll(counts, { timeout: 20_000, interval: 100 })
        .toEqual([{ orders: 1, runs: 1, state: 'read' }]);
    } finally {
      await living.stop({ graceMs: 1000 });
    }
  });

  it('is stored once though two workers read it at the same time', async () => {
    const { body } = await world.upload(integrationId, 'a.csv', content);
    const { companyId } = world.company;
    const { signal } = new AbortController();
    await Promise.all(
      [1, 2, 3].map(() => readFile(world.deps, { companyId, fileId: body.id, signal })),
    );
    expect(await counts()).toEqual([{ orders: 1, runs: 1, state: 'read' }]);
  });

  it('waits while its link is inactive, and is read after a replay', async () => {
    const { body } = await world.upload(integrationId, 'a.csv', content);
    const link = `/api/v1/integrations/${integrationId}`;
    await world.call('POST', `${link}/deactivate`);
    await world.readAll();
    expect(await counts()).toEqual([{ orders: 0, runs: 0, state: 'received' }]);
    const replay = `${link}/files/${body.id}/replay`;
    expect((await world.call('POST', replay)).status).toBe(409);
    await world.call('POST', `${link}/restore`);
    expect((await world.call('POST', replay)).status).toBe(202);
    await world.readAll();
    expect(await counts()).toEqual([{ orders: 1, runs: 1, state: 'read' }]);
  });
});
