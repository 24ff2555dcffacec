import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { cluster, type LinkWorld, openLinkWorld, startMs, tills } from './testing.ts';

let world: LinkWorld;

beforeAll(async () => {
  world = await openLinkWorld();
});
afterAll(() => world.close());

/** A company of its own for each test, so that tills are free again. */
let company: TestCompany;
let venuePath: string;
beforeEach(async () => {
  company = await makeCompany(world.database, { nowMs: world.clock.now() });
  venuePath = `/api/v1/venues/${company.venueId}/integrations`;
  world.sandbox.control.clearFaults();
});

const post = (path: string, body: unknown) => world.call('POST', path, body, company);
const add = (body: unknown) => post(venuePath, body);
const wrongKey = (serial: string) => ({
  ...cluster([]),
  credentials: { locations: [{ apiKey: 'key-wrong-9999', serial }] },
});

async function stored(): Promise<Record<string, number>> {
  const tables = ['integrations', 'locations', 'backfills', 'timeline_events', 'outbox'];
  const counts = await Promise.all(tables.map((table) => world.rows(table, company)));
  return Object.fromEntries(tables.map((table, index) => [table, counts[index]?.length ?? 0]));
}
const nothing = { integrations: 0, locations: 0, backfills: 0, timeline_events: 0, outbox: 0 };

describe('verifying', () => {
  it('answers a verdict per location, in order, and saves nothing', async () => {
    const { status, body } = await post(`${venuePath}/verify`, {
      provider: 'cluster',
      credentials: {
        locations: [tills[0], { apiKey: 'key-wrong-9999', serial: 'A-200' }, tills[2]],
      },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ok: false,
      locations: [
        { label: 'A-100', ok: true, newestSaleAt: expect.stringMatching(/^2025-03-1[45]T/) },
        { label: 'A-200', ok: false, problem: { kind: 'auth', code: 'cluster.key_refused' } },
        { label: 'B-100', ok: true },
      ],
    });
    expect(await stored()).toEqual(nothing);
  });

  it('says in the reader’s language what is wrong with which field', async () => {
    const reply = await world.server.call('POST', `${venuePath}/verify`, {
      headers: { ...company.headers, 'accept-language': 'fr' },
      body: {
        provider: 'cluster',
        credentials: { locations: [{ apiKey: ' ', serial: 'A-100' }, { apiKey: 'x' }] },
        settings: { historyMonths: 7 },
      },
    });
    expect(reply).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
    expect(reply.body.errors).toEqual([
      {
        path: 'credentials.locations.0.apiKey',
        message: 'Entrez la valeur du courriel que Cluster vous a envoyé.',
      },
      { path: 'credentials.locations.1.serial', message: 'Ce champ est obligatoire.' },
      { path: 'settings.historyMonths', message: 'L’une de ces valeurs : 6, 12.' },
    ]);
  });

  it('refuses a POS type that does not exist', async () => {
    expect(
      await post(`${venuePath}/verify`, { ...cluster(['A-100']), provider: 'nope' }),
    ).toMatchObject({
      status: 422,
      body: { code: 'provider_unknown', errors: [{ path: 'provider' }] },
    });
  });
});

describe('adding', () => {
  it('verifies, then stores the whole link, due now, with history to import', async () => {
    const { status, body } = await add(
      cluster(['A-100', 'B-100'], { settings: { historyMonths: 6 }, everyMinutes: 30 }),
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ provider: 'cluster', providerName: 'Cluster', nickname: null, active: true },
      ...{ status: 'Initializing', statusReason: null, lastSalesCheckAt: null },
      venueId: company.venueId,
      backfill: {
        ...{ state: 'pending', percent: 0, ordersImported: 0, etaSeconds: null },
        ...{ reachedDate: null, from: '2024-09-15' },
      },
      locations: [{ identity: 'A-100' }, { identity: 'B-100' }],
      settings: { includeModifiers: false, historyMonths: 6 },
      schedule: { everyMinutes: 30 },
      nextCheckAt: new Date(startMs).toISOString(),
    });
    const backfills = await world.rows('backfills', company);
    expect(backfills).toHaveLength(2);
    for (const backfill of backfills) {
      // Live sync has the last three business days before today: from 5 AM on the 12th.
      expect(backfill).toMatchObject({
        from_at: new Date('2024-09-15T05:00:00-04:00'),
        to_at: new Date('2025-03-12T05:00:00-04:00'),
      });
    }
    expect(await stored()).toMatchObject({ integrations: 1, locations: 2, timeline_events: 1 });
    const timeline = await world.call(
      'GET',
      `/api/v1/integrations/${body.id}/timeline`,
      undefined,
      company,
    );
    expect(timeline.body).toMatchObject({
      items: [
        {
          name: 'integration.added',
          actor: { kind: 'api_key', name: 'First key' },
          text: 'The API key "First key" added the Cluster integration. Sales since September 15, 2024 are being imported.',
        },
      ],
      nextCursor: null,
    });
  });

  it('stores nothing at all when one of the tills refuses', async () => {
    const { status, body } = await add({
      ...cluster([]),
      credentials: { locations: [tills[0], { ...tills[1], apiKey: 'key-wrong-9999' }] },
    });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'verification_failed',
      detail: expect.stringMatching(
        /^Nothing was saved: .*Cluster refuses the API key(?!.*(saved|verified))/,
      ),
      locations: [
        { label: 'A-100', ok: true },
        { label: 'A-200', ok: false },
      ],
    });
    expect(await stored()).toEqual(nothing);
  });

  it('keeps secrets sealed, and opens them with the place they were sealed in alone', async () => {
    await add(cluster(['A-100']));
    const [location] = await world.rows<{ secret_sealed: string }>('locations', company);
    expect(location?.secret_sealed).toMatch(/^v1\.k1\./);
    expect(location?.secret_sealed).not.toContain('key-alpha');
  });

  it('needs no import for history that live sync reads anyway', async () => {
    const { body } = await add(cluster(['A-100'], { settings: { historyFrom: '2025-03-14' } }));
    expect(body.backfill).toMatchObject({ state: 'done', percent: 100, from: '2025-03-14' });
    expect(await stored()).toMatchObject({ backfills: 0, locations: 1 });
  });

  it('refuses history that begins in the future, and a schedule nobody offers', async () => {
    expect(
      await add(cluster(['A-100'], { settings: { historyFrom: '2025-03-16' } })),
    ).toMatchObject({ status: 422, body: { code: 'history_in_future' } });
    expect(await add(cluster(['A-100'], { everyMinutes: 7 }))).toMatchObject({ status: 422 });
    expect(await stored()).toEqual(nothing);
  });

  it('answers a repeated call with the same Idempotency-Key once', async () => {
    const send = () =>
      world.server.call('POST', venuePath, {
        headers: { ...company.headers, 'idempotency-key': 'add-once' },
        body: cluster(['A-100']),
      });
    const first = await send();
    const second = await send();
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).toBe(first.body.id);
    expect(await stored()).toMatchObject({ integrations: 1 });
    expect(JSON.stringify(await world.rows('idempotency_replies', company))).not.toContain(
      'key-alpha',
    );
  });
});

describe('a second integration of the same type', () => {
  let firstId: string;
  beforeEach(async () => {
    firstId = (await add(cluster(['A-100']))).body.id as string;
  });

  it('is asked about before any till is', async () => {
    world.sandbox.control.clearRequests();
    expect(await add(cluster(['B-100']))).toMatchObject({
      status: 409,
      body: {
        code: 'integration_exists',
        existing: { id: firstId, status: 'Initializing' },
        choices: ['createNew'],
      },
    });
    expect(world.sandbox.control.requests()).toEqual([]);
  });

  it('needs a nickname of its own', async () => {
    const second = cluster(['B-100'], { createNew: true });
    expect(await add(second)).toMatchObject({ status: 422, body: { code: 'nickname_required' } });
    expect((await add({ ...second, nickname: 'Bar' })).status).toBe(201);
    const third = cluster(['B-200'], { createNew: true, nickname: ' bar' });
    expect(await add(third)).toMatchObject({ status: 409, body: { code: 'nickname_taken' } });
    const list = await world.call('GET', `${venuePath}?active=true`, undefined, company);
    expect((list.body.items as { nickname: string }[]).map((each) => each.nickname)).toEqual([
      null,
      'Bar',
    ]);
  });

  it('cannot have a till that is linked already, at this venue or another', async () => {
    const again = cluster(['A-100', 'B-100'], { createNew: true, nickname: 'Bar' });
    const here = await add(again);
    expect(here).toMatchObject({
      status: 409,
      body: {
        code: 'location_already_linked',
        errors: [{ path: 'credentials.locations.0' }],
        linked: [{ identity: 'A-100', integrationId: firstId, venueId: company.venueId }],
      },
    });
    const other = await post('/api/v1/venues', {
      ...{ name: 'Annex', timeZone: 'Europe/Paris', currency: 'EUR' },
    });
    const there = await post(`/api/v1/venues/${other.body.id}/integrations`, cluster(['A-100']));
    expect(there).toMatchObject({ status: 409, body: { code: 'location_already_linked' } });
    expect(await stored()).toMatchObject({ integrations: 1, locations: 1 });
  });

  it('may have a till that another company links too', async () => {
    const stranger = await makeCompany(world.database, { nowMs: world.clock.now() });
    const reply = await world.call(
      'POST',
      `/api/v1/venues/${stranger.venueId}/integrations`,
      cluster(['A-100']),
      stranger,
    );
    expect(reply.status).toBe(201);
  });

  it('is made once when two people add the same till at the same moment', async () => {
    const names = ['Bar', 'Patio', 'Terrace'];
    const replies = await Promise.all(
      names.map((nickname) => add(cluster(['B-100'], { createNew: true, nickname }))),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409, 409]);
    expect(await stored()).toMatchObject({ integrations: 2, locations: 2 });
  });
});

describe('secrets', () => {
  it('are in no answer, log line, event or notice', async () => {
    await add(wrongKey('A-100'));
    const { body } = await add(cluster(['A-100', 'B-100']));
    await world.call('GET', `/api/v1/integrations/${body.id}`, undefined, company);
    await world.call('GET', `/api/v1/integrations/${body.id}/timeline`, undefined, company);
    const tables = ['timeline_events', 'outbox', 'integrations', 'locations', 'runs', 'backfills'];
    const dumps = await Promise.all(tables.map((table) => world.rows(table, company)));
    const all = `${world.said()}\n${JSON.stringify(dumps)}`;
    for (const secret of ['key-alpha-0001', 'key-bravo-0002', 'key-wrong-9999']) {
      expect(all).not.toContain(secret);
    }
    expect(all).toContain('A-100');
  });
});
