import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toRawOrder } from '#connectors/push/index.ts';
import { manualClock } from '#kernel/clock.ts';
import { createDeps } from '#main/deps.ts';
import { integrationRoutes } from '#modules/integrations/index.ts';
import { quarantineRoutes, salesRoutes } from '#modules/sales/index.ts';
import { openDatabase } from '#platform/db/database.ts';
import { createLog } from '#platform/log/log.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { installQueue } from '#platform/queue/install-queue.ts';
import { openQueue } from '#platform/queue/queue.ts';
import { newVaultKey } from '#platform/vault/keyring.ts';
import { testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer } from '#test/http-server.ts';
import { pushRoutes } from './index.ts';

/** Noon of a Saturday in Toronto. */
const clock = manualClock(Date.UTC(2025, 2, 15, 16));
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
const server = await startTestServer({
  ...{ database, clock, log, hooks: deps.hooks },
  plugins: [
    integrationRoutes(deps),
    salesRoutes,
    quarantineRoutes(deps),
    pushRoutes({ ...deps, toRaw: toRawOrder }),
  ],
});
let company: TestCompany;
let integrationId: string;

const call = (method: string, path: string, body?: unknown, by = company) =>
  server.call(method, path, { headers: by.headers, ...(body === undefined ? {} : { body }) });
const push = (body: unknown, by = company) =>
  call('POST', `/api/v1/venues/${company.venueId}/sales`, body, by);
const connect = async (more: object = {}) => {
  const path = `/api/v1/venues/${company.venueId}/integrations`;
  const added = await call('POST', path, {
    provider: 'push',
    credentials: {},
    settings: {},
    ...more,
  });
  if (added.status !== 201) throw new Error(JSON.stringify(added.body));
  return String(added.body.id);
};
async function readDay(date: string) {
  const path = `/api/v1/venues/${company.venueId}/sales/days?from=${date}&to=${date}`;
  const { body } = await call('GET', path);
  return (body.days as { netMinor: number; orders: number; completeness: string }[])[0];
}

beforeAll(async () => {
  company = await makeCompany(database, { timeZone: 'America/Toronto' });
  expect(await push([line('early')])).toMatchObject({
    status: 409,
    body: { code: 'no_push_integration' },
  });
  integrationId = await connect();
});

afterAll(async () => {
  await server.close();
  await queue.stop({ graceMs: 1000 });
  await database.close();
  await testDb.drop();
});

function line(id: string, more: object = {}) {
  const sold = { date: '2025-03-14T18:30:00', pluNumber: '77', title: 'Beer' };
  return { id, ...sold, quantity: 1, total: '6.25', ...more };
}

describe('a till that calls', () => {
  test('has its lines stored, and its link becomes healthy', async () => {
    const answer = await push([line('a-1'), line('a-2', { quantity: 2, total: '12.50' })]);
    expect(answer).toMatchObject({ status: 200, body: { newCount: 2, refusedCount: 0 } });
    expect(await readDay('2025-03-14')).toMatchObject({ netMinor: 1875, completeness: 'complete' });
    const { body } = await call('GET', `/api/v1/integrations/${integrationId}`);
    expect(body).toMatchObject({ status: 'Healthy', provider: 'push' });
  });

  test('may call again: nothing counts twice, and a corrected line replaces itself', async () => {
    const again = await push([line('a-1'), line('a-2', { quantity: 2, total: '12.50' })]);
    expect(again.body).toMatchObject({ newCount: 0, knownCount: 2 });
    expect(await readDay('2025-03-14')).toMatchObject({ netMinor: 1875, orders: 2 });
    await push([line('a-1', { total: '7.00' })]);
    expect(await readDay('2025-03-14')).toMatchObject({ netMinor: 1950, orders: 2 });
  });

  test('voids with a negative line of its own', async () => {
    await push([line('v-1', { date: '2025-03-13T12:00:00' })]);
    await push([line('v-2', { date: '2025-03-13T12:05:00', quantity: -1, total: '-6.25' })]);
    expect(await readDay('2025-03-13')).toMatchObject({ netMinor: 0 });
  });

  test('is answered line by line: a refused one keeps no other back and is not kept', async () => {
    const bad = { ...line('b-2'), quantity: 'two' };
    const answer = await push([line('b-1', { date: '2025-03-12T12:00:00' }), bad, 7, null]);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      newCount: 1,
      refusedCount: 3,
      lines: [
        { id: 'b-1', result: 'new', reason: null },
        { id: 'b-2', result: 'refused', reason: expect.stringContaining('quantity') },
        { id: null, result: 'refused' },
        { id: null, result: 'refused' },
      ],
    });
    expect(await readDay('2025-03-12')).toMatchObject({ netMinor: 625 });
    const held = await call('GET', `/api/v1/venues/${company.venueId}/quarantine`);
    expect(held.body).toMatchObject({ items: [] });
  });

  test('whose clock is years off is told so, and its other lines are kept', async () => {
    const odd = ['2062-11-14T12:00:00', '1900-01-01T12:00:00', '2025-03-17T12:00:00'];
    const lines = odd.map((date, at) => line(`odd-${at}`, { date }));
    const soon = line('soon', { date: '2025-03-16T11:00:00' });
    const { body } = await push([...lines, soon]);
    expect(body).toMatchObject({ newCount: 1, refusedCount: 3 });
    expect(body.lines).toMatchObject([
      ...odd.map(() => ({ result: 'refused', reason: expect.stringContaining('clock') })),
      { id: 'soon', result: 'new' },
    ]);
  });

  test('counts an id that stands twice in one call as its last line says, and knows it then', async () => {
    const date = '2025-03-11T12:00:00';
    const twice = await push([line('c-1', { date }), line('c-1', { date, total: '9.00' })]);
    expect(twice.body).toMatchObject({
      ...{ newCount: 1, knownCount: 1 },
      lines: [{ result: 'new' }, { result: 'known' }],
    });
    expect(await readDay('2025-03-11')).toMatchObject({ netMinor: 900, orders: 1 });
  });

  test('hears `new` of an id once, however many calls bring it at the same moment', async () => {
    const date = '2025-03-07T12:00:00';
    const calls = await Promise.all(Array.from({ length: 5 }, () => push([line('m-1', { date })])));
    const answers = calls.map(({ body }) => [body.newCount, body.knownCount]);
    expect(answers.sort()).toEqual([...Array(4).fill([0, 1]), [1, 0]]);
    expect(await readDay('2025-03-07')).toMatchObject({ netMinor: 625, orders: 1 });
  });

  test('has a line refused for a text that cannot be stored, and the others taken', async () => {
    const date = '2025-03-06T12:00:00';
    const answer = await push([
      line('t-1', { date, title: 'a\0b' }),
      line('t-2\0', { date }),
      line('t-3', { date, note: ['\ud800'] }),
      line('t-4', { date, title: '\\u0000 🍺' }),
    ]);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        lines: [
          { id: 't-1', result: 'refused', reason: expect.stringContaining('NUL') },
          { id: null, result: 'refused' },
          { id: 't-3', result: 'refused' },
          { id: 't-4', result: 'new' },
        ],
      },
    });
    expect(await readDay('2025-03-06')).toMatchObject({ netMinor: 625, orders: 1 });
  });

  test('is told how many lines one call may bring', async () => {
    expect(await push(Array(2001).fill(line('x')))).toMatchObject({
      status: 422,
      body: {
        ...{ code: 'too_many_lines', linesMax: 2000 },
        detail: expect.stringContaining('at most 2,000 lines, and this one has 2,001'),
      },
    });
  });

  test('puts a line after midnight into the business day before', async () => {
    await push([line('n-1', { date: '2025-03-11T04:59:00' })]);
    expect(await readDay('2025-03-10')).toMatchObject({ netMinor: 625 });
  });

  test('must name its integration where the venue has two', async () => {
    const second = await connect({ nickname: 'Bar', createNew: true });
    expect(await push([line('d-1')])).toMatchObject({
      status: 409,
      body: { code: 'integration_ambiguous' },
    });
    const lines = [line('d-1', { date: '2025-03-09T12:00:00' })];
    expect((await push({ integrationId: second, lines })).body).toMatchObject({ newCount: 1 });
    await call('POST', `/api/v1/integrations/${second}/deactivate`);
  });

  test.each([
    ['no lines', []],
    ['something else than lines', { rows: [] }],
  ])('is refused %s as a whole', async (_what, body) => {
    expect((await push(body)).status).toBe(422);
  });

  test('cannot reach another company’s venue', async () => {
    const other = await makeCompany(database);
    expect((await push([line('z')], other)).status).toBe(404);
  });
});
