import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readGrid } from '#connectors/sales-file/index.ts';
import { createDeps } from '#main/deps.ts';
import { integrationRoutes } from '#modules/integrations/index.ts';
import { reconciliationRoutes } from '#modules/reconciliation/index.ts';
import { recomputeVenue } from '#modules/sync/index.ts';
import { sql } from '#platform/db/sql.ts';
import { createLog } from '#platform/log/log.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import type { Queue } from '#platform/queue/queue.ts';
import { startTestServer, type TestServer } from '../http-server.ts';
import { readStoredDays } from './stored.ts';
import { openWorld, type World } from './world.ts';

const till = { apiKey: 'key-a', serial: 'S-1' };
const venue = { name: 'Chez Test', timeZone: 'America/Toronto', currency: 'CAD' };
const restaurant = { seed: 'approved-rule', venue, ordersPerDay: 30, from: '2026-03-10' };
const approved = ['2026-03-14', '2026-03-18'];
const signal = new AbortController().signal;

interface Job {
  name: string;
  data: { recomputationId?: string; from?: string };
}

describe('a change of a venue’s day rule while days are approved', () => {
  let world: World;
  let server: TestServer;
  let jobs: Job[];

  beforeEach(async () => {
    world = await openWorld({
      venues: [{ source: { restaurant }, locations: [till] }],
      now: '2026-03-20T18:00:00Z',
    });
    jobs = [];
    const queue = {
      send: async (_tx: unknown, name: string, data: Job['data']) => jobs.push({ name, data }),
    };
    const { database, clock, keyring, sandbox } = world;
    const deps = createDeps({
      config: { clusterApiUrl: sandbox.url, allowPrivateAddresses: true, keyring },
      ...{ database, clock, log: createLog({ level: 'silent' }) },
      ...{ metrics: createMetrics({ withProcess: false }), queue: queue as unknown as Queue },
    });
    server = await startTestServer({
      ...{ database, clock, hooks: deps.hooks },
      plugins: [
        integrationRoutes(deps),
        reconciliationRoutes({ clock, readCells: readGrid, onDayReopened: async () => undefined }),
      ],
    });
    const integrationId = await world.connect({ settings: { historyMonths: 6 } });
    await world.check(integrationId);
    await world.backfill();
    for (const date of approved) expect((await approve(date)).status).toBe(200);
  });

  afterEach(async () => {
    await server.close();
    await world.close();
  });

  const call = (method: string, path: string, body?: object) => {
    const { venueId, headers } = world.company;
    return server.call(method, `/api/v1/venues/${venueId}${path}`, {
      headers,
      ...(body ? { body } : {}),
    });
  };
  const approve = (date: string) =>
    call('POST', `/sales/days/${date}/reconciliation/approve`, { note: '' });
  const change = (body: object) => call('PATCH', '', body);

  const approvedNow = async () => {
    const rows = await world.database.withCompany(world.company.companyId, (tx) =>
      tx.rows<{ date: string }>(sql`SELECT business_date AS date FROM day_reconciliations
        WHERE approval IS NOT NULL ORDER BY business_date`),
    );
    return rows.map(({ date }) => date);
  };

  async function recompute() {
    const { companyId } = world.company;
    for (const { name, data } of jobs.splice(0)) {
      if (name !== 'sales.recompute' || !data.recomputationId) continue;
      const { recomputationId } = data;
      await recomputeVenue(world.deps, { companyId, recomputationId, signal });
    }
  }

  test('is refused with how many there are, and nothing changes', async () => {
    const before = (await call('GET', '')).body;
    const refused = await change({ name: 'Renamed', cutoff: '14:00' });
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'approved_days_would_change',
        approvedDays: { count: 2, first: approved[0], last: approved[1] },
        detail: expect.stringContaining('2 approved days, from 2026-03-14 to 2026-03-18, could'),
      },
    });
    expect((await change({ timeZone: 'America/Vancouver' })).status).toBe(409);
    expect((await call('GET', '')).body).toEqual(before);
    expect(await approvedNow()).toEqual(approved);
    expect(jobs).toEqual([]);
  });

  test('reopens them when told to, says so, and none is approved until all is computed anew', async () => {
    expect((await change({ cutoff: '14:00', approvedDays: 'reopen' })).status).toBe(200);
    expect(await approvedNow()).toEqual([]);
    const { items } = (await call('GET', '/timeline?limit=50')).body as {
      items: { name: string; text: string; actor: { kind: string } }[];
    };
    const reopened = items.filter(({ name }) => name === 'day.reopened');
    expect(reopened).toHaveLength(2);
    for (const { text, actor } of reopened) {
      expect(actor.kind).toBe('api_key');
      expect(text).toContain('with a change of the venue’s time zone or cut-off');
    }
    const early = await approve('2026-03-18');
    expect(early).toMatchObject({ status: 409, body: { code: 'days_being_computed' } });
    await recompute();
    const truth = await world.sandbox.control.ledgerDays({ cutoff: '14:00', morningEnd: '15:00' });
    const stored = await readStoredDays(world.database, world.company);
    for (const date of approved) expect(stored[date]?.netMinor).toBe(truth.days[date]?.netMinor);
    expect((await approve('2026-03-18')).status).toBe(200);
  });

  test('that moves no bill of theirs, or the end of the morning alone, leaves them approved', async () => {
    const was = await readStoredDays(world.database, world.company);
    expect((await change({ cutoff: '05:15' })).status).toBe(200);
    await recompute();
    expect((await change({ morningEnd: '14:00' })).status).toBe(200);
    await recompute();
    expect(await approvedNow()).toEqual(approved);
    const now = await readStoredDays(world.database, world.company);
    for (const date of approved) {
      const { netMinor, orders, taxMinor } = was[date] ?? {};
      expect(now[date]).toMatchObject({ netMinor, orders, taxMinor });
    }
  });
});
