import { readdir, readFile } from 'node:fs/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';

const migrationsFolder = new URL('../../../db/migrations/', import.meta.url);

/**
 * Brings the schema up to date with `db/migrations/*.sql`, all or nothing, and says what was
 * applied. Safe to call from several processes at once (Kysely's Migrator holds a lock).
 */
export async function migrate(options: { ownerUrl: string }): Promise<{ applied: string[] }> {
  const pool = new pg.Pool({ connectionString: options.ownerUrl, max: 2 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error;
    return { applied: (results ?? []).map((result) => result.migrationName) };
  } finally {
    await db.destroy();
  }
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql')).sort();
  const entries = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, migrationsFolder), 'utf8');
      const migration: Migration = {
        async up(db) {
          await sql.raw(text).execute(db);
        },
      };
      return [name.replace(/\.sql$/, ''), migration] as const;
    }),
  );
  return Object.fromEntries(entries);
}
