import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Problem } from '#connectors/contract.ts';
import { systemClock } from '#kernel/clock.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { applyCheckOutcome } from './apply-check-outcome.ts';
import { listDueIntegrations } from './integration.store.ts';
import type { StatusEvent } from './status.ts';
import { cluster, type LinkWorld, openLinkWorld } from './testing.ts';

/** Deactivated is what the user wants; nothing but restoring the link changes it. */

const hourMs = 3_600_000;
const { credentials } = cluster(['A-100']);
const problem: Problem = { kind: 'auth', code: 'x.y', message: { en: 'No.', fr: 'Non.' } };

let world: LinkWorld;
let company: TestCompany;
let id: string;

beforeAll(async () => {
  world = await openLinkWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.sandbox.control.clearFaults();
  company = await makeCompany(world.database, { nowMs: world.clock.now() });
  const path = `/api/v1/venues/${company.venueId}/integrations`;
  id = (await world.call('POST', path, cluster(['A-100']), company)).body.id as string;
});

const path = () => `/api/v1/integrations/${id}`;
const act = (verb: string) => world.call('POST', `${path()}/${verb}`, undefined, company);
const read = async () => (await world.call('GET', path(), undefined, company)).body;
const apply = (event: StatusEvent) =>
  world.database.withCompany(company.companyId, (tx) =>
    applyCheckOutcome(tx, world.deps, {
      ...{ companyId: company.companyId, integrationId: id, event, nowMs: world.clock.now() },
    }),
  );

async function callOff(): Promise<void> {
  for (let failures = 0; failures < 5; failures += 1) {
    world.clock.advance(2 * hourMs);
    await apply({ name: 'check_failed', problem });
  }
  expect(await read()).toMatchObject({ active: true, status: 'CalledOff' });
}

async function isDue(): Promise<boolean> {
  const due = await world.database.withoutCompany((tx) =>
    listDueIntegrations(tx, { nowMs: world.clock.now() + 365 * 24 * hourMs, countMax: 1000 }),
  );
  return due.some((each) => each.integrationId === id);
}

it('through resume, re-verification and whatever a check finds', async () => {
  await callOff();
  await act('deactivate');
  const was = await world.rows('integrations', company);
  const inactive = { status: 409, body: { code: 'integration_inactive' } };
  expect(await act('resume')).toMatchObject(inactive);
  expect(await act('sync')).toMatchObject(inactive);
  expect(await world.call('PATCH', path(), { credentials }, company)).toMatchObject(inactive);
  const verify = `/api/v1/venues/${company.venueId}/integrations/verify`;
  expect(await world.call('POST', verify, cluster(['A-100']), company)).toMatchObject({
    status: 200,
    body: { ok: true },
  });
  for (const event of [
    { name: 'check_succeeded' },
    { name: 'check_failed', problem },
    { name: 'resumed' },
    { name: 'restored' },
    { name: 'file_read' },
  ] as const) {
    expect(await apply(event)).toBeNull();
  }
  expect(await world.rows('integrations', company)).toEqual(was);
  expect(await read()).toMatchObject({ active: false, status: 'CalledOff', nextCheckAt: null });
  expect(await isDue()).toBe(false);
});

it.each([
  ['a resume', () => act('resume')],
  ['new credentials', () => world.call('PATCH', path(), { credentials }, company)],
] as const)('while the till is being asked for %s', async (_what, ask) => {
  await callOff();
  world.sandbox.control.addFault({ kind: 'slow', latencyMs: 1500 });
  world.sandbox.control.clearRequests();
  const asked = ask();
  await untilAsked();
  expect((await act('deactivate')).status).toBe(200);
  expect(await asked).toMatchObject({ status: 409, body: { code: 'integration_inactive' } });
  expect(await read()).toMatchObject({ active: false, status: 'CalledOff' });
  expect(await isDue()).toBe(false);
});

/** The till is reached over a real connection, in its own time. */
async function untilAsked(): Promise<void> {
  const endsAtMs = systemClock.now() + 5000;
  while (world.sandbox.control.requests().length === 0) {
    if (systemClock.now() > endsAtMs) throw new Error('the till was not asked');
    await pause(5);
  }
}
