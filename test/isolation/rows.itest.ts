import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, type Tx } from '#platform/db/database.ts';
import { systemFunctions } from './allowlist.ts';
import { readCatalogue } from './catalogue.ts';
import {
  digestRows,
  listTenantTables,
  openTwoCompanies,
  type TwoCompanies,
} from './two-companies.ts';

let two: TwoCompanies;
let database: Database;
let tables: string[];
let before: Record<string, string>;

beforeAll(async () => {
  two = await openTwoCompanies();
  database = two.world.database;
  tables = await listTenantTables(database);
  before = await digestRows(database, two.a.company.companyId, tables);
});

afterAll(() => two.close());

/** What is done here is undone, whatever comes of it. */
class Undo extends Error {}

async function tried<T>(companyId: string | null, work: (tx: Tx) => Promise<T>): Promise<T> {
  let result: T | undefined;
  const attempt = async (tx: Tx) => {
    result = await work(tx);
    throw new Undo();
  };
  const run =
    companyId === null
      ? database.withoutCompany(attempt)
      : database.withCompany(companyId, attempt);
  await run.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  return result as T;
}

async function countRows(tx: Tx, table: string, where = 'true', values: unknown[] = []) {
  const text = `SELECT count(*)::int AS count FROM ${table} WHERE ${where}`;
  return (await tx.first<{ count: number }>({ text, values }))?.count ?? -1;
}

/** The first row again, under another company. */
const insertAs = (table: string, companyId: string) => ({
  text: `INSERT INTO ${table} SELECT (jsonb_populate_record(row, jsonb_build_object('company_id', $1::text))).*
    FROM ${table} row LIMIT 1`,
  values: [companyId],
});

const refused = { code: '42501' };

describe('two companies with rows in every table', () => {
  it('cover every tenant table: a new one must be filled in two-companies.ts', () => {
    const empty = tables.filter((table) => before[table]?.startsWith('0 '));
    expect(tables.length).toBeGreaterThan(20);
    expect(empty).toEqual([]);
  });

  it('hold the same vendor orders, so that only the company tells them apart', async () => {
    const keysOf = (companyId: string) =>
      database.withCompany(companyId, (tx) =>
        tx.rows({ text: 'SELECT key FROM orders ORDER BY key', values: [] }),
      );
    expect(await keysOf(two.a.company.companyId)).toEqual(await keysOf(two.b.company.companyId));
  });

  it('see none of each other’s rows', async () => {
    const [a, b] = [two.a.company.companyId, two.b.company.companyId];
    await tried(b, async (tx) => {
      for (const table of tables) {
        expect(await countRows(tx, table), table).toBeGreaterThan(0);
        expect(await countRows(tx, table, 'company_id = $1', [a]), table).toBe(0);
        expect(await countRows(tx, table, 'company_id <> $1', [b]), table).toBe(0);
      }
    });
  });

  it('change none of each other’s rows, not even without a WHERE', async () => {
    const [a, b] = [two.a.company.companyId, two.b.company.companyId];
    await tried(b, async (tx) => {
      for (const table of tables) {
        const text = `UPDATE ${table} SET company_id = company_id`;
        const own = await countRows(tx, table);
        expect(await tx.run({ text, values: [] }), table).toBe(own);
        const named = { text: `${text} WHERE company_id = $1`, values: [a] };
        expect(await tx.run(named), table).toBe(0);
        const gone = { text: `DELETE FROM ${table} WHERE company_id = $1`, values: [a] };
        expect(await tx.run(gone), table).toBe(0);
      }
    });
    expect(await digestRows(database, a, tables)).toEqual(before);
  });

  it('write nothing under each other’s name', async () => {
    const [a, b] = [two.a.company.companyId, two.b.company.companyId];
    for (const table of tables) {
      const insert = tried(b, (tx) => tx.run(insertAs(table, a)));
      await expect(insert, `insert into ${table}`).rejects.toMatchObject(refused);
      const text = `UPDATE ${table} SET company_id = $1`;
      const give = tried(b, (tx) => tx.run({ text, values: [a] }));
      await expect(give, `update of ${table}`).rejects.toMatchObject(refused);
    }
  });

  it('learn nothing from conflicts, keys and references of the other', async () => {
    const [a, b] = [two.a.company, two.b.company];
    const venue = {
      text: 'SELECT * FROM venues WHERE venue_id = $1 FOR UPDATE',
      values: [a.venueId],
    };
    expect(await tried(b.companyId, (tx) => tx.rows(venue))).toEqual([]);
    // A's venue id is free for B: its key says nothing about A's.
    const same = {
      text: `INSERT INTO venues SELECT (jsonb_populate_record(row, jsonb_build_object('venue_id', $1::text))).*
        FROM venues row LIMIT 1`,
      values: [a.venueId],
    };
    expect(await tried(b.companyId, (tx) => tx.run(same))).toBe(1);
    // What points at A's venue points nowhere.
    const steal = { text: 'UPDATE integrations SET venue_id = $1', values: [a.venueId] };
    await expect(tried(b.companyId, (tx) => tx.run(steal))).rejects.toMatchObject({
      code: '23503',
    });
  });
});

describe('without a company', () => {
  it.each([
    ['none', null],
    ['an empty one', ''],
    ['one that does not exist', '00000000-0000-7000-8000-000000000000'],
  ])('set to %s there are no rows to see, change or add', async (_what, companyId) => {
    await tried(companyId, async (tx) => {
      for (const table of tables) {
        expect(await countRows(tx, table), table).toBe(0);
        const update = { text: `UPDATE ${table} SET company_id = company_id`, values: [] };
        expect(await tx.run(update), table).toBe(0);
        expect(await tx.run({ text: `DELETE FROM ${table}`, values: [] }), table).toBe(0);
      }
    });
    const { companyId: a } = two.a.company;
    const insert = {
      text: "INSERT INTO companies (company_id, name, created_at) VALUES ($1, 'x', now())",
      values: [a],
    };
    await expect(tried(companyId, (tx) => tx.run(insert))).rejects.toMatchObject(refused);
  });

  it('a connection is left with none, after success and after failure', async () => {
    const single = openDatabase({ url: two.world.testDb.appUrl, connectionsMax: 1 });
    const left = async () =>
      (await single.pool.query('SELECT count(*)::int AS n FROM orders')).rows;
    try {
      await single.withCompany(two.a.company.companyId, (tx) => countRows(tx, 'orders'));
      expect(await left()).toEqual([{ n: 0 }]);
      const failing = single.withCompany(two.a.company.companyId, (tx) =>
        tx.run({ text: 'SELECT 1 / 0', values: [] }),
      );
      await expect(failing).rejects.toThrow('division by zero');
      expect(await left()).toEqual([{ n: 0 }]);
    } finally {
      await single.close();
    }
  });
});

describe('what PostgreSQL keeps beside the rows', () => {
  it('tells the app nothing of what is stored: no statistics of values', async () => {
    const owner = new Client({ connectionString: two.world.testDb.ownerUrl });
    await owner.connect();
    await owner.query('ANALYZE').finally(() => owner.end());
    const rows = await tried(two.b.company.companyId, (tx) =>
      tx.rows({
        text: "SELECT tablename FROM pg_stats WHERE schemaname = 'public' AND tablename = ANY($1)",
        values: [tables],
      }),
    );
    expect(rows).toEqual([]);
  });

  it('answers ids and what is allowed from the functions that look across companies', async () => {
    const owner = new Client({ connectionString: two.world.testDb.ownerUrl });
    await owner.connect();
    const { definers } = await readCatalogue(owner).finally(() => owner.end());
    const names = definers.map((definer) => definer.name).sort();
    expect(names).toEqual(Object.keys(systemFunctions).sort());
    const calls = {
      companies_of_user: [two.a.company.owner.userId],
      find_api_key: [Buffer.from('not the hash of any key')],
      find_mail_recipient: ['a'.repeat(26)],
      due_integrations: [new Date('2030-01-01'), 10],
      open_backfills: [new Date('2030-01-01'), 10],
      due_webhook_endpoints: [new Date('2030-01-01'), 10],
      new_notices: [10],
      due_notice_readers: [new Date('2030-01-01'), 10],
      due_notice_mails: [new Date('2030-01-01'), 10],
    } as Record<string, unknown[]>;
    for (const name of names) {
      const values = calls[name] ?? [];
      const marks = values.map((_, index) => `$${index + 1}`).join(', ');
      const { fields } = await database.pool.query(`SELECT * FROM ${name}(${marks})`, values);
      expect(
        fields.map((field) => field.name),
        name,
      ).toEqual(systemFunctions[name]?.columns);
    }
  });
});

describe('a company that erases all it can', () => {
  it('erases itself and leaves every row of the other', async () => {
    const [a, b] = [two.a.company.companyId, two.b.company.companyId];
    await database.withCompany(b, async (tx) => {
      for (const table of await childrenFirst(tx)) {
        await tx.run({ text: `DELETE FROM ${table}`, values: [] });
      }
    });
    const left = await digestRows(database, b, tables);
    expect(Object.values(left).every((digest) => digest.startsWith('0 '))).toBe(true);
    expect(await digestRows(database, a, tables)).toEqual(before);
  });
});

/** Every table before those it refers to. */
async function childrenFirst(tx: Tx): Promise<string[]> {
  const references = await tx.rows<{ child: string; parent: string }>({
    text: `SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent
      FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
    values: [],
  });
  const order: string[] = [];
  const rest = new Set(tables);
  while (rest.size > 0) {
    const free = [...rest].filter((table) =>
      references.every(
        ({ child, parent }) => parent !== table || child === table || !rest.has(child),
      ),
    );
    if (free.length === 0) throw new Error(`references go round: ${[...rest].join(', ')}`);
    for (const table of free) rest.delete(table);
    order.push(...free);
  }
  return order;
}
