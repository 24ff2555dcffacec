import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { manualClock, systemClock } from '#kernel/clock.ts';
import { runCommand } from '#main/commands/index.ts';
import { isProcessAlive } from '#platform/embedded-postgres/process.ts';
import { type ClusterSandbox, startClusterSandbox } from '#simulators/cluster/index.ts';
import { startTillbridge, type Tillbridge } from './child-process.ts';
import { makeHome, type OwnHome } from './own-home.ts';

const dayMs = 86_400_000;
const nowMs = systemClock.now();
const from = new Date(nowMs - 90 * dayMs).toISOString().slice(0, 10);
const till = { apiKey: 'key-a', serial: 'S-1' };

let home: OwnHome;
let sandbox: ClusterSandbox;
let running: Tillbridge<Ready> | undefined;

interface Ready {
  url: string;
  home: string;
}

interface Shown {
  id: string;
  status: string;
  backfill: { state: string; percent: number };
}

beforeAll(async () => {
  home = makeHome();
  const venue = { name: 'Chez Test', timeZone: 'UTC', currency: 'CAD' };
  const restaurant = { seed: 'again', venue, ordersPerDay: 20, from };
  sandbox = await startClusterSandbox({
    venues: [{ source: { restaurant }, locations: [till] }],
    clock: manualClock(nowMs),
    latencyMs: 100,
  });
});

afterAll(async () => {
  await running?.end('SIGINT');
  await sandbox.close();
  home.remove();
});

async function start(): Promise<string> {
  running = await startTillbridge<Ready>(['start', '--no-demo', '--json', '--port', '0'], {
    TILLBRIDGE_HOME: home.dir,
    CLUSTER_API_URL: sandbox.url,
    ALLOW_PRIVATE_ADDRESSES: 'true',
  });
  return running.ready.url.replace('localhost', '127.0.0.1');
}

async function admin(argv: string[]): Promise<Record<string, string>> {
  let said = '';
  const code = await runCommand(['admin', ...argv, '--json'], {
    stdout: { write: (text) => (said += text) },
    stderr: { write: (text) => (said += text) },
    signal: new AbortController().signal,
    env: { TILLBRIDGE_HOME: home.dir },
  });
  if (code !== 0) throw new Error(said);
  return JSON.parse(said) as Record<string, string>;
}

async function ask<Answer>(
  url: string,
  key: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const endsAtMs = systemClock.now() + 60_000;
  while (!(await isSo())) {
    if (systemClock.now() > endsAtMs) throw new Error(`not within 60 s: ${what}`);
    await delay(20);
  }
}

test('stopped with Ctrl-C and killed in the middle of an import, the next start remembers everything', {
  timeout: 180_000,
}, async () => {
  let url = await start();
  const company = await admin([
    ...['create-company', '--name', 'Chez Test', '--owner-email', 'olive@example.com'],
    ...['--venue', 'Chez Test', '--time-zone', 'UTC', '--currency', 'CAD'],
  ]);
  const { venueId, apiKey: key } = company as { venueId: string; apiKey: string };
  const links = `/api/v1/venues/${venueId}/integrations`;
  const credentials = { locations: [till] };
  const body = { provider: 'cluster', credentials, settings: { historyFrom: from } };
  const { id } = await ask<Shown>(url, key, links, body);
  const show = () => ask<Shown>(url, key, `/api/v1/integrations/${id}`);
  const percent = async () => (await show()).backfill.percent;

  await until('the import has begun', async () => (await percent()) > 0);
  const postgresPid = home.postgresPid();
  expect(await running?.end('SIGINT')).toBe(0);
  expect(isProcessAlive(postgresPid)).toBe(false);

  url = await start();
  const remembered = await show();
  expect(remembered).toMatchObject({ id, backfill: { state: 'running' } });
  const before = remembered.backfill.percent;
  expect(before).toBeGreaterThan(0);
  await until('the import goes on', async () => (await percent()) > before);
  // Now without a chance to say goodbye; the database server outlives it and is joined.
  await running?.end('SIGKILL');

  url = await start();
  expect((await show()).backfill.percent).toBeGreaterThan(before);
  await until('the import is done', async () => (await show()).backfill.state === 'done');
  await until('the check is done', async () => (await show()).status === 'Healthy');
  const truth = await sandbox.control.ledgerDays();
  const to = new Date(nowMs).toISOString().slice(0, 10);
  const { days } = await ask<{ days: { businessDate: string; netMinor: number | null }[] }>(
    url,
    key,
    `/api/v1/venues/${venueId}/sales/days?from=${from}&to=${to}`,
  );
  const shown = days.filter((day) => (day.netMinor ?? 0) !== 0);
  const sold = Object.entries(truth.days).filter(([, day]) => day.netMinor !== 0);
  expect(shown.map((day) => [day.businessDate, day.netMinor])).toEqual(
    sold.map(([date, day]) => [date, day.netMinor]),
  );
});
