import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '#test/database.ts';

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  first = await testDatabase();
  second = await testDatabase();
});

afterAll(async () => {
  await first.drop();
  await second.drop();
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('two databases of one file share nothing', async () => {
  await ask(first.ownerUrl, 'CREATE TABLE only_here (n int)');
  const look = "SELECT count(*)::int AS n FROM pg_class WHERE relname = 'only_here'";
  expect(await ask(first.ownerUrl, look)).toEqual([{ n: 1 }]);
  expect(await ask(second.ownerUrl, look)).toEqual([{ n: 0 }]);
});

test('the database comes migrated, and the app role owns nothing and cannot bypass row security', async () => {
  const migrated = 'SELECT count(*)::int > 0 AS yes FROM kysely_migration';
  expect(await ask(first.ownerUrl, migrated)).toEqual([{ yes: true }]);
  const rights = `SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS any_right,
    (SELECT count(*)::int FROM pg_class c WHERE c.relowner = r.oid) AS owned
    FROM pg_roles r WHERE rolname = current_user`;
  expect(await ask(first.appUrl, rights)).toEqual([{ any_right: false, owned: 0 }]);
});

test('a dropped database is gone even while someone is connected', async () => {
  const database = await testDatabase();
  const client = new Client({ connectionString: database.appUrl });
  client.on('error', () => undefined);
  await client.connect();
  await database.drop();
  await expect(client.query('SELECT 1')).rejects.toThrow();
  await client.end().catch(() => undefined);
});
