import { type Clock, manualClock } from '#kernel/clock.ts';
import { type AppDeps, createDeps } from '#main/deps.ts';
import { createIntegration } from '#modules/integrations/index.ts';
import {
  advanceBackfill,
  checkIntegration,
  reapOrphans,
  takeWorkerKey,
} from '#modules/sync/index.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import { createHttpClient } from '#platform/http-client/http-client.ts';
import { createLog } from '#platform/log/log.ts';
import { redact } from '#platform/log/redactor.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import type { Queue } from '#platform/queue/queue.ts';
import { type Keyring, newVaultKey } from '#platform/vault/keyring.ts';
import {
  type ClusterSandbox,
  type ClusterVenue,
  startClusterSandbox,
} from '#simulators/cluster/index.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { makeCompany, type TestCompany } from '../factories.ts';

/** The engine's deeds for one company. */
export interface Engine {
  /** Links sandbox tills (all by default) to the company's venue; answers the integration's id. */
  connect(choices?: {
    settings?: Record<string, unknown>;
    serials?: string[];
    nickname?: string;
    createNew?: boolean;
  }): Promise<string>;
  /** One due check, as the worker does it; false when it was not due. */
  check(integrationId: string): Promise<boolean>;
  /** Imports all open history. */
  backfill(): Promise<void>;
}

/** A company, a sandbox vendor and the engine, on one clock that the test moves. */
export interface World extends Engine {
  testDb: TestDatabase;
  database: Database;
  deps: AppDeps;
  keyring: Keyring;
  clock: ReturnType<typeof manualClock>;
  sandbox: ClusterSandbox;
  company: TestCompany;
  /** The same engine at work for another company. */
  engineOf(company: TestCompany): Engine;
  reap(): Promise<number>;
  workerKey: number;
  close(): Promise<void>;
}

export async function openWorld(options: {
  venues: readonly ClusterVenue[];
  now: string;
  timeZone?: string;
  currency?: string;
  cutoff?: string;
  /** How long to wait for the vendor, instead of as long as its connector says; no pause before a retry. */
  vendorTimeoutMs?: number;
}): Promise<World> {
  const clock = manualClock(Date.parse(options.now));
  const testDb = await testDatabase();
  const database = openDatabase({ url: testDb.appUrl, connectionsMax: 8 });
  const sandbox = await startClusterSandbox({ venues: options.venues, clock });
  const { timeZone, currency, cutoff } = options;
  const company = await makeCompany(database, {
    nowMs: clock.now(),
    ...(timeZone ? { timeZone } : {}),
    ...(currency ? { currency } : {}),
    ...(cutoff ? { cutoff } : {}),
  });
  const keyring: Keyring = [newVaultKey('k1')];
  const wired = createDeps({
    config: { clusterApiUrl: sandbox.url, allowPrivateAddresses: true, keyring },
    database,
    clock,
    log: createLog({ level: 'silent' }),
    metrics: createMetrics({ withProcess: false }),
    queue: unusedQueue,
  });
  const { vendorTimeoutMs } = options;
  const deps =
    vendorTimeoutMs === undefined
      ? wired
      : {
          ...wired,
          vendors: impatient(wired.vendors, { sandbox, clock, timeoutMs: vendorTimeoutMs }),
        };
  const key = await takeWorkerKey(database);
  const signal = new AbortController().signal;
  const engineOf = (who: TestCompany) =>
    createEngine({ deps, sandbox, company: who, workerKey: key.key, signal });
  return {
    ...engineOf(company),
    ...{ testDb, database, deps, keyring, clock, sandbox, company, engineOf },
    workerKey: key.key,
    reap: () => reapOrphans(deps),
    async close() {
      await key.release();
      await database.close();
      await sandbox.close();
      await testDb.drop();
    },
  };
}

function createEngine(parts: {
  deps: AppDeps;
  sandbox: ClusterSandbox;
  company: TestCompany;
  workerKey: number;
  signal: AbortSignal;
}): Engine {
  const { deps, sandbox, workerKey, signal } = parts;
  const { companyId, venueId } = parts.company;
  return {
    connect: (choices = {}) =>
      createIntegration(deps, {
        companyId,
        venueId,
        actor: { kind: 'system' },
        language: 'en',
        provider: 'cluster',
        credentials: {
          locations: sandbox.locations.filter(
            (each) => choices.serials?.includes(each.serial) ?? true,
          ),
        },
        settings: choices.settings ?? {},
        nickname: choices.nickname,
        createNew: choices.createNew,
      }),
    check: (integrationId) =>
      checkIntegration(deps, { companyId, integrationId, workerKey, signal }),
    async backfill() {
      const open = await deps.database.withCompany(companyId, (tx) =>
        tx.rows<{ backfill_id: string }>(
          sql`SELECT backfill_id FROM backfills WHERE state IN ('pending', 'running') ORDER BY created_at`,
        ),
      );
      for (const { backfill_id: backfillId } of open) {
        await advanceBackfill(deps, { companyId, backfillId, workerKey, signal });
      }
    },
  };
}

/** The same vendors, waited for less long: tests of silence and of retries must not last a minute. */
function impatient(
  vendors: AppDeps['vendors'],
  line: { sandbox: ClusterSandbox; clock: Clock; timeoutMs: number },
): AppDeps['vendors'] {
  return {
    ...vendors,
    openHttp: (connector, { signal }) =>
      createHttpClient({
        ...connector.describe.limits,
        timeoutMs: line.timeoutMs,
        baseUrl: line.sandbox.url,
        allowPrivateAddresses: true,
        redact,
        clock: line.clock,
        random: () => 0,
        signal,
      }),
  };
}

/** The engine itself queues nothing; whoever asks for a recomputation brings a queue of their own. */
const unusedQueue = new Proxy({} as Queue, {
  get: (_target, name) => () => {
    throw new Error(`the test did not expect a job (${String(name)})`);
  },
});
