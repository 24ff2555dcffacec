import { realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { clusterPaths, findServerPid } from './cluster.ts';
import type { ServerRecord } from './home.ts';
import { findCommandLine } from './process.ts';
import { APP_ROLE, DATABASE, OWNER_ROLE, SUPER_ROLE } from './roles.ts';

const CONNECT_TIMEOUT_MS = 5_000;

/** Where a server is reached, once for each role. They contain passwords. */
export interface EmbeddedPostgresUrls {
  ownerUrl: string;
  appUrl: string;
  superUrl: string;
  port: number;
}

/** The addresses of the server that `record` describes. */
export function urlsOf(record: ServerRecord): EmbeddedPostgresUrls {
  const url = (role: string, password: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${record.port}/${database}`;
  return {
    ownerUrl: url(OWNER_ROLE, record.ownerPassword, DATABASE),
    appUrl: url(APP_ROLE, record.appPassword, DATABASE),
    superUrl: url(SUPER_ROLE, record.superPassword, 'postgres'),
    port: record.port,
  };
}

/** True when the recorded server answers on its port and works on the recorded data folder. */
export async function isServing(record: ServerRecord): Promise<boolean> {
  const { dataDir } = clusterPaths(record.serverDir);
  if (findServerPid(dataDir) === null) return false;
  const client = new Client({
    connectionString: urlsOf(record).superUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // Without a listener, a server that dies between two steps would end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const answer = await client.query<{ data_directory: string }>('SHOW data_directory');
    const served = answer.rows[0]?.data_directory;
    return served !== undefined && realpathSync(served) === realpathSync(dataDir);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Removes the pid file of a killed server when its number now belongs to another program (after a
 * restart of the machine or container), which PostgreSQL would take for itself still running. The
 * server still refuses to start if anything is attached to the old one's memory.
 */
export function forgetForeignPidFile(dataDir: string): void {
  const pid = findServerPid(dataDir);
  const command = pid === null ? null : findCommandLine(pid);
  if (command && !command.includes(dataDir))
    rmSync(join(dataDir, 'postmaster.pid'), { force: true });
}
