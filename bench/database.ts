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
      await askOnce(
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
    const superuser = new Client({ connectionString: superUrl });
    await superuser.connect();
    const asSuper = async <Row>(statement: string, values: unknown[] = []) =>
      (await superuser.query(statement, values)).rows as Row[];
    if (options.withStatements) await asSuper('CREATE EXTENSION pg_stat_statements');
    const [row] = await asSuper<{ server_version: string }>('SHOW server_version');
    const database = openDatabase({ url: server.appUrl, connectionsMax: 4 });
    return {
      database,
      appUrl: server.appUrl,
      version: row?.server_version ?? '',
      asSuper,
      async settle() {
        await asSuper('VACUUM ANALYZE');
        await asSuper('CHECKPOINT');
      },
      async close() {
        await superuser.end();
        await database.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function askOnce(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
