import { afterEach, beforeEach, expect, it } from 'vitest';
import { sql } from '#platform/db/sql.ts';
import { openWebhookWorld, tills, type WebhookWorld } from './testing.ts';

let scene: WebhookWorld;
let integrationId: string;

beforeEach(async () => {
  scene = await openWebhookWorld();
  await scene.add();
  integrationId = await scene.world.connect({ settings: { historyFrom: '2026-03-05' } });
});
afterEach(() => scene.close());

/** What was sent since the last look: types with what tells them apart. */
async function told(): Promise<Record<string, unknown>[]> {
  await scene.deliver();
  return scene.receiver.received
    .splice(0)
    .map(({ message: { type, data } }) => ({ type, ...data }));
}
const typesOf = (events: Record<string, unknown>[]) => events.map((event) => event.type).sort();
const hours = (count: number) => scene.world.clock.advance(count * 3_600_000);

it('tells of the first check: a run for each till, the days behind, and the health, once each', async () => {
  expect(await told()).toEqual([]);
  await scene.world.check(integrationId);
  const events = await told();
  const runs = events.filter((event) => event.type === 'run.finished');
  const days = events.filter((event) => event.type === 'day.completed');
  expect(runs.map(({ kind, state }) => [kind, state])).toEqual([
    [expect.any(String), 'succeeded'],
    [expect.any(String), 'succeeded'],
  ]);
  expect(new Set(runs.map((run) => run.locationId)).size).toBe(2);
  const dates = days.map((day) => day.businessDate);
  expect(dates.length).toBeGreaterThan(1);
  expect(new Set(dates).size).toBe(dates.length);
  expect(dates).toContain('2026-03-19');
  expect(dates).not.toContain('2026-03-20');
  expect(events.filter((event) => event.type === 'integration.status_changed')).toEqual([
    {
      type: 'integration.status_changed',
      integrationId,
      venueId: scene.world.company.venueId,
      provider: 'cluster',
      was: 'Initializing',
      now: 'Healthy',
      problem: null,
    },
  ]);
  expect(events).toHaveLength(runs.length + days.length + 1);
});

it('tells of a completed day with the figures of all tills, when the last of them is read', async () => {
  await scene.world.check(integrationId);
  await scene.world.backfill();
  await told();
  hours(24);
  await scene.world.check(integrationId);
  const days = (await told()).filter((event) => event.type === 'day.completed');
  const [stored] = await scene.world.database.withCompany(scene.world.company.companyId, (tx) =>
    tx.rows(sql`
      SELECT sum(net_minor) AS "netMinor", sum(gross_minor) AS "grossMinor", sum(orders)::int AS orders
      FROM day_totals WHERE business_date = '2026-03-20'`),
  );
  const { netMinor, grossMinor, orders } = stored as Record<string, unknown>;
  expect(days).toEqual([
    expect.objectContaining({
      businessDate: '2026-03-20',
      completeness: 'complete',
      currency: 'CAD',
      netMinor: Number(netMinor),
      grossMinor: Number(grossMinor),
      orders,
    }),
  ]);
  expect(orders).toBeGreaterThan(0);
});

it('tells once of a day that two workers complete at the same moment, a till each', async () => {
  const { world } = scene;
  const cleared = await world.database.withCompany(world.company.companyId, async (tx) => {
    await tx.run(sql`UPDATE integrations SET deactivated_at = '2026-03-01'`);
    // The tills of another life, so that each can be linked by itself.
    await tx.run(sql`UPDATE locations SET is_live = false, identity = identity || '-old'`);
    return tx.run(sql`DELETE FROM backfills`);
  });
  expect(cleared).toBe(2);
  const ids: string[] = [];
  for (const { serial } of tills) {
    const settings = { historyFrom: '2026-03-05' };
    ids.push(
      await world.connect({ serials: [serial], settings, nickname: serial, createNew: true }),
    );
  }
  const both = () => Promise.all(ids.map((id) => world.check(id)));
  expect(await both()).toEqual([true, true]);
  const days = (await told()).filter((event) => event.type === 'day.completed');
  const dates = days.map((day) => day.businessDate);
  expect(dates).toContain('2026-03-19');
  expect(new Set(dates).size).toBe(dates.length);
  hours(24);
  expect(await both()).toEqual([true, true]);
  const later = (await told()).filter((event) => event.businessDate === '2026-03-20');
  expect(later).toEqual([expect.objectContaining({ type: 'day.completed' })]);
});

it('tells of a restated day with its figures as they were and as they are', async () => {
  await scene.world.check(integrationId);
  await told();
  const { control } = scene.world.sandbox;
  const serial = tills[0]?.serial ?? '';
  const order = control
    .listOrders({ date: '2026-03-18', serial })
    .find((each) => each.state === 'closed' && each.lines.length > 0);
  control.addFault({ kind: 'edited_order', serial, id: order?.id ?? '' });
  hours(2);
  await scene.world.check(integrationId);
  const events = await told();
  expect(typesOf(events)).toEqual(['day.restated', 'run.finished', 'run.finished']);
  const restated = events.find((event) => event.type === 'day.restated') as Record<string, never>;
  expect(restated).toMatchObject({ businessDate: '2026-03-18', currency: 'CAD', why: ['edited'] });
  const [kept] = await scene.rows<Record<string, unknown>>('restatements');
  expect([restated.was, restated.now]).toEqual([kept?.was, kept?.now]);
});

it('tells of a failure and of the recovery, without the words of people', async () => {
  await scene.world.check(integrationId);
  await told();
  for (const { serial } of tills) {
    scene.world.sandbox.control.addFault({ kind: 'bad_key', serial });
  }
  hours(2);
  await scene.world.check(integrationId);
  const failed = await told();
  expect(failed.filter((event) => event.type === 'integration.status_changed')).toEqual([
    expect.objectContaining({
      was: 'Healthy',
      now: 'Failed',
      problem: { kind: expect.any(String), code: expect.any(String) },
    }),
  ]);
  expect(failed.filter((event) => event.type === 'run.finished')).toEqual([
    expect.objectContaining({ state: 'failed', problem: expect.objectContaining({}) }),
    expect.objectContaining({ state: 'failed', problem: expect.objectContaining({}) }),
  ]);
  scene.world.sandbox.control.clearFaults();
  hours(6);
  await scene.world.check(integrationId);
  const changes = (await told()).filter((event) => event.type === 'integration.status_changed');
  expect(changes).toEqual([expect.objectContaining({ was: 'Failed', now: 'Healthy' })]);
});

it('tells of a whole import once for each till, and of none of its days', async () => {
  await scene.world.check(integrationId);
  await told();
  await scene.world.backfill();
  const events = await told();
  expect(events).toHaveLength(2);
  const [imported] = await scene.rows<{ orders_imported: number; location_id: string }>(
    'backfills',
  );
  const chunks = await scene.rows<{ kind: string }>('runs');
  expect(chunks.filter((run) => run.kind === 'backfill').length).toBeGreaterThan(2);
  expect(events.find((event) => event.locationId === imported?.location_id)).toMatchObject({
    ...{ type: 'run.finished', kind: 'backfill', state: 'succeeded' },
    ordersNew: imported?.orders_imported,
    from: '2026-03-05T10:00:00.000Z',
  });
});

it('writes nothing while nobody listens, and only what is listened to', async () => {
  const [endpoint] = (await scene.call<{ items: { id: string }[] }>('GET', '')).body.items;
  await scene.call('PATCH', `/${endpoint?.id}`, { eventTypes: ['day.restated'] });
  await scene.world.check(integrationId);
  expect(await scene.rows('outgoing_events')).toEqual([]);
  await scene.call('PATCH', `/${endpoint?.id}`, { eventTypes: ['run.finished'] });
  hours(2);
  await scene.world.check(integrationId);
  expect(typesOf(await told())).toEqual(['run.finished', 'run.finished']);
});

it('writes an event with its fact or not at all', async () => {
  const { database, deps, company } = scene.world;
  const failing = database.withCompany(company.companyId, async (tx) => {
    await deps.onStatusChanged(tx, {
      ...{ companyId: company.companyId, integrationId, venueId: company.venueId },
      ...{ provider: 'cluster', was: 'Healthy', now: 'Failed', problem: null },
      nowMs: scene.world.clock.now(),
    });
    throw new Error('the fact did not come true');
  });
  await expect(failing).rejects.toThrow('did not come true');
  expect(await scene.rows('outgoing_events')).toEqual([]);
  expect(await scene.rows('webhook_deliveries')).toEqual([]);
});
