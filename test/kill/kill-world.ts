import { type Clock, manualClock, systemClock } from '#kernel/clock.ts';
import { type AppDeps, createDeps } from '#main/deps.ts';
import { createIntegration } from '#modules/integrations/index.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { sql } from '#platform/db/sql.ts';
import { createLog } from '#platform/log/log.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { installQueue } from '#platform/queue/install-queue.ts';
import { openQueue } from '#platform/queue/queue.ts';
import { formatKeyring, newVaultKey } from '#platform/vault/keyring.ts';
import { type ClusterSandbox, startClusterSandbox } from '#simulators/cluster/index.ts';
import { makeCompany } from '../factories.ts';
import { type OwnPostgres, startOwnPostgres } from './own-postgres.ts';

/** A database server of its own, a till that answers slowly, and the environment of workers. */
export interface KillWorld {
  postgres: OwnPostgres;
  database: Database;
  sandbox: ClusterSandbox;
  workerEnv: Record<string, string>;
  /** A new company whose link to the till waits to be imported. */
  beginImport(): Promise<Import>;
  close(): Promise<void>;
}

export interface Import {
  companyId: string;
  integrationId: string;
}

const historyDays = 120;

/** @param latencyMs of each of the till's answers: a worker then is killed while it waits as often as while it stores. */
export async function openKillWorld(latencyMs: number): Promise<KillWorld> {
  const nowMs = systemClock.now();
  // Nothing changes at the till from now on, so that every import reads the same.
  const frozen = manualClock(nowMs);
  const postgres = await startOwnPostgres();
  await migrate({ ownerUrl: postgres.ownerUrl });
  await installQueue({ ownerUrl: postgres.ownerUrl });
  const database = openDatabase({ url: postgres.appUrl, onConnectionError: () => undefined });
  const venue = { name: 'Chez Test', timeZone: 'UTC', currency: 'CAD' };
  const from = new Date(nowMs - historyDays * 86_400_000).toISOString().slice(0, 10);
  const restaurant = { seed: 'kill', venue, ordersPerDay: 30, from };
  const till = { apiKey: 'key-a', serial: 'S-1' };
  const sandbox = await startClusterSandbox({
    venues: [{ source: { restaurant }, locations: [till] }],
    clock: frozen,
    latencyMs,
  });
  const keyring = [newVaultKey('k1')] as const;
  const deps = wire({ database, sandbox, postgres, keyring, clock: systemClock });
  // The business day must not end while the test runs.
  const hourFromNow = (hours: number) =>
    `${String((new Date(nowMs).getUTCHours() + hours) % 24).padStart(2, '0')}:00`;
  const [cutoff, morningEnd] = [hourFromNow(12), hourFromNow(22)];
  return {
    ...{ postgres, database, sandbox },
    workerEnv: {
      DATABASE_URL: postgres.appUrl,
      TILLBRIDGE_KEYS: formatKeyring(keyring),
      TILLBRIDGE_AUTH_SECRET: 'x'.repeat(40),
      PUBLIC_URL: 'http://localhost:1',
      CLUSTER_API_URL: sandbox.url,
      ALLOW_PRIVATE_ADDRESSES: 'true',
      LOG_LEVEL: 'error',
    },
    async beginImport() {
      const choices = { timeZone: 'UTC', currency: 'CAD', cutoff, morningEnd };
      const { companyId, venueId } = await makeCompany(database, choices);
      const integrationId = await createIntegration(deps, {
        ...{ companyId, venueId, provider: 'cluster', language: 'en' },
        actor: { kind: 'system' },
        credentials: { locations: [till] },
        settings: { historyFrom: from },
      });
      return { companyId, integrationId };
    },
    async close() {
      await database.close();
      await sandbox.close();
      await postgres.remove();
    },
  };
}

function wire(parts: {
  database: Database;
  sandbox: ClusterSandbox;
  postgres: OwnPostgres;
  keyring: readonly [ReturnType<typeof newVaultKey>];
  clock: Clock;
}): AppDeps {
  const { database, sandbox, postgres, keyring, clock } = parts;
  const log = createLog({ level: 'silent' });
  return createDeps({
    config: { clusterApiUrl: sandbox.url, allowPrivateAddresses: true, keyring },
    ...{ database, clock, log },
    metrics: createMetrics({ withProcess: false }),
    queue: openQueue({ url: postgres.appUrl, log, clock }),
  });
}

export interface Progress {
  isHistoryDone: boolean;
  /** History is done, the live check too, and nothing runs. */
  isWhole: boolean;
  chunks: number;
}

export async function readProgress(database: Database, at: Import): Promise<Progress> {
  const row = await database.withCompany(at.companyId, (tx) =>
    tx.first<Progress>(sql`
      SELECT b.state = 'done' AS "isHistoryDone",
        b.state = 'done' AND i.status = 'Healthy'
          AND NOT EXISTS (SELECT FROM runs WHERE state = 'running') AS "isWhole",
        (SELECT count(*)::int FROM runs WHERE lane = 'backfill' AND state = 'succeeded') AS chunks
      FROM backfills b JOIN integrations i USING (company_id, integration_id)
      WHERE i.integration_id = ${at.integrationId}`),
  );
  if (!row) throw new Error('the import is not there any more');
  return row;
}

/** What must be as in an undisturbed import beyond the rows of sales themselves. */
export async function readTraces(database: Database, at: Import) {
  return database.withCompany(at.companyId, (tx) =>
    tx.first<Record<string, number>>(sql`
      SELECT (SELECT count(*)::int FROM restatements) AS restatements,
        (SELECT count(*)::int FROM order_changes) AS changes,
        (SELECT count(*)::int FROM quarantined_orders) AS quarantined,
        (SELECT count(*)::int FROM incidents) AS incidents,
        (SELECT count(*)::int FROM outbox) AS notices,
        (SELECT count(*)::int FROM day_totals) AS days,
        (SELECT count(*)::int FROM day_totals WHERE first_seen_at IS NOT NULL) AS "seenDays",
        (SELECT sum(first_net_minor)::bigint FROM day_totals) AS "firstNetMinor",
        (SELECT count(*)::int FROM locations, unnest(covered)) AS "coveredSpans"`),
  );
}
