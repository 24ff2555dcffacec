import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { toRawOrder } from '#connectors/push/index.ts';
import { readGrid } from '#connectors/sales-file/index.ts';
import { manualClock } from '#kernel/clock.ts';
import { createDeps } from '#main/deps.ts';
import { filesRoutes, readFile } from '#modules/files/index.ts';
import { integrationRoutes } from '#modules/integrations/index.ts';
import { pushRoutes } from '#modules/push/index.ts';
import { reconciliationRoutes } from '#modules/reconciliation/index.ts';
import { salesRoutes } from '#modules/sales/index.ts';
import { performResync, requestDay } from '#modules/sync/index.ts';
import { openDatabase } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import { createLog } from '#platform/log/log.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { installQueue } from '#platform/queue/install-queue.ts';
import type { JobData } from '#platform/queue/job.ts';
import { openQueue } from '#platform/queue/queue.ts';
import { newVaultKey } from '#platform/vault/keyring.ts';
import { testDatabase } from '../database.ts';
import { makeCompany, type TestCompany } from '../factories.ts';
import { startTestServer } from '../http-server.ts';

/** Noon of a Saturday in Toronto. */
const startMs = Date.UTC(2025, 2, 15, 16);
const clock = manualClock(startMs);
const testDb = await testDatabase();
await installQueue({ ownerUrl: testDb.ownerUrl });
const database = openDatabase({ url: testDb.appUrl, connectionsMax: 6 });
const log = createLog({ level: 'silent' });
const queue = openQueue({ url: testDb.appUrl, log, clock });
await queue.start();
const deps = createDeps({
  config: { clusterApiUrl: null, allowPrivateAddresses: true, keyring: [newVaultKey('k1')] },
  ...{ database, clock, log, queue },
  metrics: createMetrics({ withProcess: false }),
});
/** What a reopening asked the worker for. */
const asked: JobData[] = [];
const server = await startTestServer({
  ...{ database, clock, log, hooks: deps.hooks },
  plugins: [
    integrationRoutes(deps),
    salesRoutes,
    filesRoutes(deps),
    pushRoutes({ ...deps, toRaw: toRawOrder }),
    reconciliationRoutes({
      clock,
      readCells: readGrid,
      onDayReopened: (tx, day) => {
        const send = async (_tx: unknown, _name: string, data: JobData) => {
          asked.push(data);
          return null;
        };
        return requestDay(tx, { ...deps, queue: { send } }, day);
      },
    }),
  ],
});
let company: TestCompany;

beforeEach(async () => {
  clock.set(startMs);
  company = await makeCompany(database, { timeZone: 'America/Toronto', nowMs: startMs });
});
afterAll(async () => {
  await server.close();
  await queue.stop({ graceMs: 1000 });
  await database.close();
  await testDb.drop();
});

const call = (method: string, path: string, body?: unknown) =>
  server.call(method, path, {
    headers: company.headers,
    ...(body === undefined ? {} : { body }),
  });
const venue = (more: string) => `/api/v1/venues/${company.venueId}${more}`;
const day = (date: string, more = '') => venue(`/sales/days/${date}/reconciliation${more}`);

async function connect(provider: 'push' | 'sales-file'): Promise<string> {
  const body = { provider, credentials: {}, settings: {} };
  const added = await call('POST', venue('/integrations'), body);
  expect(added.status, JSON.stringify(added.body)).toBe(201);
  return String(added.body.id);
}

const line = (id: string, date: string, total: string) => {
  const title = 'Beer';
  return { id, date: `${date}T18:30:00`, pluNumber: '77', title, quantity: 1, total };
};
const push = async (...lines: ReturnType<typeof line>[]) =>
  (await call('POST', venue('/sales'), lines)).body;
const results = (body: Record<string, unknown>) =>
  (body.lines as { result: string }[]).map(({ result }) => result);

async function approve(date: string): Promise<void> {
  const reply = await call('POST', day(date, '/approve'), { note: '' });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
}

/** Somebody reopens the day, and the worker does what that asks for. */
async function reopen(date: string): Promise<void> {
  expect((await call('POST', day(date, '/reopen'))).status).toBe(200);
  for (const data of asked.splice(0)) {
    const range = data as { companyId: string; integrationId: string; from: string; to: string };
    const { signal } = new AbortController();
    await performResync(deps, { ...range, workerKey: 1, signal });
  }
}

async function heldBack(date: string) {
  const found = (await call('GET', day(date))).body.heldBack as Record<string, number> | null;
  if (!found) return null;
  const { late, edited, gone } = found;
  return { late, edited, gone };
}

async function shown(date: string) {
  const { body } = await call('GET', venue(`/sales/days?from=${date}&to=${date}`));
  const [only] = body.days as { netMinor: number; orders: number; restated: boolean }[];
  return { netMinor: only?.netMinor, orders: only?.orders, restated: only?.restated };
}

const keptRows = () =>
  database.withCompany(company.companyId, (tx) =>
    tx.rows<{ key: string; change: string }>(
      sql`SELECT key, change FROM held_back_orders ORDER BY key`,
    ),
  );

const date = '2025-03-13';
const other = '2025-03-12';
const asApproved = { netMinor: 1625, orders: 2, restated: false };

describe('a till that calls about an approved day', () => {
  beforeEach(async () => {
    await connect('push');
    await push(line('a', date, '6.25'), line('b', date, '10.00'), line('c', other, '4.00'));
    await approve(date);
  });

  test('is answered that its lines are held; the day keeps its figures until it is reopened', async () => {
    const answer = await push(
      line('a', date, '7.25'),
      line('late', date, '3.00'),
      line('b', date, '10.00'),
      line('d', other, '1.00'),
    );
    expect(results(answer)).toEqual(['held', 'held', 'known', 'new']);
    expect(answer).toMatchObject({
      ...{ newCount: 1, knownCount: 1, heldCount: 2, refusedCount: 0 },
      lines: [{ reason: expect.stringContaining('approved') }, {}, { reason: null }, {}],
    });
    expect(await shown(date)).toEqual(asApproved);
    expect((await shown(other)).netMinor).toBe(500);
    expect(await heldBack(date)).toEqual({ late: 1, edited: 1, gone: 0 });
    await reopen(date);
    expect(await shown(date)).toEqual({ netMinor: 2025, orders: 3, restated: true });
    expect(await keptRows()).toEqual([]);
    expect(results(await push(line('a', date, '7.25')))).toEqual(['known']);
  });

  test('may call again: the same adds nothing, another word takes its place, the old one withdraws', async () => {
    const correction = line('a', date, '7.25');
    for (let times = 0; times < 3; times += 1) {
      expect(results(await push(correction))).toEqual(['held']);
      expect(await heldBack(date)).toEqual({ late: 0, edited: 1, gone: 0 });
    }
    // Calls about other bills of the day do not make it forgotten.
    await push(line('late', date, '3.00'));
    await push(line('b', date, '10.00'));
    expect(await heldBack(date)).toEqual({ late: 1, edited: 1, gone: 0 });
    await push(line('a', date, '8.25'));
    expect(await heldBack(date)).toEqual({ late: 1, edited: 1, gone: 0 });
    expect(results(await push(line('a', date, '6.25')))).toEqual(['known']);
    expect(await heldBack(date)).toEqual({ late: 1, edited: 0, gone: 0 });
    await reopen(date);
    expect(await shown(date)).toEqual({ netMinor: 1925, orders: 3, restated: true });
    await approve(date);
    await reopen(date);
    expect(await shown(date)).toEqual({ netMinor: 1925, orders: 3, restated: true });
  });

  test('moves a bill between days once neither is approved, as its last word says', async () => {
    await approve(other);
    await push(line('a', other, '6.25'), line('late', date, '3.00'));
    expect(await heldBack(date)).toEqual({ late: 1, edited: 1, gone: 0 });
    expect(await heldBack(other)).toEqual({ late: 0, edited: 1, gone: 0 });
    await reopen(date);
    expect(await shown(date)).toEqual({ netMinor: 1925, orders: 3, restated: true });
    expect(await heldBack(other)).toEqual({ late: 0, edited: 1, gone: 0 });
    await reopen(other);
    expect(await shown(date)).toEqual({ netMinor: 1300, orders: 2, restated: true });
    expect(await shown(other)).toEqual({ netMinor: 1025, orders: 2, restated: true });
    expect(await keptRows()).toEqual([]);
  });

  test('changes its mind about a late bill: on an open day it counts at once, and here no more', async () => {
    await push(line('late', date, '3.00'));
    expect(results(await push(line('late', other, '3.00')))).toEqual(['new']);
    expect(await shown(other)).toMatchObject({ netMinor: 700, orders: 2 });
    expect(await heldBack(date)).toBeNull();
    expect(await keptRows()).toEqual([]);
    await reopen(date);
    expect(await shown(date)).toEqual(asApproved);
    expect(await shown(other)).toMatchObject({ netMinor: 700, orders: 2 });
  });

  test('counts though its link was deactivated before the day was reopened', async () => {
    await push(line('late', date, '3.00'));
    const list = await call('GET', venue('/integrations?active=true'));
    const [link] = list.body.items as { id: string }[];
    await call('POST', `/api/v1/integrations/${link?.id}/deactivate`);
    await reopen(date);
    expect(await shown(date)).toMatchObject({ netMinor: 1925, orders: 3 });
  });
});

describe('a sales file about an approved day', () => {
  let integrationId: string;

  async function send(name: string, content: string): Promise<string> {
    const path = `/api/v1/integrations/${integrationId}/files?name=${name}`;
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { ...company.headers, 'content-type': 'application/octet-stream' },
      body: content,
    });
    const { id } = (await response.json()) as { id: string };
    await readWaiting();
    return id;
  }

  async function readWaiting(): Promise<void> {
    const { companyId } = company;
    const files = await database.withCompany(companyId, (tx) =>
      tx.rows<{ fileId: string }>(
        sql`SELECT file_id AS "fileId" FROM sales_files WHERE state = 'received' ORDER BY 1`,
      ),
    );
    const { signal } = new AbortController();
    for (const { fileId } of files) await readFile(deps, { companyId, fileId, signal });
  }

  const csv = (...rows: string[]) =>
    `Date,Time,Receipt,Item,Qty,Net Sales\n${rows.map((row) => `${row}\n`).join('')}`;
  const first = csv(`${date},12:00,R1,Soup,1,6.25`, `${date},13:00,R2,Stew,1,10.00`);

  beforeEach(async () => {
    integrationId = await connect('sales-file');
  });

  test('is kept until the day is reopened; sent twice it adds nothing', async () => {
    await send('first.csv', first);
    await approve(date);
    const second = csv(
      `${date},12:00,R1,Soup,1,7.25`,
      `${date},13:00,R2,Stew,1,10.00`,
      `${date},14:00,R3,Cake,1,3.00`,
      `2025-03-14,12:00,R4,Soup,1,5.00`,
    );
    const id = await send('second.csv', second);
    const file = await call('GET', `/api/v1/integrations/${integrationId}/files/${id}`);
    expect(file.body).toMatchObject({
      state: 'read',
      result: { ordersNew: 1, ordersChanged: 0 },
      warnings: [expect.stringMatching(/^2 bills are of days that somebody approved/)],
    });
    await send('third.csv', `${second}\n`);
    expect(await shown(date)).toEqual(asApproved);
    expect((await shown('2025-03-14')).netMinor).toBe(500);
    expect(await heldBack(date)).toEqual({ late: 1, edited: 1, gone: 0 });
    await reopen(date);
    expect(await shown(date)).toEqual({ netMinor: 2025, orders: 3, restated: true });
    expect(await heldBack(date)).toBeNull();
    expect(await keptRows()).toEqual([]);
  });

  test('read again when it is older than what was sent since takes nothing back', async () => {
    const id = await send('first.csv', first);
    await approve(date);
    clock.advance(60_000);
    await send('second.csv', csv(`${date},12:00,R1,Soup,1,7.25`));
    expect(await heldBack(date)).toEqual({ late: 0, edited: 1, gone: 0 });
    clock.advance(60_000);
    await call('POST', `/api/v1/integrations/${integrationId}/files/${id}/replay`);
    await readWaiting();
    expect(await heldBack(date)).toEqual({ late: 0, edited: 1, gone: 0 });
    await reopen(date);
    expect(await shown(date)).toEqual({ netMinor: 1725, orders: 2, restated: true });
  });

  test('read again with other columns takes back what it told, once the day is reopened', async () => {
    const odd = 'Alpha;Beta;Gamma;Delta;Epsilon\n2025-03-12;2025-03-13;Soup;1;4,00\n';
    const id = await send('odd.csv', odd);
    const path = `/api/v1/integrations/${integrationId}/files/${id}`;
    const answer = async (dateColumn: string) => {
      const roles: Record<string, string> = { gamma: 'name', delta: 'quantity', epsilon: 'net' };
      for (const column of ['alpha', 'beta']) {
        roles[column] = column === dateColumn ? 'date' : 'ignore';
      }
      const reply = await call('PUT', `${path}/mapping`, { columns: roles });
      expect(reply.status, JSON.stringify(reply.body)).toBe(202);
      await readWaiting();
    };
    await answer('beta');
    expect(await shown(date)).toMatchObject({ netMinor: 400, orders: null });
    await approve(date);
    await answer('alpha');
    expect(await shown(date)).toMatchObject({ netMinor: 400, orders: null });
    const told = await keptRows();
    expect(told.length).toBeGreaterThan(0);
    await reopen(date);
    expect(await shown(date)).toMatchObject({ netMinor: 0, orders: 0 });
    expect(await shown(other)).toMatchObject({ netMinor: 400, orders: null });
    expect(await keptRows()).toEqual([]);
  });
});
