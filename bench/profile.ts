import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchDatabase } from './database.ts';
import type { BenchOptions } from './options.ts';

const statementsMax = 40;

/** What was prepared must not stand in the profile. */
export async function forgetStatements(
  db: BenchDatabase,
  { profileDir }: BenchOptions,
): Promise<void> {
  if (profileDir !== undefined) await db.asSuper('SELECT pg_stat_statements_reset()');
}

/** With `--profile`, leaves the server's time by statement beside the engine's CPU profile. */
export async function leaveStatements(
  db: BenchDatabase,
  { profileDir }: BenchOptions,
): Promise<void> {
  if (profileDir === undefined) return;
  const rows = await db.asSuper(`
    SELECT round(total_exec_time) AS ms, calls, rows, regexp_replace(query, '\\s+', ' ', 'g') AS statement
    FROM pg_stat_statements WHERE userid = 'tillbridge_app'::regrole
    ORDER BY total_exec_time DESC LIMIT ${statementsMax}`);
  mkdirSync(profileDir, { recursive: true });
  writeFileSync(join(profileDir, 'statements.json'), `${JSON.stringify(rows, null, 2)}\n`);
}
