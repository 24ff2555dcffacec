import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createVenue } from '#modules/tenancy/index.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { type Reply, startTestServer, type TestServer } from '#test/http-server.ts';
import { openWorld, type World } from '#test/sync/world.ts';
import { onboardingRoutes } from './index.ts';
import type { OnboardingView } from './schemas.ts';

const hourMs = 3_600_000;
const serial = 'S-1';

let world: World;
let server: TestServer;
/** Another company in every test: no test sees what the one before it did. */
let company: TestCompany;

beforeAll(async () => {
  const venue = { name: 'Chez Test', timeZone: 'America/Toronto', currency: 'CAD' };
  const restaurant = { seed: 'way', venue, ordersPerDay: 4, from: '2026-01-10' };
  world = await openWorld({
    venues: [{ source: { restaurant }, locations: [{ apiKey: 'key', serial }] }],
    now: '2026-03-20T18:00:00Z',
  });
  const { database, clock, deps } = world;
  server = await startTestServer({ database, clock, plugins: [onboardingRoutes(deps)] });
});
beforeEach(async () => {
  company = await makeCompany(world.database, { nowMs: world.clock.now() });
});
afterAll(async () => {
  await server.close();
  await world.close();
});

const pathOf = (venueId = company.venueId) => `/api/v1/venues/${venueId}/onboarding`;

async function ok(call: Promise<Reply<OnboardingView>>): Promise<OnboardingView> {
  const reply = await call;
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
}

const read = (headers: Record<string, string> = company.headers) =>
  ok(server.call<OnboardingView>('GET', pathOf(), { headers }));
const put = (path: string, body: unknown, headers: Record<string, string> = company.headers) =>
  server.call<OnboardingView>('PUT', pathOf() + path, { headers, body });
const tick = (step: string, body: object = { done: true }) => ok(put(`/steps/${step}`, body));

const statesOf = (list: OnboardingView) =>
  Object.fromEntries(list.steps.map(({ step, state }) => [step, state]));
const stepOf = (list: OnboardingView, name: string) => list.steps.find(({ step }) => step === name);

async function listOnTheirWay(): Promise<string[]> {
  const { headers } = company;
  const reply = await server.call<{ items: OnboardingView[] }>('GET', '/api/v1/onboarding', {
    headers,
  });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body.items.map(({ venueId }) => venueId);
}

describe('before anything is connected', () => {
  it('tells whom to write to and what, in the reader’s language', async () => {
    const list = await read();
    expect(list).toMatchObject({
      venueId: company.venueId,
      ...{ provider: 'cluster', providerName: 'Cluster', integrationId: null },
      ...{ finished: false, dismissed: false, import: null, trouble: null },
      request: {
        to: 'success@clustersystems.com',
        identityLabel: 'Serial #',
        identityHelp: 'It stands on the terminal, under Settings.',
        identities: [],
      },
      wait: { hoursMin: 24, hoursMax: 48, since: null, askAgainAt: null },
      mapping: { targetPercent: 80, mappedPercent: null, posItems: 0 },
    });
    expect(list.request?.body).toContain('Venue: {venue}\nSerial #: {identities}');
    const french = await read({ ...company.headers, 'accept-language': 'fr' });
    expect(french.request?.body).toContain('Établissement : {venue}');
    expect(stepOf(french, 'pay_fee')?.help).toContain('frais uniques par emplacement');
  });

  it('keeps who ticked what and when; saying it again changes neither', async () => {
    const at = new Date(world.clock.now()).toISOString();
    const asked = await tick('request_access', { done: true, identities: [serial] });
    const { cookie } = await server.signIn(company.owner);
    expect(asked.request?.identities).toEqual([serial]);
    expect(stepOf(asked, 'request_access')).toMatchObject({
      state: 'done',
      mark: { done: true, at },
    });
    world.clock.advance(hourMs);
    const again = await ok(put('/steps/request_access', { done: true }, { cookie }));
    expect(again).toEqual(asked);
  });

  it('undoes: the step is open again, and who undid it is kept', async () => {
    await tick('request_access', { done: true, identities: [serial] });
    world.clock.advance(hourMs);
    const { cookie } = await server.signIn(company.owner);
    const undone = await ok(put('/steps/request_access', { done: false }, { cookie }));
    expect(stepOf(undone, 'request_access')).toMatchObject({
      state: 'current',
      mark: { done: false, by: 'Olive Owner', at: new Date(world.clock.now()).toISOString() },
    });
    // What was typed is not lost with it.
    expect(undone.request?.identities).toEqual([serial]);
    expect(stepOf(await tick('pay_fee', { done: false }), 'pay_fee')?.mark).toBeNull();
  });

  it('waits from the fee on and says when to ask again', async () => {
    await tick('request_access');
    const paidAtMs = world.clock.now();
    const waiting = await tick('pay_fee');
    expect(statesOf(waiting)).toMatchObject({ wait: 'waiting', keys: 'upcoming' });
    expect(waiting.wait).toMatchObject({
      since: new Date(paidAtMs).toISOString(),
      askAgainAt: new Date(paidAtMs + 48 * hourMs).toISOString(),
    });
    world.clock.advance(48 * hourMs);
    expect(statesOf(await read())).toMatchObject({ wait: 'overdue' });
    expect(statesOf(await tick('wait'))).toMatchObject({ wait: 'done', keys: 'current' });
  });

  it('refuses to be told what it sees by itself, and steps there are not', async () => {
    for (const step of ['keys', 'verify', 'first_import', 'map_revenue']) {
      const reply = await put(`/steps/${step}`, { done: true });
      expect(reply).toMatchObject({ status: 422, body: { code: 'step_ticks_itself' } });
    }
    expect((await put('/steps/dance', { done: true })).status).toBe(404);
    expect((await put('/steps/wait', { done: 'yes' })).status).toBe(422);
    expect((await put('/steps/wait?provider=abacus', { done: true })).body).toMatchObject({
      code: 'provider_unknown',
    });
    const noFile = await put('/steps/pay_fee?provider=sales-file', { done: true });
    expect(noFile).toMatchObject({ status: 422, body: { code: 'step_not_there' } });
  });
});

describe('through the life of a link', () => {
  it('ticks itself from the keys to the import, and takes it back with the link', async () => {
    const engine = world.engineOf(company);
    const link = await engine.connect({ settings: { historyFrom: '2026-02-01' } });
    const saved = await read();
    expect(saved).toMatchObject({ integrationId: link, import: { state: 'pending', percent: 0 } });
    expect(saved.request?.identities).toEqual([serial]);
    expect(statesOf(saved)).toMatchObject({
      ...{ request_access: 'done', pay_fee: 'done', wait: 'done' },
      ...{ keys: 'done', verify: 'done', first_import: 'running' },
    });
    expect(stepOf(saved, 'pay_fee')?.mark).toBeNull();
    expect(await listOnTheirWay()).toEqual([company.venueId]);

    await engine.check(link);
    expect(statesOf(await read())).toMatchObject({ first_import: 'running' });
    await engine.backfill();
    const done = await read();
    expect(done).toMatchObject({ finished: true, import: { state: 'done', percent: 100 } });
    expect(statesOf(done)).toMatchObject({
      first_import: 'done',
      map_revenue: 'not_available',
    });
    expect(done.mapping.posItems).toBeGreaterThan(0);
    expect(await listOnTheirWay()).toEqual([]);

    world.sandbox.control.addFault({ kind: 'bad_key', serial });
    world.clock.advance(2 * hourMs);
    await engine.check(link);
    world.sandbox.control.clearFaults();
    const refused = await read();
    expect(statesOf(refused)).toMatchObject({ verify: 'trouble', first_import: 'done' });
    expect(refused).toMatchObject({ finished: true, trouble: { code: 'cluster.key_refused' } });
    await world.database.withCompany(company.companyId, (tx) =>
      tx.run({ text: 'UPDATE integrations SET deactivated_at = now()', values: [] }),
    );
    await world.database.withCompany(company.companyId, (tx) =>
      tx.run({ text: 'UPDATE locations SET is_live = false', values: [] }),
    );
    expect(statesOf(await read())).toMatchObject({ request_access: 'current', keys: 'upcoming' });
  });

  it('says what keeps the first import from going on', async () => {
    const engine = world.engineOf(company);
    const link = await engine.connect({ settings: { historyFrom: '2026-02-01' } });
    world.sandbox.control.addFault({ kind: 'venue_offline', serial });
    await engine.check(link);
    world.sandbox.control.clearFaults();
    const failing = await read();
    expect(statesOf(failing)).toMatchObject({ verify: 'done', first_import: 'trouble' });
    expect(failing.trouble?.code).toBe('cluster.venue_offline');
    world.sandbox.control.addFault({ kind: 'not_activated', serial });
    world.clock.advance(hourMs);
    await engine.check(link);
    world.sandbox.control.clearFaults();
    expect(statesOf(await read())).toMatchObject({ verify: 'trouble', first_import: 'upcoming' });
  });
});

describe('several venues', () => {
  it('each have a list of their own, which can be put away and taken out again', async () => {
    const second = await world.database.withCompany(company.companyId, (tx) =>
      createVenue(tx, {
        ...{ name: 'Second', timeZone: 'UTC', currency: 'CAD' },
        nowMs: world.clock.now() + 1,
      }),
    );
    await tick('request_access');
    const { headers } = company;
    const other = await ok(server.call('GET', pathOf(second.venueId), { headers }));
    expect(statesOf(other)).toMatchObject({ request_access: 'current' });
    expect(await listOnTheirWay()).toEqual([company.venueId, second.venueId]);
    const away = await ok(put('', { dismissed: true }));
    expect(away.dismissed).toBe(true);
    expect(await listOnTheirWay()).toEqual([second.venueId]);
    expect((await ok(put('', { dismissed: false }))).dismissed).toBe(false);
    expect(await listOnTheirWay()).toEqual([company.venueId, second.venueId]);
  });

  it('are another company’s business to nobody, and read only to viewers', async () => {
    const stranger = await makeCompany(world.database, { nowMs: world.clock.now() });
    const { headers } = stranger;
    expect((await server.call('GET', pathOf(), { headers })).status).toBe(404);
    expect((await put('/steps/wait', { done: true }, headers)).status).toBe(404);
    const key = await server.call<{ key: string }>('POST', '/api/v1/api-keys', {
      headers: company.headers,
      body: { name: 'Reader', scopes: ['integrations:read'] },
    });
    const reader = { authorization: `Bearer ${key.body.key}` };
    expect((await server.call('GET', pathOf(), { headers: reader })).status).toBe(200);
    expect((await put('/steps/wait', { done: true }, reader)).status).toBe(403);
    expect((await put('', { dismissed: true }, reader)).status).toBe(403);
  });
});
