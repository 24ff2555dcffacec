import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/db/sql.ts';
import { listenTo } from './event-listener.ts';
import {
  fillPath,
  hasIds,
  type Ids,
  listOperations,
  type Operation,
  queryOf,
  sampleOf,
} from './operations.ts';
import {
  digestRows,
  listTenantTables,
  openTwoCompanies,
  sharedDate,
  type Tenant,
  type TwoCompanies,
} from './two-companies.ts';

let two: TwoCompanies;
let operations: Operation[];
let tables: string[];
let idsOfA: Ids;
let idsOfB: Ids;
/** Every id in every row of A, and what else is A's alone. */
let secretsOfA: Set<string>;
let secretsOfB: Set<string>;

beforeAll(async () => {
  two = await openTwoCompanies();
  const document = await fetch(`${two.url}/api/openapi.json`);
  operations = listOperations((await document.json()) as Parameters<typeof listOperations>[0]);
  tables = await listTenantTables(two.world.database);
  idsOfA = await findPathIds(two.a);
  idsOfB = await findPathIds(two.b);
  secretsOfA = await findAllIds(two.a);
  secretsOfB = await findAllIds(two.b);
});

afterAll(() => two.close());

/** What paths hold besides ids; both companies may say the same. */
const wordsInPaths: Readonly<Record<string, string>> = { date: sharedDate, step: 'request_access' };

/** `{orderId}` is any `order_id` of the company: what a new path asks for is found by its name. */
async function findPathIds({ company }: Tenant): Promise<Ids> {
  const names = new Set(operations.flatMap((operation) => operation.pathNames));
  const ids: Record<string, string> = { ...wordsInPaths };
  for (const name of names) {
    const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const id = name in wordsInPaths ? null : await findValue(company.companyId, column);
    if (id !== null) ids[name] = id;
  }
  return { ...ids, venueId: company.venueId, ...(await findAnchors(company.companyId)) };
}

async function findValue(companyId: string, column: string): Promise<string | null> {
  return two.world.database.withCompany(companyId, async (tx) => {
    const owners = await tx.rows<{ name: string }>(sql`
      SELECT c.oid::regclass::text AS name FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = ${column}
      WHERE c.relkind = 'r' AND c.oid::regclass::text = ANY(${tables}) ORDER BY 1`);
    for (const { name } of owners) {
      const text = `SELECT ${column}::text AS id FROM ${name} WHERE ${column} IS NOT NULL LIMIT 1`;
      const found = await tx.first<{ id: string }>({ text, values: [] });
      if (found) return found.id;
    }
    return null;
  });
}

/** A bill of the date that lists are asked for, and a file with the link it was sent to. */
async function findAnchors(companyId: string): Promise<Ids> {
  return two.world.database.withCompany(companyId, async (tx) => {
    const order = await tx.first<{ orderId: string }>(
      sql`SELECT order_id AS "orderId" FROM orders WHERE occurred_at::date = ${sharedDate} LIMIT 1`,
    );
    const file = await tx.first<{ integrationId: string; fileId: string }>(
      sql`SELECT integration_id AS "integrationId", file_id AS "fileId" FROM sales_files LIMIT 1`,
    );
    return { orderId: order?.orderId ?? '', ...file };
  });
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

async function findAllIds({ company }: Tenant): Promise<Set<string>> {
  const found = new Set([company.owner.email, company.owner.userId]);
  await two.world.database.withCompany(company.companyId, async (tx) => {
    for (const table of tables) {
      const text = `SELECT t::text AS row FROM ${table} t`;
      for (const { row } of await tx.rows<{ row: string }>({ text, values: [] })) {
        for (const [id] of row.matchAll(uuid)) found.add(id);
      }
    }
  });
  return found;
}

function leaks(text: string, secrets: ReadonlySet<string>): string[] {
  const isTold = (secret: string) => text.includes(secret);
  return [...secrets].filter(isTold);
}

interface CallOptions {
  headers?: Record<string, string>;
  query?: string;
  body?: unknown;
  method?: string;
}

async function call(operation: Operation, path: string, options: CallOptions = {}) {
  const { headers = {}, query = '', body, method = operation.method } = options;
  const response = await fetch(two.url + path + query, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = operation.isStream && response.ok ? '' : await response.text();
  if (operation.isStream) await response.body?.cancel().catch(() => undefined);
  return { status: response.status, text };
}

const samples = () => ({ date: sharedDate, id: idsOfA.integrationId ?? '' });

/** With the least and with everything the body may hold; once without when there is none. */
function bodiesOf({ body }: Operation): unknown[] {
  if (body === null) return [undefined];
  return [false, true].map((isFull) => sampleOf(body, samples(), isFull));
}

/** Every way to put at least one id of A into the path. */
function pathsIntoA(operation: Operation): string[] {
  const names = operation.pathNames.filter((name) => !(name in wordsInPaths));
  const ways = Array.from({ length: 2 ** names.length - 1 }, (_, way) => way + 1);
  return ways.map((way) => {
    const chosen = names.filter((_name, index) => way & (1 << index));
    const ids = Object.fromEntries(chosen.map((name) => [name, idsOfA[name] ?? '']));
    return fillPath(operation, { ...idsOfB, ...ids });
  });
}

const withIds = () => operations.filter((operation) => operation.pathNames.length > 0);
const reads = () => operations.filter((each) => each.method === 'GET' && !each.isStream);

async function keyOfB(scopes: readonly string[]): Promise<{ authorization: string }> {
  const response = await fetch(`${two.url}/api/v1/api-keys`, {
    method: 'POST',
    headers: { ...two.b.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name: scopes.join(' ').slice(0, 100), scopes }),
  });
  const { key } = (await response.json()) as { key: string };
  return { authorization: `Bearer ${key}` };
}

describe('every endpoint, called for B', () => {
  it('is found: the walk would see nothing otherwise', () => {
    expect(operations.length).toBeGreaterThan(30);
    expect(withIds().length).toBeGreaterThan(20);
    for (const operation of withIds()) expect(pathsIntoA(operation).length).toBeGreaterThan(0);
  });

  it('answers 404 to every id of A, with every body, and leaves A as it was', async () => {
    const { database } = two.world;
    const before = await digestRows(database, two.a.company.companyId, tables);
    for (const operation of withIds()) {
      for (const path of pathsIntoA(operation)) {
        for (const body of bodiesOf(operation)) {
          const query = queryOf(operation, samples());
          const told = await call(operation, path, { headers: two.b.headers, query, body });
          expect([told.status, leaks(told.text, secretsOfA)], `${operation.title} ${path}`).toEqual(
            [404, []],
          );
        }
      }
    }
    expect(await digestRows(database, two.a.company.companyId, tables)).toEqual(before);
  });

  it('answers HEAD as it answers GET', async () => {
    for (const operation of withIds().filter(({ method }) => method === 'GET')) {
      for (const path of pathsIntoA(operation)) {
        const query = queryOf(operation, samples());
        const told = await call(operation, path, { headers: two.b.headers, query, method: 'HEAD' });
        expect(told.status, `HEAD ${path}`).toBe(404);
      }
    }
  });

  it('takes no id of A inside a body either', async () => {
    const { database } = two.world;
    const before = await digestRows(database, two.a.company.companyId, tables);
    const taking = operations.filter(({ body }) => body !== null && hasIds(body));
    expect(taking.length).toBeGreaterThan(0);
    for (const operation of taking) {
      const path = fillPath(operation, idsOfB);
      const body = sampleOf(operation.body ?? {}, samples(), true);
      const told = await call(operation, path, { headers: two.b.headers, body });
      expect(told.status, `${operation.title}: ${told.text}`).toBeGreaterThanOrEqual(400);
      expect(told.status, operation.title).toBeLessThan(500);
      expect(leaks(told.text, secretsOfA), operation.title).toEqual([]);
    }
    expect(await digestRows(database, two.a.company.companyId, tables)).toEqual(before);
  });

  it('shows B’s own and none of A’s in every list and reading', async () => {
    const showing: string[] = [];
    for (const operation of reads()) {
      const query = queryOf(operation, samples());
      const told = await call(operation, fillPath(operation, idsOfB), {
        headers: two.b.headers,
        query,
      });
      expect(
        [told.status, leaks(told.text, secretsOfA)],
        `${operation.title}: ${told.text}`,
      ).toEqual([200, []]);
      if (leaks(told.text, secretsOfB).length > 0) showing.push(operation.title);
    }
    // Days and providers have no ids; everything else must have had something to show.
    const silent = reads()
      .map(({ title }) => title)
      .filter((title) => !showing.includes(title));
    expect(silent.sort()).toEqual(readingsWithoutIds);
  });

  it('shows A the same readings full of A’s ids: what the walk looks for is there to be found', async () => {
    for (const operation of reads().filter(({ title }) => !readingsWithoutIds.includes(title))) {
      const query = queryOf(operation, samples());
      const told = await call(operation, fillPath(operation, idsOfA), {
        headers: two.a.headers,
        query,
      });
      expect(leaks(told.text, secretsOfA).length, operation.title).toBeGreaterThan(0);
      expect(leaks(told.text, secretsOfB), operation.title).toEqual([]);
    }
  });

  it('goes on from A’s cursor with B’s rows alone, or refuses it', async () => {
    let followed = 0;
    for (const operation of reads()) {
      if (!operation.query.some(({ name }) => name === 'cursor')) continue;
      const first = await call(operation, fillPath(operation, idsOfA), {
        headers: two.a.headers,
        query: queryOf(operation, samples(), { limit: '1' }),
      });
      const { nextCursor } = JSON.parse(first.text) as { nextCursor: string | null };
      if (nextCursor === null) continue;
      followed += 1;
      const told = await call(operation, fillPath(operation, idsOfB), {
        headers: two.b.headers,
        query: queryOf(operation, samples(), { cursor: nextCursor }),
      });
      expect(told.status, `${operation.title}: ${told.text}`).toBeLessThan(500);
      expect(leaks(told.text, secretsOfA), operation.title).toEqual([]);
    }
    expect(followed).toBeGreaterThan(3);
  });

  it('does not open A by naming it', async () => {
    const headers = { ...two.b.headers, 'tillbridge-company': two.a.company.companyId };
    for (const operation of operations) {
      const told = await call(operation, fillPath(operation, idsOfA), { headers });
      expect([told.status, leaks(told.text, secretsOfA)], operation.title).toEqual([404, []]);
    }
  });

  it('does not answer B what it stored for A under the same Idempotency-Key', async () => {
    const operation = operations.find(({ title }) => title === 'POST /api/v1/venues');
    const body = { name: `Second of ${two.b.company.companyId}`, timeZone: 'UTC', currency: 'CAD' };
    const headers = { ...two.b.headers, 'idempotency-key': 'the-same-for-both' };
    if (!operation) throw new Error('venues cannot be added any more');
    const told = await call(operation, operation.path, { headers, body });
    expect([told.status, leaks(told.text, secretsOfA)]).toEqual([201, []]);
    expect(told.text).toContain(two.b.company.companyId);
  });
});

/** They show figures and descriptions; that B's are not A's is shown by the rows and by 404. */
const readingsWithoutIds = [
  'GET /api/v1/integrations/{integrationId}/files/{fileId}/raw',
  'GET /api/v1/integrations/{integrationId}/timeline.csv',
  'GET /api/v1/me/notice-preferences',
  'GET /api/v1/providers',
  'GET /api/v1/venues/{venueId}/pos-items.csv',
  'GET /api/v1/venues/{venueId}/sales/days',
  'GET /api/v1/venues/{venueId}/sales/lines.csv',
  'GET /api/v1/venues/{venueId}/timeline.csv',
];

describe('every endpoint', () => {
  it('answers 401 without a key, and with one that is none', async () => {
    const wrong = { authorization: `${two.b.headers.authorization.slice(0, -4)}AAAA` };
    for (const operation of operations) {
      for (const headers of [{}, wrong, { authorization: 'Bearer x' }] as Record<
        string,
        string
      >[]) {
        const told = await call(operation, fillPath(operation, idsOfB), { headers });
        expect([told.status, leaks(told.text, secretsOfB)], operation.title).toEqual([401, []]);
      }
    }
  });

  it('answers 403 to a key that has every other scope', async () => {
    const scopes = [...new Set(operations.flatMap(({ scope }) => scope ?? []))];
    expect(scopes.length).toBeGreaterThan(4);
    for (const scope of scopes) {
      const headers = await keyOfB(scopes.filter((other) => other !== scope));
      for (const operation of operations.filter((each) => each.scope === scope)) {
        const told = await call(operation, fillPath(operation, idsOfB), { headers });
        expect([told.status, leaks(told.text, secretsOfB)], operation.title).toEqual([403, []]);
      }
    }
  });

  it('that changes something takes more than a reading scope', () => {
    // Everybody who is signed in writes what is their own, and nothing else.
    const own = ['PUT /api/v1/me/notice-preferences'];
    const writes = operations.filter(
      ({ method, title }) => method !== 'GET' && !own.includes(title),
    );
    const loose = writes.filter(({ scope }) => scope === null || scope.endsWith(':read'));
    expect(loose.map(({ title }) => title)).toEqual([]);
  });
});

describe('the stream of events', () => {
  it('tells B what B does and nothing of A', async () => {
    const stream = await listenTo(`${two.url}/api/v1/events`, two.b.headers);
    try {
      for (const tenant of [two.a, two.b]) await rename(tenant);
      await two.world.engineOf(two.a.company).check(two.a.integrationId);
      await rename(two.b);
      // Events come in the order of their commits, so A's would stand before B's second.
      const heard = await stream.until((text) => text.split('event: venue.changed').length > 2);
      expect(heard).toContain(two.b.company.venueId);
      expect(leaks(heard, secretsOfA)).toEqual([]);
    } finally {
      await stream.close();
    }
  });
});

async function rename({ company, headers }: Tenant): Promise<void> {
  const response = await fetch(`${two.url}/api/v1/venues/${company.venueId}`, {
    method: 'PATCH',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Renamed' }),
  });
  if (response.status !== 200) throw new Error(await response.text());
}
