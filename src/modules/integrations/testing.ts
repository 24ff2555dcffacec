import { Writable } from 'node:stream';
import { manualClock } from '#kernel/clock.ts';
import { type AppDeps, createDeps } from '#main/deps.ts';
import { integrationRoutes, type SettingsChange } from '#modules/integrations/index.ts';
import { type Database, openDatabase, type Tx } from '#platform/db/database.ts';
import { createLog } from '#platform/log/log.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import type { Queue } from '#platform/queue/queue.ts';
import { newVaultKey } from '#platform/vault/keyring.ts';
import { type ClusterSandbox, startClusterSandbox } from '#simulators/cluster/index.ts';
import { testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { type Reply, startTestServer, type TestServer } from '#test/http-server.ts';

type Body = Record<string, unknown>;

/** The API over real HTTP, a real vendor sandbox behind it, and a clock that tests move. */
export interface LinkWorld {
  database: Database;
  deps: AppDeps;
  clock: ReturnType<typeof manualClock>;
  sandbox: ClusterSandbox;
  server: TestServer;
  company: TestCompany;
  /** Everything any caller was answered and everything logged, as text. */
  said(): string;
  /** Told to `onSettingsChanged`. */
  settingsChanges: SettingsChange[];
  /** A call of the company (or of another); `body` as JSON. */
  call(method: string, path: string, body?: unknown, by?: TestCompany): Promise<Reply<Body>>;
  /** Adds an integration to the company's venue (or the path's). */
  add(body: Body, path?: string): Promise<Reply<Body>>;
  /** Everything in one table, as the company sees it. */
  rows<Row = Body>(table: string, by?: TestCompany): Promise<Row[]>;
  inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Five tills under two keys; noon of a Saturday in Toronto. */
export const tills = [
  { apiKey: 'key-alpha-0001', serial: 'A-100' },
  { apiKey: 'key-alpha-0001', serial: 'A-200' },
  { apiKey: 'key-bravo-0002', serial: 'B-100' },
  { apiKey: 'key-bravo-0002', serial: 'B-200' },
  { apiKey: 'key-bravo-0002', serial: 'B-300' },
] as const;
export const startMs = Date.UTC(2025, 2, 15, 16);

/** What the form sends for these tills. */
export function cluster(serials: readonly string[], more: Body = {}): Body {
  const locations = tills.filter((till) => serials.includes(till.serial));
  return { provider: 'cluster', credentials: { locations }, settings: {}, ...more };
}

export async function openLinkWorld(): Promise<LinkWorld> {
  const clock = manualClock(startMs);
  const testDb = await testDatabase();
  const database = openDatabase({ url: testDb.appUrl, connectionsMax: 6 });
  const restaurant = {
    seed: 7,
    venue: { name: 'House', timeZone: 'America/Toronto', currency: 'CAD' },
    ordersPerDay: 12,
    from: '2025-01-01',
  };
  const sandbox = await startClusterSandbox({
    venues: [{ source: { restaurant }, locations: tills }],
    clock,
  });
  const heard: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      heard.push(String(chunk));
      done();
    },
  });
  const settingsChanges: SettingsChange[] = [];
  const deps: AppDeps = {
    ...createDeps({
      config: {
        clusterApiUrl: sandbox.url,
        allowPrivateAddresses: true,
        keyring: [newVaultKey('k1')],
      },
      ...{ database, clock },
      log: createLog({ level: 'debug', stream }),
      metrics: createMetrics({ withProcess: false }),
      queue: {} as Queue,
    }),
    onSettingsChanged: async (_tx, change) => {
      settingsChanges.push(change);
    },
  };
  const company = await makeCompany(database, { nowMs: startMs });
  const server = await startTestServer({
    ...{ database, clock },
    log: createLog({ level: 'debug', stream }),
    plugins: [integrationRoutes(deps)],
  });
  const call: LinkWorld['call'] = async (method, path, body, by = company) => {
    const reply = await server.call(method, path, {
      headers: { ...by.headers },
      ...(body === undefined ? {} : { body }),
    });
    heard.push(JSON.stringify(reply.body));
    return reply;
  };
  return {
    ...{ database, deps, clock, sandbox, server, company, settingsChanges, call },
    said: () => heard.join('\n'),
    add: (body, path = `/api/v1/venues/${company.venueId}/integrations`) =>
      call('POST', path, body),
    rows: <Row>(table: string, by = company) =>
      database.withCompany(by.companyId, (tx) =>
        tx.rows<Row>({ text: `SELECT * FROM ${table} ORDER BY 1, 2`, values: [] }),
      ),
    inTx: (work) => database.withCompany(company.companyId, work),
    async close() {
      await server.close();
      await database.close();
      await sandbox.close();
      await testDb.drop();
    },
  };
}
