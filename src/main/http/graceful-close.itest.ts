import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { route } from '#modules/tenancy/index.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer } from '#test/http-server.ts';
import type { HttpPlugin } from './server.ts';

let testDb: TestDatabase;
let database: Database;
let company: TestCompany;

beforeAll(async () => {
  testDb = await testDatabase();
  database = openDatabase({ url: testDb.appUrl });
  company = await makeCompany(database);
});

afterAll(async () => {
  await database.close();
  await testDb.drop();
});

/** A server with one endpoint that answers when it is let go, and says when it was asked. */
async function startHolding(closeGraceMs: number) {
  let letGo: () => void = () => undefined;
  let asked: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const hasBeenAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const holding: HttpPlugin = (app) => {
    route(app, {
      method: 'GET',
      url: '/api/v1/test/hold',
      scope: 'any',
      tag: 'Test',
      summary: 'Answers when it is let go',
      reply: z.object({ held: z.boolean() }),
      async handler() {
        asked();
        await held;
        return { held: true };
      },
    });
  };
  const server = await startTestServer({ database, plugins: [holding], closeGraceMs });
  const reply = server.call('GET', '/api/v1/test/hold', { headers: company.headers });
  await hasBeenAsked;
  return { server, reply, letGo };
}

it('finishes what it has begun to answer', async () => {
  const { server, reply, letGo } = await startHolding(60_000);
  const closed = server.close();
  letGo();
  expect(await reply).toMatchObject({ status: 200, body: { held: true } });
  await closed;
});

it('cuts off what does not end', async () => {
  const { server, reply, letGo } = await startHolding(20);
  const cut = expect(reply).rejects.toThrow();
  await server.close();
  await cut;
  letGo();
});

it('does not wait for connections that browsers open in advance', async () => {
  const server = await startTestServer({ database, closeGraceMs: 60_000 });
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  // The server has seen the connection once it answers a later one.
  await server.call('GET', '/healthz');
  socket.resume();
  const ended = once(socket, 'close');
  await server.close();
  await ended;
});
