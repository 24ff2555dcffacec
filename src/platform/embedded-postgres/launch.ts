import { setTimeout as delay } from 'node:timers/promises';
import { prepareBinaries } from './binaries.ts';
import { type Cluster, clusterPaths, ensureCluster, stopServer, tryStart } from './cluster.ts';
import { withFileLock } from './file-lock.ts';
import { addHolder, removeHolder } from './holders.ts';
import {
  createHome,
  createRecord,
  describeHome,
  findRecord,
  type Home,
  type ServerRecord,
  saveRecord,
} from './home.ts';
import { findFreePort } from './ports.ts';
import { EmbeddedPostgresError, type LaunchLog } from './problem.ts';
import { ensureRolesAndDatabase } from './roles.ts';
import { type EmbeddedPostgresUrls, forgetForeignPidFile, isServing, urlsOf } from './running.ts';
import { findServerUser } from './server-user.ts';

export type { EmbeddedPostgresUrls } from './running.ts';

const LOCK_TIMEOUT_MS = 120_000;
const BLOCKED_RETRY_MS = 500;
/** A killed server's children notice within seconds and let go of its memory. */
const BLOCKED_TIMEOUT_MS = 60_000;
const PORT_TRIES = 5;

/** A running server. `stop` may be called twice; it waits until no process of the server is left. */
export interface EmbeddedPostgres extends EmbeddedPostgresUrls {
  stop(): Promise<void>;
}

/** `binDir`: another installation's programs. `isThrowaway`: no durability, for tests alone. */
export interface LaunchOptions {
  home: string;
  log: LaunchLog;
  binDir?: string | undefined;
  isThrowaway?: boolean;
}

/**
 * Starts the PostgreSQL server that keeps its data in `home`, making it at the first start, or joins
 * the one that already runs there (left by a killed process, or used by another one). It listens on
 * loopback only. The last user's `stop` ends it. Throws EmbeddedPostgresError with a sentence for
 * the operator when it cannot be had.
 */
export async function startEmbeddedPostgres(options: LaunchOptions): Promise<EmbeddedPostgres> {
  const home = createHome(options.home);
  return withFileLock({ path: home.lockPath, timeoutMs: LOCK_TIMEOUT_MS }, async () => {
    let record = findRecord(home) ?? createRecord(home, await findFreePort());
    const cluster = await describeCluster(record, options);
    if (await isServing(record)) {
      options.log.info(`PostgreSQL already runs on port ${record.port}; using it.`);
    } else {
      await ensureCluster(cluster, record.superPassword);
      record = await startServer({ home, record, cluster, options });
    }
    const urls = urlsOf(record);
    await ensureRolesAndDatabase({ ...record, superUrl: urls.superUrl });
    const holder = addHolder(home);
    let stopping: Promise<void> | undefined;
    const stop = () => {
      stopping ??= leave({ home, cluster, holder, log: options.log });
      return stopping;
    };
    return { ...urls, stop };
  });
}

/** The running server of `home`, or null when there is none. Starts and changes nothing. */
export async function findEmbeddedPostgres(home: string): Promise<EmbeddedPostgresUrls | null> {
  const record = findRecord(describeHome(home));
  return record && (await isServing(record)) ? urlsOf(record) : null;
}

async function describeCluster(record: ServerRecord, options: LaunchOptions): Promise<Cluster> {
  const paths = clusterPaths(record.serverDir);
  const user = findServerUser(paths.dataDir);
  const binaries = await prepareBinaries({
    binDir: options.binDir,
    user,
    copyTo: record.serverDir,
  });
  return { serverDir: record.serverDir, ...paths, user, binaries };
}

async function startServer(start: {
  home: Home;
  record: ServerRecord;
  cluster: Cluster;
  options: LaunchOptions;
}): Promise<ServerRecord> {
  const { home, cluster, options } = start;
  let { record } = start;
  const isThrowaway = options.isThrowaway ?? false;
  let blockedMs = 0;
  for (let portTries = 0; ; ) {
    forgetForeignPidFile(cluster.dataDir);
    const outcome = await tryStart(cluster, { port: record.port, isThrowaway });
    if (outcome === 'started') {
      options.log.info(
        `PostgreSQL ${cluster.binaries.majorVersion} listens on port ${record.port}.`,
      );
      return record;
    }
    if (outcome === 'port_taken') {
      portTries += 1;
      if (portTries > PORT_TRIES) break;
      options.log.warn(`Port ${record.port} is taken by another program; choosing another.`);
      record = { ...record, port: await findFreePort() };
      saveRecord(home, record);
      continue;
    }
    if (blockedMs === 0) options.log.info('Waiting for the remains of a killed PostgreSQL to end.');
    if (blockedMs >= BLOCKED_TIMEOUT_MS) break;
    await delay(BLOCKED_RETRY_MS);
    // It may have been no remains but a live server, still recovering when it was first asked.
    if (await isServing(record)) return record;
    blockedMs += BLOCKED_RETRY_MS;
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL could not start: the data in ${cluster.dataDir} is still in use, or no port is free. See ${cluster.logPath}.`,
  );
}

function leave(using: {
  home: Home;
  cluster: Cluster;
  holder: string;
  log: LaunchLog;
}): Promise<void> {
  const { home, cluster, holder, log } = using;
  return withFileLock({ path: home.lockPath, timeoutMs: LOCK_TIMEOUT_MS }, async () => {
    const { othersCount } = removeHolder(home, holder);
    if (othersCount > 0) log.info('PostgreSQL stays up: another process uses it.');
    else await stopServer(cluster);
  });
}
