import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

/** Databases of test files carry their process's number, so that a later run can clear a killed one's. */
export const TEST_DATABASE_PREFIX = 'tillbridge_test_';

/** A migrated, empty database of its own; `drop` ends its connections and removes it. */
export interface TestDatabase {
  appUrl: string;
  ownerUrl: string;
  drop(): Promise<void>;
}

/**
 * Clones the migrated template for one test file (some 50 ms):
 * `beforeAll(async () => { database = await testDatabase(); })`, and `drop` in `afterAll`.
 * What a file does not drop, the next run does.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { superUrl, ownerUrl, appUrl, template } = inject('testServer');
  const name = `${TEST_DATABASE_PREFIX}${process.pid}_${randomBytes(4).toString('hex')}`;
  await runOnce(superUrl, `CREATE DATABASE ${name} TEMPLATE ${template} OWNER tillbridge_owner`);
  return {
    appUrl: withDatabaseName(appUrl, name),
    ownerUrl: withDatabaseName(ownerUrl, name),
    drop: () => runOnce(superUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** The same server and role, another database. */
export function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function runOnce(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
