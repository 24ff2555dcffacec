import { createServer } from 'node:net';
import { openApp } from '#main/compose.ts';
import { deliverNotices } from '#modules/notices/index.ts';
import { deliverToEndpoint } from '#modules/webhooks/index.ts';
import type { Database } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import { createLog } from '#platform/log/log.ts';
import { installQueue } from '#platform/queue/install-queue.ts';
import { makeCompany, type TestCompany } from '../factories.ts';
import { type Engine, openWorld, type World } from '../sync/world.ts';
import { fillFiles } from './fill-files.ts';
import { fillHeldBack } from './fill-held-back.ts';
import { fillMail } from './fill-mail.ts';

export interface Tenant {
  company: TestCompany;
  integrationId: string;
  headers: { authorization: string };
}

/** Two companies in one database, each with rows in every table, and the real server before it. */
export interface TwoCompanies {
  world: World;
  url: string;
  a: Tenant;
  b: Tenant;
  close(): Promise<void>;
}

const hourMs = 3_600_000;
/** The business date that both companies can show: bills, a restatement and a bill set aside. */
export const sharedDate = '2026-03-18';

/**
 * Both are filled by the engine from tills with the same house behind them, so that even the
 * vendor's order ids are the same: nothing but the company tells their rows apart.
 */
export async function openTwoCompanies(): Promise<TwoCompanies> {
  const venue = { name: 'Chez Test', timeZone: 'America/Toronto', currency: 'CAD' };
  const house = { seed: 'two', venue, ordersPerDay: 6, from: '2026-03-12', isAlwaysOpen: true };
  const world = await openWorld({
    venues: ['S-A', 'S-B'].map((serial) => ({
      source: { restaurant: house },
      locations: [{ apiKey: `key-${serial}`, serial }],
    })),
    now: '2026-03-20T18:00:00Z',
  });
  const other = await makeCompany(world.database, { nowMs: world.clock.now() });
  await installQueue({ ownerUrl: world.testDb.ownerUrl });
  const app = await openWeb(world);
  const a = { company: world.company, engine: world as Engine, serial: 'S-A' };
  const b = { company: other, engine: world.engineOf(other), serial: 'S-B' };
  const tenants = await fill(world, app.url, [a, b]);
  return {
    ...{ world, url: app.url, a: tenants[0], b: tenants[1] },
    async close() {
      await app.close();
      await world.close();
    },
  };
}

/** The program as it is composed, so that every route of it is there. */
async function openWeb(world: World): Promise<{ url: string; close(): Promise<void> }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const app = await openApp({
    config: {
      databaseUrl: world.testDb.appUrl,
      databaseOwnerUrl: null,
      databaseConnectionsMax: 5,
      keyring: world.keyring,
      authSecret: 'a secret for tests alone, 32+ chars',
      publicUrl: url,
      host: '127.0.0.1',
      port,
      clusterApiUrl: world.sandbox.url,
      allowPrivateAddresses: true,
      mailPort: 0,
      mailCertificate: null,
      mailDomain: 'mail.test',
      mail: null,
      logLevel: 'error',
      syncConcurrency: 1,
      backfillConcurrency: 1,
    },
    roles: ['web'],
    clock: world.clock,
    log: createLog({ level: 'silent' }),
  });
  return { url, close: () => app.close() };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

interface Filling {
  company: TestCompany;
  engine: Engine;
  serial: string;
}

async function fill(
  world: World,
  url: string,
  both: [Filling, Filling],
): Promise<[Tenant, Tenant]> {
  const { sandbox, clock } = world;
  const endpoints = await Promise.all(both.map(({ company }) => addWebhook(url, company)));
  const ids: string[] = [];
  for (const { engine, serial } of both) {
    sandbox.control.addFault({ kind: 'bad_row', serial, call: 'sales' });
    const settings = { historyFrom: '2026-03-10', includeModifiers: true };
    ids.push(await engine.connect({ serials: [serial], settings }));
  }
  await checkAll(both, ids);
  for (const { engine } of both) await engine.backfill();
  sandbox.control.clearFaults();
  for (const { serial } of both) editBill(world, serial);
  clock.advance(2 * hourMs);
  await checkAll(both, ids);
  for (const { serial } of both) sandbox.control.addFault({ kind: 'bad_key', serial });
  for (let hour = 0; hour < 12; hour += 3) {
    clock.advance(3 * hourMs);
    await checkAll(both, ids);
  }
  sandbox.control.clearFaults();
  for (const { company } of both) await changeVenues(url, company);
  const { signal } = new AbortController();
  for (const [index, { company }] of both.entries()) {
    const { companyId } = company;
    await deliverToEndpoint(world.deps, { companyId, endpointId: endpoints[index] ?? '', signal });
  }
  for (const { company } of both) await fillFiles(world, url, company);
  for (const { company } of both) await fillMail(world, url, company);
  for (const { company } of both) await tickOnboarding(url, company);
  for (const { company } of both) await adjustDay(url, company);
  for (const { company } of both) await fillHeldBack(world, url, company);
  await tellOwners(world, url, both);
  const tenants = both.map(({ company }, index) => ({
    company,
    headers: company.headers,
    integrationId: ids[index] ?? '',
  }));
  return tenants as [Tenant, Tenant];
}

async function checkAll(both: readonly Filling[], ids: readonly string[]): Promise<void> {
  for (const [index, { engine }] of both.entries()) await engine.check(ids[index] ?? '');
}

/** A closed day changes: an order change and a restatement. */
function editBill({ sandbox }: World, serial: string): void {
  const orders = sandbox.control.listOrders({ date: sharedDate, serial });
  const order = orders.find((each) => each.state === 'closed' && each.lines.length > 0);
  if (!order) throw new Error('the house had no closed bill that day');
  sandbox.control.addFault({ kind: 'edited_order', serial, id: order.id });
}

/** Where nobody listens: messages of all types with an attempt each. */
async function addWebhook(url: string, company: TestCompany): Promise<string> {
  const added = await fetch(`${url}/api/v1/webhooks`, {
    method: 'POST',
    headers: { ...company.headers, 'content-type': 'application/json' },
    body: JSON.stringify({
      url: 'http://127.0.0.1:9/',
      eventTypes: ['integration.status_changed', 'day.completed', 'day.restated', 'run.finished'],
    }),
  });
  const text = await added.text();
  if (added.status !== 201) throw new Error(`webhooks: ${text}`);
  return (JSON.parse(text) as { id: string }).id;
}

/** A repeatable call, and a new cut-off, which asks for a recomputation. */
async function changeVenues(url: string, company: TestCompany): Promise<void> {
  const json = { ...company.headers, 'content-type': 'application/json' };
  const added = await fetch(`${url}/api/v1/venues`, {
    method: 'POST',
    headers: { ...json, 'idempotency-key': 'the-same-for-both' },
    body: JSON.stringify({
      name: `Second of ${company.companyId}`,
      timeZone: 'UTC',
      currency: 'CAD',
    }),
  });
  const changed = await fetch(`${url}/api/v1/venues/${company.venueId}`, {
    method: 'PATCH',
    headers: json,
    body: JSON.stringify({ cutoff: '04:00' }),
  });
  if (added.status !== 201 || changed.status !== 200) {
    throw new Error(`venues: ${await added.text()} ${await changed.text()}`);
  }
}

/** An amount by hand, and the day's till report beside it. */
async function adjustDay(url: string, { venueId, headers }: TestCompany): Promise<void> {
  const path = `/api/v1/venues/${venueId}/sales/days/${sharedDate}/reconciliation/adjustments`;
  const adjusted = await fetch(url + path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ netMinor: 100, reason: 'Found in the till' }),
  });
  if (adjusted.status !== 201) throw new Error(`adjustment: ${await adjusted.text()}`);
}

/** Somebody says that access was asked for. */
async function tickOnboarding(url: string, { venueId, headers }: TestCompany): Promise<void> {
  const step = `/api/v1/venues/${venueId}/onboarding/steps/request_access`;
  const ticked = await fetch(url + step, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ done: true }),
  });
  if (ticked.status !== 200) throw new Error(`onboarding: ${await ticked.text()}`);
}

/** Both owners choose how to be told, and are told of the till that keeps failing. */
async function tellOwners(world: World, url: string, both: readonly Filling[]): Promise<void> {
  for (const { company } of both) {
    const signedIn = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: company.owner.email, password: company.owner.password }),
    });
    const cookie = signedIn.headers.getSetCookie().map((each) => each.split(';', 1)[0]);
    const wish = { venueIds: null, language: 'en', quietHours: null, gatherMinutes: 0 };
    const chosen = await fetch(`${url}/api/v1/me/notice-preferences`, {
      method: 'PUT',
      headers: { cookie: cookie.join('; '), origin: url, 'content-type': 'application/json' },
      body: JSON.stringify({ ...wish, kinds: ['integration_warned'] }),
    });
    if (chosen.status !== 200) throw new Error(`preferences: ${await chosen.text()}`);
  }
  const mailer = { send: async () => ({ kind: 'accepted' as const }) };
  const { database, clock } = world;
  const rest = { redact: (text: string) => text, findContact: () => null };
  const deps = { database, clock, log: world.deps.log, mailer, publicUrl: url, ...rest };
  await deliverNotices(deps, new AbortController().signal);
}

/** All rows of a company in every tenant table, a digest for each. */
export async function digestRows(
  database: Database,
  companyId: string,
  tables: readonly string[],
): Promise<Record<string, string>> {
  return database.withCompany(companyId, async (tx) => {
    const digests: Record<string, string> = {};
    for (const table of tables) {
      const row = await tx.first<{ digest: string }>({
        text: `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS digest FROM ${table} t`,
        values: [],
      });
      digests[table] = row?.digest ?? '';
    }
    return digests;
  });
}

/** Names of all tenant tables, from PostgreSQL itself. */
export async function listTenantTables(database: Database): Promise<string[]> {
  const rows = await database.withoutCompany((tx) =>
    tx.rows<{ name: string }>(sql`
      SELECT c.oid::regclass::text AS name FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id' AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`),
  );
  return rows.map((row) => row.name);
}
