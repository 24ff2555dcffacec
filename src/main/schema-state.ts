import { readdir } from 'node:fs/promises';
import type pg from 'pg';

const migrationsFolder = new URL('../../db/migrations/', import.meta.url);

/**
 * Names of migrations this version brings and the database has not seen; empty when it is up to
 * date. Throws when the database cannot be reached.
 */
export async function listPendingMigrations(pool: pg.Pool): Promise<string[]> {
  const files = await readdir(migrationsFolder);
  const expected = files.filter((file) => file.endsWith('.sql')).map((file) => file.slice(0, -4));
  const applied = new Set(await listAppliedMigrations(pool));
  return expected.filter((name) => !applied.has(name)).sort();
}

async function listAppliedMigrations(pool: pg.Pool): Promise<string[]> {
  const exists = await pool.query("SELECT to_regclass('public.kysely_migration') AS found");
  if (exists.rows[0]?.found === null) return [];
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM kysely_migration');
  return rows.map((row) => row.name);
}
