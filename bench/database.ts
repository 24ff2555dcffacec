import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { startEmbeddedPostgres } from '#platform/embedded-postgres/index.ts';
import { installQueue } from '#platform/queue/install-queue.ts';

/** A migrated server of its own with the settings people run, durable; gone after `close`. */
export interface BenchDatabase {
  database: Database;
  appUrl: string;
  version: string;
  /** As the superuser, in the application's database. */
  asSuper<Row>(statement: string, values?: unknown[]): Promise<Row[]>;
  /** Settles what earlier work left (dead rows, dirty pages, statistics), so nobody pays for it. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const log = { info: () => undefined, warn: () => undefined };

/** @param options.withStatements counts time by statement, for a profile; costs a few percent. */
export async function openBenchDatabase(options: {
  withStatements: boolean;
}): Promise<BenchDatabase> {
  const home = mkdtempSync(join(tmpdir(), 'tillbridge-bench-'));
  // Root's server runs as another user, who must be able to pass through.
  chmodSync(home, 0o711);
  const remove = () => rmSync(home, { recursive: true, force: true });
  let server = await startEmbeddedPostgres({ home, log });
  const close = async () => {
    await server.stop();
    remove();
  };
  try {
    if (options.withStatements) {
      await ask(
        server.superUrl,
        "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'",
      );
      await server.stop();
      server = await startEmbeddedPostgres({ home, log });
    }
    await migrate({ ownerUrl: server.ownerUrl });
    await installQueue({ ownerUrl: server.ownerUrl });
    const superUrl = Object.assign(new URL(server.superUrl), {
      pathname: new URL(server.appUrl).pathname,
    }).href;
    if (options.withStatements) await ask(superUrl, 'CREATE EXTENSION pg_stat_statements');
    const [row] = await ask<{ server_version: string }>(superUrl, 'SHOW server_version');
    const database = openDatabase({ url: server.appUrl, connectionsMax: 4 });
    return {
      database,
      appUrl: server.appUrl,
      version: row?.server_version ?? '',
      asSuper: (statement, values) => ask(superUrl, statement, values),
      async settle() {
        await ask(superUrl, 'VACUUM ANALYZE');
        await ask(superUrl, 'CHECKPOINT');
      },
      async close() {
        await database.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function ask<Row>(url: string, statement: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
