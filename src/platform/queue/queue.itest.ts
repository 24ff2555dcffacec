import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { createLog } from '#platform/log/log.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { installQueue } from './install-queue.ts';
import type { JobData } from './job.ts';
import { openQueue, type Queue } from './queue.ts';
import { queueNames } from './queues.ts';

const log = createLog({ level: 'silent' });
const companyId = '018f0000-0000-7000-8000-000000000001';
let database: TestDatabase;
let db: Database;
let owner: pg.Client;
const open: Queue[] = [];

beforeAll(async () => {
  database = await testDatabase();
  await installQueue(database);
  db = openDatabase({ url: database.appUrl });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((queue) => queue.stop({ graceMs: 0 })));
  await owner.query('DELETE FROM pgboss.job');
});
afterAll(async () => {
  await owner.end();
  await db.close();
  await database.drop();
});

function makeQueue(): Queue {
  const queue = openQueue({ url: database.appUrl, log, clock: systemClock });
  open.push(queue);
  return queue;
}

async function startQueue(): Promise<Queue> {
  const queue = makeQueue();
  await queue.start();
  return queue;
}

async function statesOf(name: string): Promise<string[]> {
  const { rows } = await owner.query<{ state: string }>(
    'SELECT state FROM pgboss.job WHERE name = $1 ORDER BY created_on',
    [name],
  );
  return rows.map((row) => row.state);
}

/** Polls the database, because what is waited for happens there and in other connections. */
async function eventually(check: () => Promise<boolean> | boolean): Promise<void> {
  const endsAtMs = systemClock.now() + 10_000;
  while (!(await check())) {
    if (systemClock.now() > endsAtMs) throw new Error('did not happen in time');
    await pause(20);
  }
}

describe('the queue as the application role', () => {
  it('starts without owning anything, and installing again changes nothing', async () => {
    await installQueue(database);
    await startQueue();
    const { rows } = await owner.query<{ name: string }>('SELECT name FROM pgboss.queue');
    expect(rows.map((row) => row.name).sort()).toEqual(['dead', ...queueNames].sort());
    const { rows: rights } = await owner.query(
      "SELECT has_schema_privilege('tillbridge_app', 'pgboss', 'CREATE') AS can_create",
    );
    expect(rights).toEqual([{ can_create: false }]);
  });

  it('says so when migrations have not run', async () => {
    const bare = await testDatabase();
    const owning = new pg.Client({ connectionString: bare.ownerUrl });
    await owning.connect();
    await owning.query('DROP SCHEMA IF EXISTS pgboss CASCADE');
    await owning.end();
    const queue = openQueue({ url: bare.appUrl, log, clock: systemClock });
    await expect(queue.start()).rejects.toThrow('not installed');
    await queue.stop({ graceMs: 0 });
    await bare.drop();
  });

  it('has a job exactly if the transaction commits', async () => {
    const queue = await startQueue();
    await db.withCompany(companyId, async (tx) => {
      expect(await queue.send(tx, 'mail.read', { n: 1 })).not.toBeNull();
      expect(await statesOf('mail.read')).toEqual([]);
    });
    expect(await statesOf('mail.read')).toEqual(['created']);
    const failing = db.withCompany(companyId, async (tx) => {
      await queue.send(tx, 'mail.read', { n: 2 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await statesOf('mail.read')).toEqual(['created']);
  });

  it('holds one queued job per key, and drops the others without failing the transaction', async () => {
    const queue = await startQueue();
    const ids = await db.withCompany(companyId, async (tx) => [
      await queue.send(tx, 'sales.recompute', { n: 1 }, { key: 'a' }),
      await queue.send(tx, 'sales.recompute', { n: 2 }, { key: 'a' }),
      await queue.send(tx, 'sales.recompute', { n: 3 }, { key: 'b' }),
    ]);
    expect(ids).toEqual([expect.any(String), null, expect.any(String)]);
    const jobs = ['a', 'b', 'c', 'd'].map((key) => ({ key, data: {} }));
    expect(await queue.sendMany(null, 'sales.recompute', jobs)).toBe(2);
    expect(await queue.sendMany(null, 'sales.recompute', [])).toBe(0);
    // Jobs without a key have nothing in common.
    expect(await queue.sendMany(null, 'sales.recompute', [{ data: {} }, { data: {} }])).toBe(2);
  });
});

describe('a worker', () => {
  it('does jobs as they are committed, so many at once, the more important first', async () => {
    const queue = await startQueue();
    const done: unknown[] = [];
    let running = 0;
    let mostRunning = 0;
    const jobs = Array.from({ length: 12 }, (_, n) => ({
      data: { n },
      priority: n === 11 ? 5 : 0,
    }));
    await queue.sendMany(null, 'mail.read', jobs);
    queue.work('mail.read', { concurrency: 3 }, async (data) => {
      mostRunning = Math.max(mostRunning, ++running);
      await pause(5);
      running--;
      done.push(data.n);
    });
    await eventually(() => done.length === 12);
    expect(done.slice(0, 3)).toContain(11);
    expect(mostRunning).toBe(3);
    await eventually(async () => (await statesOf('mail.read')).every((one) => one === 'completed'));
  });

  it('hears of a job of another process at once', async () => {
    const [sender, receiver] = [await startQueue(), await startQueue()];
    const arrivals: number[] = [];
    receiver.work('mail.read', { concurrency: 1 }, async () => {
      arrivals.push(systemClock.now());
    });
    const delaysMs: number[] = [];
    for (let i = 1; i <= 5; i++) {
      const sentAtMs = systemClock.now();
      await sender.send(null, 'mail.read', {});
      await eventually(() => arrivals.length === i);
      delaysMs.push((arrivals.at(-1) ?? 0) - sentAtMs);
    }
    // Looking once a second would take half a second on average.
    expect(Math.min(...delaysMs)).toBeLessThan(250);
  });

  it('does not start a job before its time', async () => {
    const queue = await startQueue();
    let startedAtMs = 0;
    queue.work('mail.read', { concurrency: 1 }, async () => {
      startedAtMs = systemClock.now();
    });
    const startAfterMs = systemClock.now() + 700;
    await queue.send(null, 'mail.read', {}, { startAfterMs });
    await eventually(() => startedAtMs > 0);
    expect(startedAtMs).toBeGreaterThanOrEqual(startAfterMs - 50);
  });

  it('sends a job again with its key when the handler asks for it', async () => {
    const queue = await startQueue();
    const seen: JobData[] = [];
    queue.work('sales.recompute', { concurrency: 2 }, async (data) => {
      seen.push(data);
      const left = Number(data.left) - 1;
      return left > 0 ? { again: { data: { left } } } : undefined;
    });
    await queue.send(null, 'sales.recompute', { left: 3 }, { key: 'a' });
    await eventually(() => seen.length === 3);
    expect(seen).toEqual([{ left: 3 }, { left: 2 }, { left: 1 }]);
    await eventually(async () =>
      (await statesOf('sales.recompute')).every((one) => one === 'completed'),
    );
    const { rows } = await owner.query(
      "SELECT DISTINCT singleton_key FROM pgboss.job WHERE name = 'sales.recompute'",
    );
    expect(rows).toEqual([{ singleton_key: 'a' }]);
  });

  it('gets a failed job again, and lays it with the dead when its retries are spent', async () => {
    const queue = await startQueue();
    let attempts = 0;
    queue.work('sales.recompute', { concurrency: 1 }, async () => {
      attempts++;
      throw new Error('broken');
    });
    await queue.send(null, 'sales.recompute', { n: 1 }, { key: 'a' });
    await eventually(() => attempts === 1);
    await eventually(async () => (await statesOf('sales.recompute'))[0] === 'retry');
    await owner.query(
      "UPDATE pgboss.job SET retry_limit = 1, start_after = now() WHERE name = 'sales.recompute'",
    );
    await eventually(() => attempts === 2);
    await eventually(async () => (await statesOf('dead')).length === 1);
    expect((await queue.depths()).map(({ queue: name }) => name)).toContain('dead');
  });

  it('lets jobs finish when it stops, and hands back those that do not', async () => {
    const queue = await startQueue();
    let isQuickDone = false;
    const aborted: unknown[] = [];
    const started = new Set<unknown>();
    queue.work('sales.recompute', { concurrency: 2 }, async (data, signal) => {
      started.add(data.n);
      if (data.n === 1) {
        await pause(100);
        isQuickDone = true;
        return;
      }
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push(signal.reason);
          reject(signal.reason);
        });
      });
    });
    await queue.send(null, 'sales.recompute', { n: 1 }, { key: 'a' });
    await queue.send(null, 'sales.recompute', { n: 2 }, { key: 'b' });
    await eventually(() => started.size === 2);
    await queue.stop({ graceMs: 400 });
    expect(isQuickDone).toBe(true);
    expect(String(aborted[0])).toContain('stopping');
    expect((await statesOf('sales.recompute')).sort()).toEqual(['completed', 'retry']);
  });

  it('ends a job that was taken away, and leaves the new attempt alone', async () => {
    const queue = await startQueue();
    let wasAborted = false;
    queue.work('sales.recompute', { concurrency: 1 }, async (_, signal) => {
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          wasAborted = true;
          resolve();
        });
      });
    });
    await queue.send(null, 'sales.recompute', {}, { key: 'a' });
    await eventually(async () => (await statesOf('sales.recompute'))[0] === 'active');
    await owner.query("UPDATE pgboss.job SET retry_count = 7 WHERE name = 'sales.recompute'");
    await eventually(() => wasAborted);
    expect(await statesOf('sales.recompute')).toEqual(['active']);
  });

  it('gets the job of a worker that vanished', async () => {
    const queue = await startQueue();
    await queue.send(null, 'sales.recompute', { n: 1 }, { key: 'a' });
    // What a killed process leaves behind: a claimed job whose heartbeat has ended.
    await owner.query(
      `UPDATE pgboss.job SET state = 'active', started_on = now() - interval '1 minute',
         heartbeat_on = now() - interval '11 seconds' WHERE name = 'sales.recompute'`,
    );
    let isDone = false;
    queue.work('sales.recompute', { concurrency: 1 }, async () => {
      isDone = true;
    });
    await eventually(() => isDone);
  });
});
