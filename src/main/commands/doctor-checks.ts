import type pg from 'pg';
import { listPendingMigrations } from '../schema-state.ts';

export interface Finding {
  name: string;
  ok: boolean;
  /** What is wrong and what to do; null when all is well. */
  problem: string | null;
  note?: string;
}

/** One thing that must hold of the database; `look` says what is wrong, or null. */
export interface DatabaseCheck {
  name: string;
  look: (pool: pg.Pool) => Promise<string | null>;
}

const SERVER_VERSION_MIN = 15;

/** In this order: a database that cannot be reached fails the first and throws. */
export const databaseChecks: readonly DatabaseCheck[] = [
  { name: 'PostgreSQL version', look: checkVersion },
  { name: 'migrations', look: checkMigrations },
  { name: 'job queue', look: checkQueue },
  { name: 'application role', look: checkRole },
  { name: 'application role owns nothing', look: checkOwnership },
  { name: 'tenant isolation', look: checkTenantTables },
];

async function checkVersion(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int / 10000 AS version",
  );
  const version = rows[0]?.version ?? 0;
  if (version >= SERVER_VERSION_MIN) return null;
  return `PostgreSQL ${version} is too old; ${SERVER_VERSION_MIN} or newer is needed.`;
}

async function checkMigrations(pool: pg.Pool): Promise<string | null> {
  const pending = await listPendingMigrations(pool);
  if (pending.length === 0) return null;
  return `not applied: ${pending.join(', ')}. Run "tillbridge migrate".`;
}

async function checkQueue(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query("SELECT to_regclass('pgboss.job') AS found");
  return rows[0]?.found ? null : 'its tables are missing. Run "tillbridge migrate".';
}

async function checkRole(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query<{ name: string; isMighty: boolean }>(
    `SELECT rolname AS name, rolsuper OR rolbypassrls AS "isMighty"
     FROM pg_roles WHERE rolname = current_user`,
  );
  const [role] = rows;
  if (role === undefined || !role.isMighty) return null;
  return `${role.name} can bypass row-level security. Point DATABASE_URL at a role without SUPERUSER and BYPASSRLS.`;
}

async function checkOwnership(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE pg_has_role(current_user, c.relowner, 'USAGE')
       AND n.nspname IN ('public', 'auth', 'pgboss') AND c.relkind IN ('r', 'p', 'v', 'm')
     ORDER BY 1 LIMIT 5`,
  );
  if (rows.length === 0) return null;
  const names = rows.map((row) => row.name).join(', ');
  return `it owns ${names}. Run migrations with DATABASE_OWNER_URL and give the tables to that role.`;
}

/** Every table with a company must hide other companies' rows, from its owner too. */
async function checkTenantTables(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id' AND NOT a.attisdropped
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
       AND NOT (c.relrowsecurity AND c.relforcerowsecurity
         AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive)
         AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive))
     ORDER BY 1`,
  );
  if (rows.length === 0) return null;
  const names = rows.map((row) => row.name).join(', ');
  return `${names}: row-level security is not forced or has no policy. Call protect_tenant_table for each.`;
}
