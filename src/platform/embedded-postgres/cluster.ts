import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError } from './problem.ts';
import { isProcessAlive, runAsServerUser } from './process.ts';
import { SUPER_ROLE } from './roles.ts';
import { renderServerConfig } from './server-config.ts';
import type { ServerUser } from './server-user.ts';

const CONFIG_FILE = 'tillbridge.conf';
const EXIT_POLL_MS = 20;
const EXIT_POLLS = 250;
const LOG_BYTES_MAX = 10 * 1024 * 1024;

/** One database cluster on disk and what it takes to run it. */
export interface Cluster {
  serverDir: string;
  dataDir: string;
  logPath: string;
  user: ServerUser | null;
  binaries: Binaries;
}

/** Places of the cluster that lives in `serverDir`. */
export function clusterPaths(serverDir: string): { dataDir: string; logPath: string } {
  return { dataDir: join(serverDir, 'data'), logPath: join(serverDir, 'server.log') };
}

/**
 * Makes the data folder unless there is one. It is made beside and renamed, so a start that was
 * killed in the middle leaves no half-made cluster. Throws when the data is of another major version.
 */
export async function ensureCluster(cluster: Cluster, superPassword: string): Promise<void> {
  makeServerFolder(cluster.serverDir, cluster.user);
  if (existsSync(cluster.dataDir)) {
    ownAll(cluster.dataDir, cluster.user);
    checkVersion(cluster);
    return;
  }
  for (const name of readdirSync(cluster.serverDir)) {
    if (name.startsWith('new-')) rmSync(join(cluster.serverDir, name), { recursive: true });
  }
  const draft = join(cluster.serverDir, `new-${process.pid}`);
  const passwordFile = `${draft}.password`;
  writeFileSync(passwordFile, superPassword, { mode: 0o600 });
  if (cluster.user) chownSync(passwordFile, cluster.user.uid, cluster.user.gid);
  const made = await runAsServerUser(cluster.user, join(cluster.binaries.binDir, 'initdb'), [
    `--pgdata=${draft}`,
    `--username=${SUPER_ROLE}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    ...localeArguments(cluster.binaries.majorVersion),
    '--data-checksums',
  ]);
  rmSync(passwordFile, { force: true });
  if (made.code !== 0) {
    throw new EmbeddedPostgresError(`The database could not be created: ${made.output}`);
  }
  appendFileSync(join(draft, 'postgresql.conf'), `\ninclude_if_exists '${CONFIG_FILE}'\n`);
  renameSync(draft, cluster.dataDir);
}

/** Sorting by code point is the same on every machine and survives a change of the C library. */
function localeArguments(majorVersion: number): string[] {
  if (majorVersion < 17) return ['--locale=C.UTF-8'];
  return ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
}

function makeServerFolder(serverDir: string, user: ServerUser | null): void {
  mkdirSync(serverDir, { recursive: true });
  chmodSync(serverDir, 0o700);
  if (user) chownSync(serverDir, user.uid, user.gid);
}

/** Gives a data folder that root owns (a restored copy) to the server's user. */
function ownAll(path: string, user: ServerUser | null): void {
  if (!user || statSync(path).uid === user.uid) return;
  for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
    chownSync(join(path, entry), user.uid, user.gid);
  }
  chownSync(path, user.uid, user.gid);
  chmodSync(path, 0o700);
}

function checkVersion(cluster: Cluster): void {
  const stored = Number(readFileSync(join(cluster.dataDir, 'PG_VERSION'), 'utf8'));
  const { majorVersion } = cluster.binaries;
  if (stored === majorVersion) return;
  throw new EmbeddedPostgresError(
    `The data in ${cluster.dataDir} was written by PostgreSQL ${stored}; this is ${majorVersion}. Export it with the version of Tillbridge that wrote it, then import it here.`,
  );
}

/** How an attempt to start ended. `blocked`: the remains of a killed server still hold the data. */
export type StartOutcome = 'started' | 'blocked' | 'port_taken';

/** Starts the server and waits until it takes connections, crash recovery included (10 minutes at most). */
export async function tryStart(
  cluster: Cluster,
  server: { port: number; isThrowaway: boolean },
): Promise<StartOutcome> {
  writeFileSync(join(cluster.dataDir, CONFIG_FILE), renderServerConfig(server), { mode: 0o644 });
  rotateLog(cluster);
  const logOffset = statSync(cluster.logPath).size;
  const outcome = await pgCtl(cluster, ['start', '-w', '-t', '600', '-l', cluster.logPath]);
  if (outcome.code === 0) return 'started';
  const said = readFileSync(cluster.logPath).subarray(logOffset).toString();
  if (/pre-existing shared memory block|lock file ".*" already exists/.test(said)) return 'blocked';
  if (/could not create any TCP\/IP sockets|could not bind/.test(said)) return 'port_taken';
  throw new EmbeddedPostgresError(
    `PostgreSQL did not start. It said: ${said.trim().split('\n').slice(-8).join('\n') || outcome.output}`,
  );
}

/** Stops the server, ending open sessions; returns when no process of it is left. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const pid = findServerPid(cluster.dataDir);
  if (pid === null) return;
  const fast = await pgCtl(cluster, ['stop', '-m', 'fast', '-w', '-t', '60']);
  if (fast.code !== 0 && findServerPid(cluster.dataDir) !== null) {
    // A session that does not end: an immediate stop loses nothing either, the next start recovers.
    const hard = await pgCtl(cluster, ['stop', '-m', 'immediate', '-w', '-t', '30']);
    if (hard.code !== 0) {
      throw new EmbeddedPostgresError(`PostgreSQL did not stop: ${hard.output}`);
    }
  }
  // pg_ctl waits for the pid file to go, which is a moment before the process does.
  for (let tries = 0; tries < EXIT_POLLS && isProcessAlive(pid); tries += 1) {
    await delay(EXIT_POLL_MS);
  }
}

/** The process number in the server's own pid file, or null without one. */
export function findServerPid(dataDir: string): number | null {
  try {
    return Number.parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'), 10);
  } catch {
    return null;
  }
}

function pgCtl(cluster: Cluster, args: string[]) {
  const program = join(cluster.binaries.binDir, 'pg_ctl');
  return runAsServerUser(cluster.user, program, [...args, '-s', '-D', cluster.dataDir]);
}

function rotateLog(cluster: Cluster): void {
  const size = statSync(cluster.logPath, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_BYTES_MAX) renameSync(cluster.logPath, `${cluster.logPath}.1`);
  appendFileSync(cluster.logPath, '', { mode: 0o600 });
  if (cluster.user) chownSync(cluster.logPath, cluster.user.uid, cluster.user.gid);
}
