import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { applyCheckOutcome } from './apply-check-outcome.ts';
import { updateBackfillProgress } from './backfill.store.ts';
import { insertRun, type Run } from './run.store.ts';
import { cluster, type LinkWorld, openLinkWorld, tills } from './testing.ts';

let world: LinkWorld;

beforeAll(async () => {
  world = await openLinkWorld();
});
afterAll(() => world.close());

let company: TestCompany;
let venuePath: string;
let id: string;
beforeEach(async () => {
  world.sandbox.control.clearFaults();
  company = await makeCompany(world.database, { nowMs: world.clock.now() });
  venuePath = `/api/v1/venues/${company.venueId}/integrations`;
  id = (await add(cluster(['A-100']))).body.id as string;
});

const add = (body: unknown) => world.call('POST', venuePath, body, company);
const act = (verb: string, body?: unknown) =>
  world.call('POST', `/api/v1/integrations/${id}/${verb}`, body, company);
const change = (body: unknown) => world.call('PATCH', `/api/v1/integrations/${id}`, body, company);
const read = async () =>
  (await world.call('GET', `/api/v1/integrations/${id}`, undefined, company)).body;
const inTx: LinkWorld['inTx'] = (work) => world.database.withCompany(company.companyId, work);

async function timeline(): Promise<{ name: string; text: string; details: unknown }[]> {
  const path = `/api/v1/integrations/${id}/timeline`;
  const { body } = await world.call('GET', path, undefined, company);
  return body.items as { name: string; text: string; details: unknown }[];
}

async function callOff(): Promise<void> {
  const problem = { kind: 'auth', code: 'x.y', message: { en: 'No.', fr: 'Non.' } } as const;
  const first = world.clock.now();
  for (let count = 0; count < 5; count += 1) {
    const event = { name: 'check_failed', problem } as const;
    const nowMs = first + count * 2 * 3_600_000;
    await inTx((tx) =>
      applyCheckOutcome(tx, world.deps, {
        ...{ companyId: company.companyId, integrationId: id, event, nowMs },
      }),
    );
  }
}

describe('changing', () => {
  it('stores nickname and schedule, and tells what was and what is', async () => {
    const before = await read();
    const { status, body } = await change({ nickname: 'Main bar', everyMinutes: 15 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ nickname: 'Main bar', schedule: { everyMinutes: 15 } });
    expect(Date.parse(body.nextCheckAt as string)).toBeLessThanOrEqual(
      Date.parse(before.nextCheckAt as string) + 15 * 60_000,
    );
    const [event] = await timeline();
    expect(event).toMatchObject({
      name: 'integration.changed',
      text: 'The API key "First key" changed the Cluster integration "Main bar": nickname none → Main bar, minutes between sales checks 60 → 15.',
      details: { changes: { everyMinutes: { was: 60, now: 15 } } },
    });
  });

  it('that changes nothing leaves no trace', async () => {
    await change({ settings: { historyMonths: 12, includeModifiers: false }, everyMinutes: 60 });
    expect((await timeline()).map((event) => event.name)).toEqual(['integration.added']);
  });

  it('hands a change of Include modifiers on, in its own transaction, and keeps the history', async () => {
    world.settingsChanges.length = 0;
    const { body } = await change({ settings: { includeModifiers: true } });
    expect(body.settings).toEqual({ includeModifiers: true, historyMonths: 12 });
    expect(world.settingsChanges).toEqual([
      {
        companyId: company.companyId,
        integrationId: id,
        venueId: company.venueId,
        was: { includeModifiers: false, historyMonths: 12 },
        now: { includeModifiers: true, historyMonths: 12 },
      },
    ]);
  });

  it('lets a running import reach further back', async () => {
    const { body } = await change({ settings: { historyFrom: '2015-01-01' } });
    expect(body).toMatchObject({
      settings: { includeModifiers: false, historyFrom: '2015-01-01' },
      backfill: { state: 'pending', from: '2015-01-01' },
    });
    const backfills = await world.rows<{ from_at: Date }>('backfills', company);
    expect(backfills.map((each) => each.from_at)).toEqual([new Date('2015-01-01T10:00:00Z')]);
  });

  it('is not lost on a worker that believes it has reached the beginning', async () => {
    const [open] = await world.rows<{ backfill_id: string; from_at: Date }>('backfills', company);
    if (!open) throw new Error('no backfill');
    await change({ settings: { historyFrom: '2015-01-01' } });
    await inTx((tx) =>
      updateBackfillProgress(tx, {
        ...{ companyId: company.companyId, backfillId: open.backfill_id, chunkDays: 7 },
        ...{ reachedMs: open.from_at.getTime(), ordersAdded: 10, isDone: true },
        nowMs: world.clock.now(),
      }),
    );
    expect((await read()).backfill).toMatchObject({ state: 'running', reachedDate: '2024-03-15' });
  });

  it('has the missing older span imported after an import that is done', async () => {
    const [done] = await world.rows<{ backfill_id: string; from_at: Date }>('backfills', company);
    if (!done) throw new Error('no backfill');
    await inTx((tx) =>
      updateBackfillProgress(tx, {
        ...{ companyId: company.companyId, backfillId: done.backfill_id, chunkDays: 7 },
        ...{ reachedMs: done.from_at.getTime(), ordersAdded: 10, isDone: true },
        nowMs: world.clock.now(),
      }),
    );
    world.clock.advance(1000);
    const { body } = await change({ settings: { historyFrom: '2022-01-01' } });
    expect(body.backfill).toMatchObject({ state: 'pending', percent: 0, from: '2022-01-01' });
    const all = await world.rows<{ to_at: Date; from_at: Date }>('backfills', company);
    expect(all).toHaveLength(2);
    expect(all.at(-1)?.to_at).toEqual(done.from_at);
  });

  it('refuses a later history: what is imported stays', async () => {
    expect(await change({ settings: { historyMonths: 6 } })).toMatchObject({
      status: 422,
      body: { code: 'history_only_earlier' },
    });
    expect((await read()).settings).toMatchObject({ historyMonths: 12 });
  });

  it('verifies new credentials, seals them, and adds tills that come along', async () => {
    const sealedBefore = await world.rows<{ secret_sealed: string }>('locations', company);
    const wrong = { locations: [{ apiKey: 'key-wrong-9999', serial: 'A-100' }] };
    expect(await change({ credentials: wrong, nickname: 'X' })).toMatchObject({
      status: 422,
      body: {
        code: 'verification_failed',
        detail: expect.stringMatching(
          /^Nothing was saved: the connection could not be verified\. Cluster refuses(?!.*saved)/,
        ),
      },
    });
    expect(await world.rows('locations', company)).toEqual(sealedBefore);
    expect(await read()).toMatchObject({ nickname: null });

    const { body } = await change({ credentials: { locations: [tills[0], tills[1]] } });
    expect(body.locations).toMatchObject([{ identity: 'A-100' }, { identity: 'A-200' }]);
    const sealed = await world.rows<{ secret_sealed: string }>('locations', company);
    expect(sealed[0]?.secret_sealed).not.toBe(sealedBefore[0]?.secret_sealed);
    expect(await world.rows('backfills', company)).toHaveLength(2);
    expect((await timeline())[0]?.text).toContain(
      'new credentials for A-100, added location A-200',
    );
  });

  it('cannot take a till that another integration has', async () => {
    await add(cluster(['B-100'], { createNew: true, nickname: 'Bar' }));
    expect(await change({ credentials: { locations: [tills[2]] } })).toMatchObject({
      status: 409,
      body: { code: 'location_already_linked' },
    });
  });
});

describe('deactivating', () => {
  it('stops what is running at once, and keeps everything stored', async () => {
    const [location] = await world.rows<{ location_id: string }>('locations', company);
    const nowMs = world.clock.now();
    for (const lane of ['live', 'backfill'] as const) {
      const run: Run = {
        ...{ companyId: company.companyId, integrationId: id, lane, kind: lane },
        ...{ runId: newId(nowMs), locationId: location?.location_id ?? '', workerKey: 1 },
        ...{ fromMs: nowMs - 1, toMs: nowMs, startedAtMs: nowMs },
        trigger: 'schedule',
      };
      expect(await inTx((tx) => insertRun(tx, run))).toBe(true);
    }
    const { status, body } = await act('deactivate');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ active: false, status: 'Initializing', nextCheckAt: null },
      backfill: { state: 'cancelled' },
    });
    const runs = await world.rows<{ state: string }>('runs', company);
    expect(runs.map((run) => run.state)).toEqual(['cancelled', 'cancelled']);
    expect(await world.rows('locations', company)).toMatchObject([{ is_live: false }]);
    const inactive = await world.call('GET', `${venuePath}?active=false`, undefined, company);
    expect(inactive.body.items).toMatchObject([{ id, active: false }]);
  });

  it('twice is once, and afterwards nothing but restoring is possible', async () => {
    await act('deactivate');
    expect((await act('deactivate')).status).toBe(200);
    expect((await timeline()).map((event) => event.name)).toEqual([
      'integration.deactivated',
      'integration.added',
    ]);
    for (const refused of [act('sync'), act('resume'), act('backfill/restart'), change({})]) {
      expect(await refused).toMatchObject({ status: 409, body: { code: 'integration_inactive' } });
    }
  });

  it('leaves the health alone when a check of it ends later', async () => {
    await act('deactivate');
    const event = { name: 'check_succeeded' } as const;
    const nowMs = world.clock.now();
    const applied = await inTx((tx) =>
      applyCheckOutcome(tx, world.deps, {
        ...{ companyId: company.companyId, integrationId: id, event, nowMs },
      }),
    );
    expect(applied).toBeNull();
    expect(await read()).toMatchObject({ active: false, status: 'Initializing' });
  });
});

describe('a called-off integration', () => {
  it('is resumed by the user once its till answers again', async () => {
    expect(await act('resume')).toMatchObject({
      status: 409,
      body: { code: 'integration_not_called_off' },
    });
    await callOff();
    expect(await read()).toMatchObject({
      ...{ status: 'CalledOff', nextCheckAt: null },
      statusReason: {
        ...{ kind: 'auth', failureCount: 5, attemptsLeft: null },
        message: expect.stringMatching(
          /^No\. We have stopped asking; .* Then choose Check and resume: the gap is filled then\.$/,
        ),
      },
    });
    expect(await act('sync')).toMatchObject({
      status: 409,
      body: { code: 'integration_called_off' },
    });
    world.sandbox.control.addFault({ kind: 'bad_key' });
    const refused = await act('resume');
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toMatch(
      /^It still does not work: Cluster refuses the API key\. .*The integration stays called off\.$/,
    );
    expect(refused.body.detail).not.toContain('saved');
    expect((await timeline())[0]).toMatchObject({
      name: 'integration.resume_refused',
      text: expect.stringMatching(
        /tried to resume the Cluster integration; it stays called off\. Cluster refuses the API key\./,
      ),
    });
    expect(await read()).toMatchObject({ status: 'CalledOff' });
    world.sandbox.control.clearFaults();
    expect(await act('resume')).toMatchObject({
      status: 200,
      body: {
        ...{ status: 'Initializing', statusReason: null },
        nextCheckAt: new Date(world.clock.now()).toISOString(),
      },
    });
  });
});

describe('Refresh now', () => {
  it('makes the integration due whatever wait a failure had put on it', async () => {
    const problem = {
      kind: 'timeout',
      code: 'x.y',
      message: { en: 'Slow.', fr: 'Lent.' },
    } as const;
    const event = { name: 'check_failed', problem } as const;
    const nowMs = world.clock.now();
    const { companyId } = company;
    await inTx((tx) =>
      applyCheckOutcome(tx, world.deps, { companyId, integrationId: id, event, nowMs }),
    );
    expect((await read()).nextCheckAt).toBe(new Date(nowMs + 300_000).toISOString());
    expect(await act('sync')).toMatchObject({ status: 202, body: { runs: [] } });
    expect((await read()).nextCheckAt).toBe(new Date(nowMs).toISOString());
    await act('sync');
    const asked = (await timeline()).filter((each) => each.name === 'integration.check_requested');
    expect(asked).toHaveLength(1);
  });
});
