import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { deliverToEndpoint } from './deliver.ts';
import { recordFacts } from './record-facts.ts';
import {
  answering,
  openWebhookWorld,
  type Received,
  startReceiver,
  take,
  type WebhookWorld,
} from './testing.ts';

let scene: WebhookWorld;
beforeEach(async () => {
  scene = await openWebhookWorld();
});
afterEach(() => scene.close());

const hourMs = 3_600_000;
const { signal } = new AbortController();

/** A fact as the engine tells it. */
async function tell(count = 1): Promise<void> {
  const { database, company, clock } = scene.world;
  const ids = { integrationId: company.venueId, venueId: company.venueId };
  const change = { provider: 'cluster', was: 'Healthy', now: 'Failed', problem: null } as const;
  const facts = Array.from({ length: count }, () => ({
    type: 'integration.status_changed' as const,
    data: { ...ids, ...change },
  }));
  await database.withCompany(company.companyId, (tx) => recordFacts(tx, facts, clock.now()));
}

/** What a receiver does with the library, at the moment of the scene's clock. */
function verify(received: Received, secret: string): unknown {
  vi.useFakeTimers({ toFake: ['Date'], now: scene.world.clock.now() });
  try {
    const headers = received.headers as Record<string, string>;
    return new Webhook(secret).verify(received.body, headers);
  } finally {
    vi.useRealTimers();
  }
}

interface Shown {
  id: string;
  state: string;
  attemptCount: number;
  nextAttemptAt: string | null;
  lastStatus: number | null;
  lastFailure: string | null;
}

async function log(endpointId: string): Promise<Shown[]> {
  const { body } = await scene.call<{ items: Shown[] }>('GET', `/${endpointId}/deliveries`);
  return body.items;
}

async function attempts(endpointId: string): Promise<Record<string, unknown>[]> {
  const [newest] = await log(endpointId);
  const path = `/${endpointId}/deliveries/${newest?.id}`;
  return (await scene.call<{ attempts: Record<string, unknown>[] }>('GET', path)).body.attempts;
}

it('signs so that the library of the standard believes it, and nothing else', async () => {
  const { secret } = await scene.add();
  await tell();
  await scene.deliver();
  const [received] = scene.receiver.received as [Received];
  expect(verify(received, secret)).toEqual(received.message);
  expect(received.path).toBe('/hook?of=us');
  expect(received.headers['content-type']).toBe('application/json');
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const changed = { ...received, body: received.body.replace('Failed', 'Healthy') };
  expect(() => verify(changed, secret)).toThrow();
  expect(() => verify(received, `whsec_${Buffer.alloc(32).toString('base64')}`)).toThrow();
  scene.world.clock.advance(6 * 60_000);
  expect(() => verify(received, secret)).toThrow();
});

it('signs with both secrets for a day after a rotation, then with the new one alone', async () => {
  const { id, secret } = await scene.add();
  const rotated = await scene.call<{ secret: string }>('POST', `/${id}/rotate-secret`);
  const next = rotated.body.secret;
  expect(next).not.toBe(secret);
  const received = async () => {
    await tell();
    await scene.deliver();
    return scene.receiver.received.splice(0)[0] as Received;
  };
  const during = await received();
  expect([verify(during, secret), verify(during, next)]).toEqual([during.message, during.message]);
  scene.world.clock.advance(24 * hourMs);
  const after = await received();
  expect(verify(after, next)).toEqual(after.message);
  expect(() => verify(after, secret)).toThrow();
});

it('tries again with back-off under the same id until it is taken', async () => {
  const { id } = await scene.add();
  scene.receiver.answer = answering(500, 'out of order');
  await tell();
  await scene.deliver();
  expect(await log(id)).toEqual([
    expect.objectContaining({ state: 'pending', attemptCount: 1, lastStatus: 500 }),
  ]);
  scene.world.clock.advance(4000);
  await scene.deliver();
  expect(scene.receiver.received).toHaveLength(1);
  scene.world.clock.advance(2000);
  await scene.deliver();
  scene.world.clock.advance(20_000);
  await scene.deliver();
  expect(scene.receiver.received).toHaveLength(2);
  scene.receiver.answer = take;
  scene.world.clock.advance(20_000);
  await scene.deliver();
  const sent = scene.receiver.received;
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
  expect(new Set(sent.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(3);
  expect(await log(id)).toEqual([
    expect.objectContaining({ state: 'delivered', attemptCount: 3, nextAttemptAt: null }),
  ]);
  expect(await attempts(id)).toEqual([
    expect.objectContaining({ status: 204, failure: null }),
    expect.objectContaining({ status: 500, failure: 'status', answerStart: 'out of order' }),
    expect.objectContaining({ status: 500, failure: 'status', answerStart: 'out of order' }),
  ]);
});

it('knows a hang, a redirect, a refused connection and a broken one for what they are', async () => {
  const { id } = await scene.add();
  const faults = [
    [() => undefined, 'timeout', null],
    [answering(302, '', { location: `${scene.receiver.url}/elsewhere` }), 'redirect', 302],
    [(response: { destroy(): void }) => response.destroy(), 'network', null],
    [answering(404, 'no\0thing'), 'status', 404],
  ] as const;
  for (const [answer, failure, status] of faults) {
    scene.receiver.answer = answer;
    await tell();
    await scene.deliver();
    const [latest] = await attempts(id);
    expect(latest).toMatchObject({ failure, status });
  }
  expect(scene.receiver.received.map(({ path }) => path)).not.toContain('/elsewhere');
  const closed = await startReceiver();
  await closed.close();
  const gone = await scene.add({ url: closed.url });
  await tell();
  await scene.deliver();
  expect((await attempts(gone.id))[0]).toMatchObject({ failure: 'network', status: null });
});

it('reads no more of a huge answer than it keeps, and believes its status', async () => {
  const { id } = await scene.add();
  scene.receiver.answer = answering(200, 'y'.repeat(3_000_000));
  await tell();
  await scene.deliver();
  expect((await log(id))[0]).toMatchObject({ state: 'delivered', lastStatus: 200 });
  scene.receiver.answer = answering(200, 'z'.repeat(5000));
  await tell();
  await scene.deliver();
  expect((await attempts(id))[0]?.answerStart).toBe('z'.repeat(1000));
  scene.receiver.answer = answering(500, 'n'.repeat(3_000_000));
  await tell();
  await scene.deliver();
  const [failed] = await attempts(id);
  expect(failed).toMatchObject({ status: 500, failure: 'status' });
  expect(String(failed?.answerStart ?? '').length).toBeLessThanOrEqual(1000);
});

it('sends a message again whose worker vanished after sending, under its id', async () => {
  const { id } = await scene.add();
  await tell();
  const { deps, company, clock } = scene.world;
  let isFirst = true;
  const database = {
    ...deps.database,
    withCompany: ((companyId, work) => {
      if (!isFirst) return Promise.reject(new Error('killed'));
      isFirst = false;
      return deps.database.withCompany(companyId, work);
    }) as typeof deps.database.withCompany,
  };
  const due = { companyId: company.companyId, endpointId: id, signal };
  await expect(deliverToEndpoint({ ...deps, database }, due)).rejects.toThrow('killed');
  expect(scene.receiver.received).toHaveLength(1);
  await scene.deliver();
  expect(scene.receiver.received).toHaveLength(1);
  clock.advance(61_000);
  await scene.deliver();
  const ids = scene.receiver.received.map(({ headers }) => headers['webhook-id']);
  expect(ids).toEqual([ids[0], ids[0]]);
  expect(await log(id)).toEqual([expect.objectContaining({ state: 'delivered' })]);
});

it('hands a message back that it was stopped in, and many workers send it once', async () => {
  const { id } = await scene.add();
  await tell(30);
  const { deps, company } = scene.world;
  const stopping = new AbortController();
  scene.receiver.answer = () => stopping.abort();
  const due = { companyId: company.companyId, endpointId: id };
  await deliverToEndpoint(deps, { ...due, signal: stopping.signal });
  expect((await log(id)).every((one) => one.state === 'pending' && one.attemptCount === 0)).toBe(
    true,
  );
  scene.receiver.received.splice(0);
  scene.receiver.answer = take;
  await Promise.all([1, 2, 3, 4].map(() => deliverToEndpoint(deps, { ...due, signal })));
  await scene.deliver();
  const ids = scene.receiver.received.map(({ headers }) => headers['webhook-id']);
  expect(ids).toHaveLength(30);
  expect(new Set(ids).size).toBe(30);
});

it('switches an endpoint off that says it is gone, with an event, and gives up what waits', async () => {
  const { id } = await scene.add();
  scene.receiver.answer = answering(410);
  await tell(3);
  await scene.deliver();
  expect(scene.receiver.received).toHaveLength(1);
  const { body } = await scene.call('GET', `/${id}`);
  expect(body).toMatchObject({ enabled: false, disabledReason: 'gone' });
  expect((await log(id)).map((one) => one.state)).toEqual(['failed', 'failed', 'failed']);
  await tell();
  expect(await log(id)).toHaveLength(3);
  const events = await scene.rows<{ name: string; details: unknown }>(
    'timeline_events',
    'at, name',
  );
  expect(events.find((event) => event.name === 'webhook.disabled')?.details).toMatchObject({
    endpointId: id,
    reason: 'gone',
  });
  const notices = await scene.rows<{ kind: string; payload: unknown }>('outbox', 'created_at');
  expect(notices.filter(({ kind }) => kind === 'webhook_disabled')).toMatchObject([
    { payload: { endpointId: id, reason: 'gone', host: expect.stringContaining('127.0.0.1') } },
  ]);
});

it('switches an endpoint off after three days in which it took nothing', async () => {
  const { id } = await scene.add();
  scene.receiver.answer = answering(503);
  await tell();
  for (let step = 0; step < 200; step++) {
    await scene.deliver();
    const [only] = await log(id);
    if (only?.state !== 'pending') break;
    scene.world.clock.set(Date.parse(only.nextAttemptAt ?? ''));
  }
  expect(scene.receiver.received).toHaveLength(13);
  const lastedMs = scene.world.clock.now() - Date.parse('2026-03-20T18:00:00Z');
  expect(lastedMs).toBeGreaterThan(71 * hourMs);
  expect(lastedMs).toBeLessThan(80 * hourMs);
  expect((await scene.call('GET', `/${id}`)).body).toMatchObject({
    enabled: false,
    disabledReason: 'failing',
    failingSince: '2026-03-20T18:00:00.000Z',
  });
  const again = await scene.call('PATCH', `/${id}`, { enabled: true });
  expect(again.body).toMatchObject({ enabled: true, disabledReason: null, failingSince: null });
  scene.receiver.answer = take;
  const [failed] = await log(id);
  const redelivery = await scene.call('POST', `/${id}/deliveries/${failed?.id}/redeliver`);
  expect(redelivery.status).toBe(202);
  await scene.deliver();
  const ids = scene.receiver.received.map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(1);
  expect((await log(id))[0]).toMatchObject({ state: 'delivered', attemptCount: 1 });
});

it('connects to no private address, whatever a name says, unless it is allowed', async () => {
  const { id } = await scene.add({ url: scene.receiver.url.replace('127.0.0.1', 'localhost') });
  scene.world.deps.allowPrivateAddresses = false;
  await tell();
  await scene.deliver();
  expect(scene.receiver.received).toEqual([]);
  expect((await attempts(id))[0]).toMatchObject({ failure: 'blocked_address', status: null });
  const refused = await scene.call('POST', '', {
    url: 'https://192.168.1.1/',
    eventTypes: ['run.finished'],
  });
  expect(refused).toMatchObject({ status: 422, body: { code: 'webhook_url_refused' } });
});

it('sends a test once, whatever the endpoint asked for, and does not hold its failure against it', async () => {
  const { id } = await scene.add({ eventTypes: ['day.restated'] });
  scene.receiver.answer = answering(500);
  const asked = await scene.call('POST', `/${id}/test`);
  expect(asked).toMatchObject({ status: 202, body: { type: 'webhook.test', state: 'pending' } });
  expect((await scene.call('POST', `/${id}/test`)).status).toBe(409);
  await scene.deliver();
  expect(await log(id)).toEqual([expect.objectContaining({ state: 'failed', lastStatus: 500 })]);
  expect((await scene.call('GET', `/${id}`)).body).toMatchObject({
    enabled: true,
    failingSince: null,
  });
  expect(scene.receiver.received[0]?.message).toMatchObject({ data: { endpointId: id } });
});

it('keeps the newest thousand messages of thirty days, and of a message its last attempts', async () => {
  const { id } = await scene.add();
  await tell(1005);
  await scene.deliver();
  scene.world.clock.advance(2 * hourMs);
  await tell();
  await scene.deliver();
  expect(await scene.rows('webhook_deliveries')).toHaveLength(1000);
  expect(await scene.rows('outgoing_events')).toHaveLength(1000);
  scene.world.clock.advance(31 * 24 * hourMs);
  await tell();
  await scene.deliver();
  expect(await log(id)).toHaveLength(1);
  expect(await scene.rows('outgoing_events')).toHaveLength(1);
  scene.receiver.answer = answering(500);
  const [only] = await log(id);
  for (let round = 0; round < 45; round++) {
    await scene.call('POST', `/${id}/deliveries/${only?.id}/redeliver`);
    await scene.deliver();
  }
  expect(await attempts(id)).toHaveLength(40);
});
