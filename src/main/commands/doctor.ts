import { type Config, readConfig } from '#platform/config/config.ts';
import { prepareHome } from '#platform/config/home.ts';
import type { Database } from '#platform/db/database.ts';
import { type CommandIo, defineCommand, jsonFlag } from './command.ts';
import { databaseChecks, type Finding } from './doctor-checks.ts';
import { type DatabaseUrls, withDatabase } from './find-database.ts';

/**
 * `tillbridge doctor [--json]`: looks for what would go wrong later and says what to do about it.
 * Exit code 1 when something must be corrected.
 */
export const doctorCommand = defineCommand({
  flags: { json: jsonFlag },
  example: 'doctor',
  async run({ json: isJson }, io) {
    const findings = await examine(io);
    const isHealthy = findings.every((finding) => finding.ok);
    if (isJson) io.stdout.write(`${JSON.stringify({ ok: isHealthy, checks: findings })}\n`);
    else for (const finding of findings) io.stdout.write(`${describe(finding)}\n`);
    return isHealthy ? 0 : 1;
  },
});

async function examine(io: CommandIo): Promise<Finding[]> {
  try {
    return await withDatabase(io, async (database, urls) => [
      ...checkConfig(urls, io),
      ...(await examineDatabase(database)),
    ]);
  } catch (error) {
    // Without DATABASE_URL this is an installation of `start`, which needs no variables at all.
    const isServer = Boolean(io.env.DATABASE_URL?.trim());
    return [...(isServer ? checkConfig(null, io) : []), databaseAway(error)];
  }
}

async function examineDatabase(database: Database): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, look } of databaseChecks) {
    const problem = await look(database.pool);
    findings.push({ name, ok: problem === null, problem });
  }
  return findings;
}

/** Keys are part of the configuration: without them it does not parse. */
function checkConfig(urls: DatabaseUrls | null, io: CommandIo): Finding[] {
  const config = readWhole(urls, io);
  const problem = config.ok ? null : config.problems.join(' ');
  const keys = config.ok ? `${config.config.keyring.length} in the keyring` : undefined;
  return [
    { name: 'configuration and keys', ok: config.ok, problem, ...(keys ? { note: keys } : {}) },
  ];
}

function readWhole(
  urls: DatabaseUrls | null,
  io: CommandIo,
): { ok: true; config: Config } | { ok: false; problems: string[] } {
  if (urls === null || urls.home === null) return readConfig(io.env, 'serve');
  const { variables } = prepareHome(urls.home);
  return readConfig({ DATABASE_URL: urls.appUrl, ...variables, ...io.env }, 'start');
}

function databaseAway(error: unknown): Finding {
  const problem = error instanceof Error ? error.message || error.name : String(error);
  return { name: 'database', ok: false, problem };
}

function describe({ name, ok, problem, note }: Finding): string {
  if (ok) return `ok       ${name}${note ? ` (${note})` : ''}`;
  return `PROBLEM  ${name}: ${problem}`;
}
