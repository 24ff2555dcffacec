import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { integrationRoutes } from '#modules/integrations/index.ts';
import { overviewRoutes } from '#modules/overview/index.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { plainOverviewHooks } from '#test/overview-hooks.ts';
import { linkTill, type TestTill } from '#test/sales-scene.ts';
import { openSendingWorld, type SendingWorld } from '#test/sending-world.ts';
import { quarantineRoutes } from './index.ts';
import type { QuarantinedView } from './list-quarantine.ts';
import { recordQuarantined, resolveQuarantined, type UnreadableOrder } from './quarantine.store.ts';

interface Page {
  items: QuarantinedView[];
  nextCursor: string | null;
}

let world: SendingWorld;
let till: TestTill;
let other: TestCompany;

beforeAll(async () => {
  world = await openSendingWorld({
    plugins: (deps) => [
      integrationRoutes(deps),
      quarantineRoutes(deps),
      overviewRoutes(plainOverviewHooks),
    ],
  });
  const { database, company, clock } = world;
  other = await makeCompany(database);
  till = await linkTill(database, company, { nickname: 'Bar', nowMs: clock.now() });
  await setAside([unreadable('q1', '{"id":"q1"}'), unreadable(null, 'not json')]);
});
afterAll(() => world.close());

test('bills set aside are listed with reason and payload, page by page', async () => {
  const first = await list('limit=1');
  expect(first.items).toMatchObject([
    {
      ...{ key: null, payload: 'not json', reason: 'It has no date.', dismissed: null },
      ...{ locationLabel: 'Till', locationId: till.locationId, runId },
    },
  ]);
  expect((await list(`integration=${newId(0)}`)).items).toEqual([]);
  expect(await list(`limit=1&cursor=${first.nextCursor}`)).toMatchObject({
    items: [{ key: 'q1', payload: { id: 'q1' } }],
    nextCursor: null,
  });
});

test('what nobody will read is dismissed: Home is silent, the list shows it apart, and it can be taken back', async () => {
  const id = await idOf(null);
  expect(await warnings()).toEqual([expect.stringContaining('2 bills')]);
  const dismissed = await decide(id, 'dismiss');
  expect(dismissed).toMatchObject({
    status: 200,
    body: { id, dismissed: { at: new Date(world.clock.now()).toISOString() } },
  });
  expect(dismissed.body.dismissed?.by).toEqual(expect.any(String));
  expect(await keys('')).toEqual(['q1']);
  expect(await keys('state=dismissed')).toEqual([null]);
  expect(await warnings()).toEqual([expect.stringContaining('1 bill ')]);

  await decide(await idOf('q1'), 'dismiss');
  expect(await warnings()).toEqual([]);

  expect(await decide(id, 'restore')).toMatchObject({ status: 200, body: { dismissed: null } });
  expect(await keys('')).toEqual([null]);
  expect(await warnings()).toHaveLength(1);
});

test('a dismissal is told once in the timeline, by whoever did it first', async () => {
  const before = await eventNames();
  const id = await idOf(null);
  const first = await decide(id, 'dismiss');
  world.clock.advance(60_000);
  expect((await decide(id, 'dismiss')).body.dismissed).toEqual(first.body.dismissed);
  expect((await eventNames()).slice(0, -before.length || undefined)).toEqual([
    'quarantine.dismissed',
  ]);
  await decide(id, 'restore');
  const [told] = await events();
  expect(told?.text).toMatch(/ took back that what was set aside of the .*"Bar" was dismissed\.$/);
});

test('what was dismissed stays so when the till sends it again', async () => {
  const id = await idOf(null);
  await decide(id, 'dismiss');
  await setAside([unreadable(null, 'not json')]);
  expect(await keys('state=dismissed')).toEqual([null, 'q1']);
});

test('once settled it is listed nowhere and cannot be dismissed', async () => {
  const id = await idOf('q1', 'state=dismissed');
  const { database, company } = world;
  await database.withCompany(company.companyId, (tx) => resolveQuarantined(tx, source(), ['q1']));
  expect(await keys('state=dismissed')).toEqual([null]);
  expect(await decide(id, 'restore')).toMatchObject({
    status: 404,
    body: { code: 'quarantine_not_found' },
  });
});

test('another company finds nothing to list or to dismiss', async () => {
  const id = await idOf(null, 'state=dismissed');
  const path = `/api/v1/venues/${world.company.venueId}/quarantine`;
  expect(await world.call('GET', path, undefined, other)).toMatchObject({ status: 404 });
  for (const venueId of [world.company.venueId, other.venueId]) {
    const url = `/api/v1/venues/${venueId}/quarantine/${id}/restore`;
    expect(await world.call('POST', url, undefined, other)).toMatchObject({ status: 404 });
  }
  expect(await keys('state=dismissed')).toEqual([null]);
});

const runId = newId(0);
const reason = { en: 'It has no date.', fr: 'Elle n’a pas de date.' };

function source() {
  const { companyId, venueId, locationId } = till;
  return { companyId, venueId, locationId, runId, nowMs: world.clock.now() };
}

function unreadable(key: string | null, payloadText: string): UnreadableOrder {
  return { key, occurredAtMs: null, payloadText, payloadHash: Buffer.from(payloadText), reason };
}

function setAside(orders: UnreadableOrder[]) {
  const { database, company } = world;
  return database.withCompany(company.companyId, (tx) => recordQuarantined(tx, source(), orders));
}

async function list(query: string): Promise<Page> {
  const path = `/api/v1/venues/${world.company.venueId}/quarantine?${query}`;
  return (await world.call<Page>('GET', path)).body;
}

async function keys(query: string): Promise<(string | null)[]> {
  return (await list(query)).items.map(({ key }) => key);
}

async function idOf(key: string | null, query = ''): Promise<string> {
  const found = (await list(query)).items.find((item) => item.key === key);
  if (!found) throw new Error(`nothing is set aside under ${key}`);
  return found.id;
}

function decide(id: string, verb: 'dismiss' | 'restore') {
  const path = `/api/v1/venues/${world.company.venueId}/quarantine/${id}/${verb}`;
  return world.call<QuarantinedView>('POST', path);
}

/** What Home says of bills set aside. */
async function warnings(): Promise<string[]> {
  const reply = await world.call<{ attention: { kind: string; text: string }[] }>(
    'GET',
    '/api/v1/overview',
  );
  const found = reply.body.attention.filter(({ kind }) => kind === 'quarantined_bills');
  return found.map(({ text }) => text);
}

async function events() {
  const path = `/api/v1/integrations/${till.integrationId}/timeline`;
  return (await world.call<{ items: { name: string; text: string }[] }>('GET', path)).body.items;
}

async function eventNames(): Promise<string[]> {
  return (await events()).map(({ name }) => name);
}
