import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '#platform/db/migrate.ts';
import {
  type EmbeddedPostgresUrls,
  ensureRolesAndDatabase,
  OWNER_ROLE,
  startEmbeddedPostgres,
} from '#platform/embedded-postgres/index.ts';
import { TEST_DATABASE_PREFIX, withDatabaseName } from './database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where this run's server is, and which of its databases to clone. */
    testServer: { superUrl: string; ownerUrl: string; appUrl: string; template: string };
  }
}

type Urls = Omit<EmbeddedPostgresUrls, 'port'>;

const root = join(import.meta.dirname, '..');
const TEMPLATE_PREFIX = 'tillbridge_template_';
const TEMPLATES_KEPT = 3;
/** Any fixed number: runs beside each other take turns at making a template. */
const TEMPLATE_LOCK = 7_316_205;

/**
 * One PostgreSQL for the whole run: `TILLBRIDGE_TEST_DATABASE_URL` (a superuser) if set, the
 * system's programs with `TILLBRIDGE_TEST_POSTGRES=system`, else the embedded ones. Its data stays
 * in test-output/ between runs: the template is made once per set of migrations, and a server left
 * by a killed run, or in use by a run beside this one, is joined.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const template = `${TEMPLATE_PREFIX}${hashMigrations()}`;
  try {
    await prepareDatabases(server.urls, template);
  } catch (error) {
    // A migration that fails must not leave the server running.
    await server.stop();
    throw error;
  }
  project.provide('testServer', { ...server.urls, template });
  return server.stop;
}

async function prepareDatabases({ superUrl, ownerUrl }: Urls, template: string): Promise<void> {
  const client = new Client({ connectionString: superUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await ensureTemplate(client, { ownerUrl, template });
    await dropLeftovers(client);
  } finally {
    await client.end();
  }
}

async function startTestServer(): Promise<{ urls: Urls; stop: () => Promise<void> }> {
  const given = process.env.TILLBRIDGE_TEST_DATABASE_URL;
  if (given) return { urls: await prepareGivenServer(given), stop: async () => undefined };
  const isSystem = process.env.TILLBRIDGE_TEST_POSTGRES === 'system';
  const { stop, superUrl, ownerUrl, appUrl } = await startEmbeddedPostgres({
    home: join(root, 'test-output', isSystem ? 'postgres-system' : 'postgres-embedded'),
    binDir: isSystem ? execFileSync('pg_config', ['--bindir']).toString().trim() : undefined,
    isThrowaway: true,
    log: { info: () => undefined, warn: (message) => process.stderr.write(`${message}\n`) },
  });
  return { urls: { superUrl, ownerUrl, appUrl }, stop };
}

/** The roles on a server that is not ours get passwords that runs beside each other agree on. */
async function prepareGivenServer(superUrl: string): Promise<Urls> {
  const ownerPassword = createHash('sha256').update(`owner ${superUrl}`).digest('hex');
  const appPassword = createHash('sha256').update(`app ${superUrl}`).digest('hex');
  await ensureRolesAndDatabase({ superUrl, ownerPassword, appPassword });
  const as = (user: string, password: string) => {
    const url = new URL(withDatabaseName(superUrl, 'tillbridge'));
    return Object.assign(url, { username: user, password }).href;
  };
  return {
    superUrl,
    ownerUrl: as('tillbridge_owner', ownerPassword),
    appUrl: as('tillbridge_app', appPassword),
  };
}

function hashMigrations(): string {
  const dir = join(root, 'db', 'migrations');
  const hash = createHash('sha256');
  for (const name of readdirSync(dir).sort()) {
    hash.update(`${name}\n`).update(readFileSync(join(dir, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Migrates under another name and renames, so a killed run leaves no half-migrated template. */
async function ensureTemplate(
  client: Client,
  { ownerUrl, template }: { ownerUrl: string; template: string },
): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
  if (found.rowCount !== 0) return;
  const draft = `${template}_draft`;
  await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${draft} OWNER ${OWNER_ROLE}`);
  await migrate({ ownerUrl: withDatabaseName(ownerUrl, draft) });
  await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
}

/** Drops what killed runs left, and the templates of migrations long changed. */
async function dropLeftovers(client: Client): Promise<void> {
  const databases = await client.query<{ name: string }>(
    'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1) ORDER BY oid DESC',
    ['tillbridge_te'],
  );
  const names = databases.rows.map((row) => row.name);
  const abandoned = names.filter((name) => {
    const pid = Number(/^tillbridge_test_(\d+)_/.exec(name)?.[1]);
    return name.startsWith(TEST_DATABASE_PREFIX) && !isProcessAlive(pid);
  });
  const outdated = names.filter((name) => name.startsWith(TEMPLATE_PREFIX)).slice(TEMPLATES_KEPT);
  for (const name of [...abandoned, ...outdated]) {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

function isProcessAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
