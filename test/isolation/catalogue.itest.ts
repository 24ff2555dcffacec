import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { installQueue } from '#platform/queue/install-queue.ts';
import { type TestDatabase, testDatabase, withDatabaseName } from '../database.ts';
import { systemReads, tablesOfNobody } from './allowlist.ts';
import { readCatalogue } from './catalogue.ts';
import { judgeCatalogue } from './judge-catalogue.ts';

let testDb: TestDatabase;

beforeAll(async () => {
  testDb = await testDatabase();
});

afterAll(() => testDb.drop());

async function judge(url: string): Promise<string[]> {
  return withClient(url, async (client) => judgeCatalogue(await readCatalogue(client)));
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('the schema as PostgreSQL knows it', () => {
  it('keeps every tenant table, key, reference, function and role to the rules of tenancy', async () => {
    const { tables } = await withClient(testDb.ownerUrl, readCatalogue);
    expect(tables.filter((table) => table.hasCompany).length).toBeGreaterThan(20);
    expect(await judge(testDb.ownerUrl)).toEqual([]);
  });

  it('still does once the queue is installed', async () => {
    const queued = await testDatabase();
    try {
      await installQueue({ ownerUrl: queued.ownerUrl });
      expect(await judge(queued.ownerUrl)).toEqual([]);
    } finally {
      await queued.drop();
    }
  });

  it('has a reason for every exception', () => {
    for (const [name, reason] of Object.entries({ ...tablesOfNobody, ...systemReads })) {
      expect(reason.length, name).toBeGreaterThan(15);
    }
  });

  it('gives the app nothing but rows: no CREATE, ALTER, DROP, TRUNCATE or switching off', async () => {
    await withClient(testDb.appUrl, async (client) => {
      for (const statement of [
        'CREATE TABLE mine (company_id uuid)',
        'CREATE SCHEMA mine',
        'CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
        'ALTER TABLE orders DISABLE ROW LEVEL SECURITY',
        'ALTER TABLE orders NO FORCE ROW LEVEL SECURITY',
        'DROP POLICY tenant_floor ON orders',
        'CREATE POLICY mine ON orders USING (true)',
        'TRUNCATE orders',
        'DROP TABLE orders',
        'SET ROLE tillbridge_system',
        'SET ROLE tillbridge_owner',
        'SET SESSION AUTHORIZATION tillbridge_owner',
        "CALL protect_tenant_table('kysely_migration')",
      ]) {
        await expect(client.query(statement), statement).rejects.toThrow(
          /permission denied|must be owner/,
        );
      }
      // Switching it off for the session answers an error instead of rows.
      await client.query('SET row_security = off');
      await expect(client.query('SELECT 1 FROM orders')).rejects.toThrow(/row-level security/);
    });
  });
});

/** Each breaks one rule, in a database of its own, and must be noticed. */
const breaches: readonly { what: string; statement: string; told: RegExp; asSuper?: boolean }[] = [
  {
    what: 'a new table without a policy',
    statement:
      'CREATE TABLE leaks (company_id uuid NOT NULL, leak_id uuid, PRIMARY KEY (company_id, leak_id))',
    told: /leaks does not have row-level security on/,
  },
  {
    what: 'a new table without a company',
    statement: 'CREATE TABLE leaks (leak_id uuid PRIMARY KEY)',
    told: /leaks has no company_id and is on no allowlist/,
  },
  {
    what: 'a tenant table outside public',
    statement: 'CREATE TABLE auth.leaks (company_id uuid NOT NULL, PRIMARY KEY (company_id))',
    told: /auth.leaks does not have row-level security on/,
  },
  {
    what: 'a schema nobody spoke of',
    statement: 'CREATE SCHEMA side; CREATE TABLE side.leaks (leak_id uuid PRIMARY KEY)',
    told: /side.leaks has no company_id and is on no allowlist/,
  },
  {
    what: 'a policy that lets everything through',
    statement: 'CREATE POLICY helpful ON orders FOR SELECT TO tillbridge_app USING (true)',
    told: /orders has the policy helpful/,
  },
  {
    what: 'a policy made wider',
    statement: 'ALTER POLICY tenant_floor ON orders USING (true)',
    told: /orders has another policy tenant_floor/,
  },
  {
    what: 'a policy that does not look at what is written',
    statement: 'ALTER POLICY tenant_rows ON orders WITH CHECK (true)',
    told: /orders has another policy tenant_rows/,
  },
  {
    what: 'a floor taken away',
    statement: 'DROP POLICY tenant_floor ON day_totals',
    told: /day_totals lacks the policy tenant_floor/,
  },
  {
    what: 'a table the owner may read again',
    statement: 'ALTER TABLE orders NO FORCE ROW LEVEL SECURITY',
    told: /orders does not force/,
  },
  {
    what: 'a table with the policies switched off',
    statement: 'ALTER TABLE orders DISABLE ROW LEVEL SECURITY',
    told: /orders does not have row-level security on/,
  },
  {
    what: 'a table the system may read without a reason',
    statement: "CALL let_system_read('orders')",
    told: /orders has the policy system_reads/,
  },
  {
    what: 'a foreign key that is not composite',
    statement: `ALTER TABLE venues ADD UNIQUE (company_id, name);
      CREATE UNIQUE INDEX venues_alone ON venues (venue_id);
      ALTER TABLE orders ADD CONSTRAINT loose FOREIGN KEY (venue_id) REFERENCES venues (venue_id)`,
    told: /orders refers to venues without leading with company_id \(loose\)/,
  },
  {
    what: 'a foreign key to a table of nobody',
    statement:
      'ALTER TABLE memberships ADD CONSTRAINT person FOREIGN KEY (user_id) REFERENCES auth.users (id)',
    told: /memberships refers to auth.users that is no tenant table/,
  },
  {
    what: 'a unique constraint over all companies',
    statement: 'ALTER TABLE orders ADD CONSTRAINT one_key UNIQUE (key)',
    told: /orders has the key one_key that does not begin with company_id/,
  },
  {
    what: 'a unique index over an expression',
    statement: 'CREATE UNIQUE INDEX lowered ON venues (lower(name))',
    told: /venues has the key lowered/,
  },
  {
    what: 'a table without a primary key',
    statement: "CREATE TABLE notes (company_id uuid NOT NULL); CALL protect_tenant_table('notes')",
    told: /notes has no primary key/,
  },
  {
    what: 'a company that may be null',
    statement: 'CREATE TABLE notes (company_id uuid, note_id uuid, UNIQUE (company_id, note_id))',
    told: /notes lets company_id be null/,
  },
  {
    what: 'a view, which sees with its owner’s eyes',
    statement: 'CREATE VIEW all_orders AS SELECT * FROM orders',
    told: /all_orders is a view/,
  },
  {
    what: 'rights for everybody',
    statement: 'GRANT SELECT ON orders TO PUBLIC',
    told: /orders may be used by public/,
  },
  {
    what: 'a function that answers more than ids',
    statement: `CREATE FUNCTION all_totals() RETURNS TABLE (company_id uuid, net_minor bigint) LANGUAGE sql
      SECURITY DEFINER SET search_path = public AS $$ SELECT company_id, net_minor FROM orders $$`,
    told: /all_totals\(\) is SECURITY DEFINER and on no allowlist/,
  },
  {
    what: 'a known function that answers more than before',
    statement: `DROP FUNCTION list_company_ids();
      CREATE FUNCTION list_company_ids() RETURNS TABLE (company_id uuid, name text) LANGUAGE sql
      SECURITY DEFINER SET search_path = public AS $$ SELECT company_id, name FROM companies $$`,
    told: /list_company_ids\(\) answers name/,
  },
  {
    what: 'an app that owns a table',
    statement: 'ALTER TABLE venues OWNER TO tillbridge_app',
    told: /tillbridge_app owns venues/,
    asSuper: true,
  },
  {
    what: 'an app that may make tables',
    statement: 'GRANT CREATE ON SCHEMA public TO tillbridge_app',
    told: /tillbridge_app may make things in public/,
  },
];

describe('the judge of the schema', () => {
  it.each(breaches)('notices $what', async ({ statement, told, asSuper }) => {
    const broken = await testDatabase();
    try {
      const { superUrl } = inject('testServer');
      const name = new URL(broken.ownerUrl).pathname.slice(1);
      const url = asSuper ? withDatabaseName(superUrl, name) : broken.ownerUrl;
      await withClient(url, (client) => client.query(statement));
      expect((await judge(broken.ownerUrl)).join('\n')).toMatch(told);
    } finally {
      await broken.drop();
    }
  });

  it('notices a role that grew too strong', async () => {
    const found = await withClient(testDb.ownerUrl, readCatalogue);
    const strong = found.roles.map((role) => ({ ...role, isBypassing: true, memberOf: ['root'] }));
    expect(judgeCatalogue({ ...found, roles: strong }).join('\n')).toMatch(
      /tillbridge_app bypasses row-level security\ntillbridge_app has the rights of root/,
    );
    expect(judgeCatalogue({ ...found, roles: [] })).toContain('there is no role tillbridge_app');
  });

  it('notices an excuse for what is gone', async () => {
    const found = await withClient(testDb.ownerUrl, readCatalogue);
    const without = found.tables.filter((table) => table.name !== 'outbox');
    expect(judgeCatalogue({ ...found, tables: without })).toContain(
      'outbox is on an allowlist and does not exist',
    );
  });
});
