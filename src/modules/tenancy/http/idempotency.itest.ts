import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { manualClock, systemClock } from '#kernel/clock.ts';
import { Refusal } from '#kernel/errors.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';
import { route } from './route.ts';

let testDb: TestDatabase;
let database: Database;
let server: TestServer;
let company: TestCompany;
const clock = manualClock(systemClock.now());

/** Work outside a transaction, as when a till is asked first: it waits until it is let go. */
let began: () => void = () => undefined;
let letGo: Promise<unknown> = Promise.resolve();
let workCount = 0;
const slowRoute = (app: FastifyInstance) => {
  route(app, {
    method: 'POST',
    url: '/api/v1/test/slow',
    scope: 'any',
    tag: 'Test',
    summary: 'Works outside a transaction',
    body: z.strictObject({ outcome: z.enum(['done', 'refused']) }),
    status: 202,
    reply: z.object({ workCount: z.int() }),
    async handler({ body }) {
      workCount += 1;
      began();
      await letGo;
      if (body.outcome === 'done') return { workCount };
      const detail = { en: 'The till said no.', fr: 'La caisse a dit non.' };
      throw new Refusal({ code: 'till_refused', status: 422, detail });
    },
  });
};

beforeAll(async () => {
  testDb = await testDatabase();
  database = openDatabase({ url: testDb.appUrl });
  server = await startTestServer({ database, clock, plugins: [slowRoute] });
});

beforeEach(async () => {
  company = await makeCompany(database);
  letGo = Promise.resolve();
  workCount = 0;
});

afterAll(async () => {
  await server.close();
  await database.close();
  await testDb.drop();
});

const venue = { name: 'Once', timeZone: 'Europe/Paris', currency: 'EUR' };
const post = (path: string, key: string, body: unknown, headers = company.headers) =>
  server.call<{ id: string; code: string; workCount: number }>('POST', path, {
    headers: { ...headers, 'idempotency-key': key },
    body,
  });
const venueCount = async () =>
  (
    await server.call<{ items: unknown[] }>('GET', '/api/v1/venues?limit=200', {
      headers: company.headers,
    })
  ).body.items.length;

describe('a POST with an Idempotency-Key', () => {
  it('is done once and answered the same', async () => {
    const first = await post('/api/v1/venues', 'k1', venue);
    const second = await post('/api/v1/venues', 'k1', venue);
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(await venueCount()).toBe(2);
  });

  it('does not mind the order of members', async () => {
    const first = await post('/api/v1/venues', 'k1', venue);
    const turned = Object.fromEntries(Object.entries(venue).reverse());
    expect((await post('/api/v1/venues', 'k1', turned)).body).toEqual(first.body);
  });

  it('is refused with another body', async () => {
    await post('/api/v1/venues', 'k1', venue);
    const other = await post('/api/v1/venues', 'k1', { ...venue, name: 'Twice' });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
    expect(await venueCount()).toBe(2);
  });

  it('is done once when many arrive together', async () => {
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => post('/api/v1/venues', 'k1', venue)),
    );
    expect(replies.map((reply) => reply.status)).toEqual(Array(8).fill(201));
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1);
    expect(await venueCount()).toBe(2);
  });

  it('frees its key when it was refused', async () => {
    expect((await post('/api/v1/venues', 'k1', { ...venue, timeZone: 'Nope' })).status).toBe(422);
    expect((await post('/api/v1/venues', 'k1', venue)).status).toBe(201);
  });

  it('shares nothing with other companies', async () => {
    await post('/api/v1/venues', 'k1', venue);
    const other = await makeCompany(database);
    const theirs = await post('/api/v1/venues', 'k1', { ...venue, name: 'T' }, other.headers);
    expect(theirs.status).toBe(201);
  });

  it('is forgotten after a day, and swept', async () => {
    await post('/api/v1/venues', 'k1', venue);
    clock.advance(25 * 3_600_000);
    const later = await post('/api/v1/venues', 'k1', { ...venue, name: 'Next day' });
    expect(later.status).toBe(201);
    const { rows } = await database.withCompany(company.companyId, (tx) =>
      tx.client.query('SELECT count(*)::int AS n FROM idempotency_replies'),
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('needs a key that can be one', async () => {
    for (const key of ['a b', 'x'.repeat(256), 'é']) {
      const encoded = Buffer.from(key).toString('latin1');
      const reply = await post('/api/v1/venues', encoded, venue);
      expect(reply, key).toMatchObject({ status: 400, body: { code: 'idempotency_key_invalid' } });
    }
  });
});

describe('work outside a transaction', () => {
  it('is done once; the second call is told to wait while the first is at work', async () => {
    let release: (value: unknown) => void = () => undefined;
    letGo = new Promise((resolve) => {
      release = resolve;
    });
    const hasBegun = new Promise<void>((resolve) => {
      began = resolve;
    });
    const first = post('/api/v1/test/slow', 'k1', { outcome: 'done' });
    await hasBegun;
    const meanwhile = await post('/api/v1/test/slow', 'k1', { outcome: 'done' });
    expect(meanwhile).toMatchObject({ status: 409, body: { code: 'idempotency_key_in_use' } });
    release(null);
    expect(await first).toMatchObject({ status: 202, body: { workCount: 1 } });
    const after = await post('/api/v1/test/slow', 'k1', { outcome: 'done' });
    expect(after).toMatchObject({ status: 202, body: { workCount: 1 } });
    expect(workCount).toBe(1);
  });

  it('frees its key when it was refused', async () => {
    const refused = await post('/api/v1/test/slow', 'k1', { outcome: 'refused' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'till_refused' } });
    expect((await post('/api/v1/test/slow', 'k1', { outcome: 'done' })).status).toBe(202);
  });

  it('of a process that died is taken over after five minutes', async () => {
    const claim = { key: 'k1', outcome: 'done' };
    await post('/api/v1/test/slow', claim.key, { outcome: claim.outcome });
    await database.withCompany(company.companyId, (tx) =>
      tx.client.query('UPDATE idempotency_replies SET status = NULL, reply = NULL'),
    );
    const soon = await post('/api/v1/test/slow', claim.key, { outcome: claim.outcome });
    expect(soon.status).toBe(409);
    clock.advance(6 * 60_000);
    const later = await post('/api/v1/test/slow', claim.key, { outcome: claim.outcome });
    expect(later).toMatchObject({ status: 202, body: { workCount: 2 } });
  });
});
