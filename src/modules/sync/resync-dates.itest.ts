import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Queue } from '#platform/queue/queue.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';
import { openWorld, type World } from '#test/sync/world.ts';
import { syncRoutes } from './routes.ts';

const till = { apiKey: 'key-a', serial: 'S-1' };
const venue = { name: 'Chez Test', timeZone: 'America/Toronto', currency: 'CAD' };
const restaurant = { seed: 'dates', venue, ordersPerDay: 3, from: '2026-03-01' };
interface SentJob {
  runIds: Record<string, string>;
}

const asked: unknown[] = [];

let world: World;
let server: TestServer;
let path: string;

beforeAll(async () => {
  world = await openWorld({
    venues: [{ source: { restaurant }, locations: [till] }],
    now: '2026-03-05T18:00:00Z',
  });
  const { database, clock, deps } = world;
  const queue = { send: async (_tx: unknown, ...job: unknown[]) => asked.push(job) };
  const plugins = [syncRoutes(deps, queue as unknown as Queue)];
  server = await startTestServer({ database, clock, plugins });
  path = `/api/v1/integrations/${await world.connect()}/resync`;
});

afterAll(async () => {
  await server.close();
  await world.close();
});

const read = (body: object, language = 'en') =>
  server.call('POST', path, {
    headers: { ...world.company.headers, 'accept-language': language },
    body,
  });

test.each([
  [{ from: '0001-01-01', to: '0001-01-02' }, '0001-01-01'],
  [{ from: '0202-11-20', to: '0202-11-21' }, '0202-11-20'],
  [{ from: '1994-12-31', to: '1995-01-02' }, '1994-12-31'],
  [{ from: '2026-03-01', to: '9999-12-31' }, '9999-12-31'],
])('days of a mistyped year are neither read nor previewed: %j', async (range, odd) => {
  for (const preview of [false, true]) {
    const { status, body } = await read({ ...range, preview });
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'date_range_invalid' });
    expect(body.detail).toBe(`${odd} is out of reach: dates go from 1995-01-01 to 2199-12-31.`);
  }
  expect((await read(range, 'fr')).body.detail).toContain('est hors de portée');
  expect(asked).toEqual([]);
});

test('a day there may have been sales on is read', async () => {
  const { status, body } = await read({ from: '1995-01-01', to: '1995-01-02' });
  expect(status).toBe(202);
  // Whoever asked knows the run by its id before it begins.
  expect(body).toMatchObject({ preview: null, runIds: [expect.any(String)] });
  const runIds = [(body as { runIds: string[] }).runIds];
  expect(asked).toMatchObject([['sync.resync', { from: '1995-01-01' }]]);
  expect(asked.map((job) => Object.values((job as [string, SentJob])[1].runIds))).toEqual(runIds);
});
