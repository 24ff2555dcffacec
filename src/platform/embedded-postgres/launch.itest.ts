import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, expect, test } from 'vitest';
import { describeHome, findRecord } from './home.ts';
import { findEmbeddedPostgres, startEmbeddedPostgres } from './index.ts';
import { isProcessAlive } from './process.ts';

const log = { info: () => undefined, warn: () => undefined };
const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A new home below a folder with the given mode; what it leaves anywhere is removed after the test. */
function newHome(parentMode = 0o711): string {
  const parent = mkdtempSync(join(tmpdir(), 'tillbridge-home-'));
  chmodSync(parent, parentMode);
  const home = join(parent, 'home');
  cleanups.push(() => {
    const serverDir = findRecord(describeHome(home))?.serverDir;
    if (serverDir) rmSync(serverDir, { recursive: true, force: true });
    rmSync(parent, { recursive: true, force: true });
  });
  return home;
}

/** Starts as a user would; a test that ends early still leaves no server. */
async function start(home: string) {
  const server = await startEmbeddedPostgres({ home, log });
  cleanups.push(() => server.stop());
  return server;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function dataDirOf(home: string): string {
  return join(findRecord(describeHome(home))?.serverDir ?? '', 'data');
}

function serverPid(home: string): number {
  return Number.parseInt(readFileSync(join(dataDirOf(home), 'postmaster.pid'), 'utf8'), 10);
}

test('a home keeps its data, port and passwords from one start to the next', async () => {
  const home = newHome();
  expect(await findEmbeddedPostgres(home)).toBeNull();

  const first = await start(home);
  await ask(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS n');
  const pid = serverPid(home);
  await first.stop();
  expect(isProcessAlive(pid)).toBe(false);
  expect(await findEmbeddedPostgres(home)).toBeNull();

  const second = await start(home);
  expect({ ...second, stop: null }).toEqual({ ...first, stop: null });
  expect(await ask(second.ownerUrl, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  expect(await findEmbeddedPostgres(home)).toEqual({
    ownerUrl: second.ownerUrl,
    appUrl: second.appUrl,
    superUrl: second.superUrl,
    port: second.port,
  });
});

test('the server is durable, sorts the same everywhere, and its passwords are for its owner alone', async () => {
  const home = newHome();
  const server = await start(home);
  const settings = `SELECT current_setting('fsync') AS fsync,
    current_setting('synchronous_commit') AS commit, current_setting('data_checksums') AS checksums,
    current_setting('listen_addresses') AS listens, current_setting('server_encoding') AS encoding,
    (SELECT datlocale FROM pg_database WHERE datname = current_database()) AS locale`;
  expect(await ask(server.appUrl, settings)).toEqual([
    {
      fsync: 'on',
      commit: 'on',
      checksums: 'on',
      listens: '127.0.0.1',
      encoding: 'UTF8',
      locale: 'C.UTF-8',
    },
  ]);
  expect(statSync(describeHome(home).recordPath).mode & 0o777).toBe(0o600);
  const wrong = server.appUrl.replace(/:[0-9a-f]+@/, ':guess@');
  await expect(ask(wrong, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
});

test('a server killed at work loses no committed row, though its remains hold the data for seconds', async () => {
  const home = newHome();
  const first = await start(home);
  await ask(first.ownerUrl, 'CREATE TABLE sales AS SELECT n FROM generate_series(1, 1000) AS n');
  // A busy session does not notice that its server died, and keeps the shared memory attached.
  const busy = ask(
    first.ownerUrl,
    `DO $$ DECLARE began timestamptz := clock_timestamp();
     BEGIN WHILE clock_timestamp() < began + interval '3 s' LOOP END LOOP; END $$`,
  ).catch(() => undefined);
  const isBusy = "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'DO %' AND state = 'active'";
  await expect.poll(() => ask(first.superUrl, isBusy)).toHaveLength(1);
  process.kill(serverPid(home), 'SIGKILL');

  const second = await start(home);
  expect(await ask(second.ownerUrl, 'SELECT count(*)::int AS n FROM sales')).toEqual([{ n: 1000 }]);
  await busy;
});

test('a server that outlives its killed starter is found, joined, and stopped by who joined', async () => {
  const home = newHome();
  const index = new URL('./index.ts', import.meta.url).href;
  const program = `import { startEmbeddedPostgres } from ${JSON.stringify(index)};
    await startEmbeddedPostgres({ home: ${JSON.stringify(home)}, log: { info() {}, warn() {} } });
    console.log('up'); setInterval(() => {}, 1000);`;
  const starter = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(starter.stdout, 'data');
  starter.kill('SIGKILL');
  await once(starter, 'exit');

  const found = await findEmbeddedPostgres(home);
  const pid = serverPid(home);
  const joined = await start(home);
  expect(joined.port).toBe(found?.port);
  expect(serverPid(home)).toBe(pid);
  await joined.stop();
  expect(isProcessAlive(pid)).toBe(false);
});

test('two starts from one home at once share one server, which stays until both are done', async () => {
  const home = newHome();
  const [first, second] = await Promise.all([start(home), start(home)]);
  expect(second.port).toBe(first.port);
  await first.stop();
  expect(await ask(second.appUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  const pid = serverPid(home);
  await second.stop();
  expect(isProcessAlive(pid)).toBe(false);
});

test('a home inside a closed folder works, and the next start finds its data', async () => {
  const home = newHome(0o700);
  const first = await start(home);
  await ask(first.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS n');
  await first.stop();
  const second = await start(home);
  expect(await ask(second.ownerUrl, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
});

test('a port taken by another program is replaced, and the new one is remembered', async () => {
  const home = newHome();
  const first = await start(home);
  await first.stop();
  const squatter = createServer().listen(first.port, '127.0.0.1');
  await once(squatter, 'listening');
  cleanups.push(() => void squatter.close());
  const second = await start(home);
  expect(second.port).not.toBe(first.port);
  expect((await findEmbeddedPostgres(home))?.port).toBe(second.port);
});

test.runIf(process.platform === 'linux')(
  'a pid file whose number now belongs to another program does not block the start',
  async () => {
    const home = newHome();
    const first = await start(home);
    await first.stop();
    const file = join(dataDirOf(home), 'postmaster.pid');
    // The test's own process number: alive, and no database server.
    writeFileSync(file, `${process.pid}\n${dataDirOf(home)}\n1\n${first.port}\n\n127.0.0.1\n`);
    const second = await start(home);
    expect(await ask(second.appUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  },
);
