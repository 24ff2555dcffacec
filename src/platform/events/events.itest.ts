import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { createLog } from '#platform/log/log.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type Events, type LiveEvent, notifyInTx, openEvents } from './events.ts';

const log = createLog({ level: 'silent' });
const ours = '018f0000-0000-7000-8000-000000000001';
const theirs = '018f0000-0000-7000-8000-000000000002';
let database: TestDatabase;
let db: Database;
let events: Events;

beforeAll(async () => {
  database = await testDatabase();
  db = openDatabase({ url: database.appUrl, onConnectionError: () => undefined });
});
afterEach(() => events.close());
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Events as they come; `next` takes the oldest, or waits for it. */
function inbox(companyId: string) {
  const waiting: (LiveEvent | null)[] = [];
  const takers: ((event: LiveEvent | null) => void)[] = [];
  const stop = events.subscribe(companyId, (event) => {
    const taker = takers.shift();
    if (taker) taker(event);
    else waiting.push(event);
  });
  const next = (): Promise<LiveEvent | null> => {
    const event = waiting.shift();
    return event !== undefined
      ? Promise.resolve(event)
      : new Promise((resolve) => takers.push(resolve));
  };
  return { waiting, next, stop };
}

function announce(companyId: string, data: Record<string, unknown>): Promise<void> {
  return db.withCompany(companyId, (tx) =>
    notifyInTx(tx, { companyId, name: 'days.changed', data }),
  );
}

/** Opening returns before LISTEN has run: ask until the server knows of it. */
async function openListening(): Promise<void> {
  events = openEvents(db, log);
  const { promise: heard, resolve } = Promise.withResolvers<boolean>();
  const stop = events.subscribe('probe', () => resolve(true));
  const soon = () => new Promise<boolean>((later) => setTimeout(later, 20, false));
  do await announce('probe', {});
  while (!(await Promise.race([heard, soon()])));
  stop();
}

describe('live events', () => {
  it('reach the subscribers of the company, and of no other', async () => {
    await openListening();
    const [mine, alsoMine, foreign] = [inbox(ours), inbox(ours), inbox(theirs)];
    await announce(ours, { from: '2026-01-05' });
    const event = { companyId: ours, name: 'days.changed', data: { from: '2026-01-05' } };
    expect(await mine.next()).toEqual(event);
    expect(await alsoMine.next()).toEqual(event);
    await announce(theirs, {});
    expect(await foreign.next()).toMatchObject({ companyId: theirs });
    expect(mine.waiting).toEqual([]);
  });

  it('are announced only by a transaction that commits', async () => {
    await openListening();
    const mine = inbox(ours);
    const failing = db.withCompany(ours, async (tx) => {
      await notifyInTx(tx, { companyId: ours, name: 'days.changed', data: { n: 1 } });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await announce(ours, { n: 2 });
    expect(await mine.next()).toMatchObject({ data: { n: 2 } });
  });

  it('stop when nobody wants them any more, and survive a listener that throws', async () => {
    await openListening();
    const left = inbox(ours);
    left.stop();
    events.subscribe(ours, () => {
      throw new Error('broken listener');
    });
    const mine = inbox(ours);
    await announce(ours, { n: 1 });
    expect(await mine.next()).toMatchObject({ data: { n: 1 } });
    expect(left.waiting).toEqual([]);
  });

  it('come again after the connection was lost, with word of the gap', async () => {
    await openListening();
    const mine = inbox(ours);
    for (let i = 0; i < 3; i++) {
      await db.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND query LIKE 'LISTEN%'
           AND pid <> pg_backend_pid()`,
      );
      expect(await mine.next()).toBeNull();
      await announce(ours, { i });
      expect(await mine.next()).toMatchObject({ data: { i } });
    }
  });

  it('are refused when too large, and nonsense on the channel is ignored', async () => {
    await openListening();
    const mine = inbox(ours);
    await expect(announce(ours, { text: 'é'.repeat(4_000) })).rejects.toThrow(RangeError);
    for (const payload of ['', 'not json', '{}', '{"companyId":1}']) {
      await db.pool.query('SELECT pg_notify($1, $2)', ['tillbridge_events', payload]);
    }
    await announce(ours, { text: 'x'.repeat(7_000) });
    expect(await mine.next()).toMatchObject({ name: 'days.changed' });
  });

  it('can be closed while connecting', async () => {
    events = openEvents(db, log);
    await events.close();
    const { rows } = await db.pool.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'
         AND state <> 'active' AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    );
    expect(rows).toEqual([]);
  });
});
