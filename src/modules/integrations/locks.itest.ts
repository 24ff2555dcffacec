import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import { makeCompany } from '#test/factories.ts';
import { applyCheckOutcome } from './apply-check-outcome.ts';
import { listBackfills, lockOpenBackfill, updateBackfillProgress } from './backfill.store.ts';
import { lockDueIntegration, updateDueAt, updateSaleImported } from './integration.store.ts';
import { listLocations, lockLocation } from './location.store.ts';
import { insertRun, lockRun, type Run, type RunLane } from './run.store.ts';
import { cluster, type LinkWorld, openLinkWorld, tills } from './testing.ts';

let world: LinkWorld;

beforeAll(async () => {
  world = await openLinkWorld();
});
afterAll(() => world.close());

it('the user and the engine never wait for each other in a circle', async () => {
  for (let round = 0; round < 12; round += 1) {
    const { company, id, backfillId, locationId } = await link();
    const { companyId } = company;
    const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.database.withCompany(companyId, work);
    const call = (method: string, verb: string, body?: unknown) =>
      world.call(method, `/api/v1/integrations/${id}${verb}`, body, company);
    const nowMs = world.clock.now();
    const runOf = (lane: RunLane): Run => ({
      ...{ companyId, integrationId: id, locationId, lane, runId: newId(nowMs), workerKey: 1 },
      ...{ fromMs: nowMs - 1, toMs: nowMs, startedAtMs: nowMs },
      kind: lane,
      trigger: 'schedule',
    });
    const running = { live: runOf('live'), backfill: runOf('backfill') };
    await inTx((tx) => insertRun(tx, running.backfill));

    /** A page as the engine stores it: run, location, rows, integration, backfill. */
    const storePage = (lane: RunLane) =>
      inTx(async (tx) => {
        if (!(await lockRun(tx, running[lane]))) return;
        await lockLocation(tx, companyId, locationId);
        await updateSaleImported(tx, companyId, id, nowMs);
        if (lane === 'live' || !(await lockOpenBackfill(tx, companyId, backfillId))) return;
        const progress = { reachedMs: nowMs - round, chunkDays: 7, ordersAdded: 1, isDone: false };
        await updateBackfillProgress(tx, { companyId, backfillId, nowMs, ...progress });
      });
    const claim = () =>
      inTx(async (tx) => {
        if (!(await lockDueIntegration(tx, { companyId, integrationId: id, nowMs }))) return;
        await insertRun(tx, running.live);
        await updateDueAt(tx, companyId, id, nowMs + 1);
      });
    const conclude = () =>
      inTx((tx) => {
        const event = { name: 'check_succeeded' } as const;
        return applyCheckOutcome(tx, world.deps, { companyId, integrationId: id, event, nowMs });
      });
    // Awaited together with what users ask, so that no failure goes unheard.
    const engine = Promise.all([
      storePage('backfill'),
      claim().then(() => storePage('live')),
      conclude(),
      storePage('backfill'),
    ]);
    const asked = Promise.all([
      call('PATCH', '', { settings: { historyFrom: '2020-01-01' }, everyMinutes: 15 }),
      call('POST', round % 2 === 0 ? '/backfill/cancel' : '/backfill/restart'),
      call('POST', '/sync'),
      call('POST', '/deactivate'),
    ]);
    // A deadlock would make PostgreSQL end one of them with an error.
    const [answers] = await Promise.all([asked, engine]);
    for (const { status } of answers) expect([200, 202, 409]).toContain(status);
  }
}, 60_000);

let linked = 0;

async function link() {
  const company = await makeCompany(world.database, { nowMs: world.clock.now() });
  const { companyId } = company;
  const serial = tills[linked++ % tills.length]?.serial ?? '';
  const path = `/api/v1/venues/${company.venueId}/integrations`;
  const { body } = await world.call('POST', path, cluster([serial]), company);
  const id = body.id as string;
  return world.database.withCompany(companyId, async (tx) => {
    const [backfill] = await listBackfills(tx, companyId, id);
    const [location] = await listLocations(tx, companyId, id);
    if (!backfill || !location) throw new Error('the link is not whole');
    const { backfillId } = backfill;
    return { company, id, backfillId, locationId: location.locationId };
  });
}
