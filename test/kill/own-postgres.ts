import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres/index.ts';

/** A PostgreSQL server that may be killed without harm to anybody else's. */
export interface OwnPostgres {
  ownerUrl: string;
  appUrl: string;
  /** Kills the server's first process, as the kernel would when memory runs out. */
  kill(): void;
  /** Starts it again on the same data; recovers what was committed. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const home = mkdtempSync(join(tmpdir(), 'tillbridge-kill-'));
  const start = () =>
    startEmbeddedPostgres({ home, log: { info: () => undefined, warn: () => undefined } });
  const handles: EmbeddedPostgres[] = [await start()];
  const { superUrl, ownerUrl, appUrl } = handles[0] as EmbeddedPostgres;
  const pidPath = join(await findDataDir(superUrl), 'postmaster.pid');
  return {
    ownerUrl,
    appUrl,
    kill: () => process.kill(Number.parseInt(readFileSync(pidPath, 'utf8'), 10), 'SIGKILL'),
    async restart() {
      handles.push(await start());
    },
    async remove() {
      for (const handle of handles) await handle.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function findDataDir(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
  await client.end();
  return rows[0]?.data_directory ?? '';
}
