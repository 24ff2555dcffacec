import { manualClock } from '#kernel/clock.ts';
import { type AppDeps, createDeps } from '#main/deps.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { createLog } from '#platform/log/log.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { installQueue } from '#platform/queue/install-queue.ts';
import { openQueue, type Queue } from '#platform/queue/queue.ts';
import { newVaultKey } from '#platform/vault/keyring.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { makeCompany, type TestCompany } from './factories.ts';
import { type Reply, startTestServer, type TestServer } from './http-server.ts';

type Body = Record<string, unknown>;
type Plugins = NonNullable<Parameters<typeof startTestServer>[0]['plugins']>;

/** Some of the API before a real queue and one database, on a clock that tests move: for tills that send. */
export interface SendingWorld {
  testDb: TestDatabase;
  database: Database;
  deps: AppDeps;
  queue: Queue;
  clock: ReturnType<typeof manualClock>;
  server: TestServer;
  company: TestCompany;
  call<B = Body>(method: string, path: string, body?: unknown, by?: TestCompany): Promise<Reply<B>>;
  /** Adds a Sales file integration to a company's venue; answers its id. */
  link(more?: Body, by?: TestCompany): Promise<string>;
  rows<Row = Body>(text: string, by?: TestCompany): Promise<Row[]>;
  close(): Promise<void>;
}

/** Noon of a Saturday in Toronto. */
export const startMs: number = Date.UTC(2025, 2, 15, 16);

export async function openSendingWorld(choices: {
  nowMs?: number;
  venue?: { timeZone: string; currency: string };
  plugins: (deps: AppDeps, queue: Queue) => Plugins;
}): Promise<SendingWorld> {
  const { nowMs = startMs, venue } = choices;
  const clock = manualClock(nowMs);
  const testDb = await testDatabase();
  await installQueue({ ownerUrl: testDb.ownerUrl });
  const database = openDatabase({ url: testDb.appUrl, connectionsMax: 6 });
  const log = createLog({ level: 'silent' });
  const queue = openQueue({ url: testDb.appUrl, log, clock });
  await queue.start();
  const deps = createDeps({
    config: {
      clusterApiUrl: 'http://127.0.0.1:9',
      allowPrivateAddresses: true,
      keyring: [newVaultKey('k1')],
    },
    ...{ database, clock, log, queue },
    metrics: createMetrics({ withProcess: false }),
  });
  const company = await makeCompany(database, { nowMs, ...venue });
  const server = await startTestServer({
    ...{ database, clock, log, hooks: deps.hooks },
    plugins: choices.plugins(deps, queue),
  });
  const call: SendingWorld['call'] = (method, path, body, by = company) =>
    server.call(method, path, {
      headers: { ...by.headers },
      ...(body === undefined ? {} : { body }),
    });
  return {
    ...{ testDb, database, deps, queue, clock, server, company, call },
    async link(more: Body = {}, by: TestCompany = company) {
      const link = { provider: 'sales-file', credentials: {}, settings: {}, ...more };
      const path = `/api/v1/venues/${by.venueId}/integrations`;
      const reply = await call<{ id: string }>('POST', path, link, by);
      if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
      return reply.body.id;
    },
    rows: (text, by = company) =>
      database.withCompany(by.companyId, (tx) => tx.rows({ text, values: [] })),
    async close() {
      await server.close();
      await queue.stop({ graceMs: 0 });
      await database.close();
      await testDb.drop();
    },
  };
}
