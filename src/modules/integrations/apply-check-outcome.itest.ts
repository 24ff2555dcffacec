import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Problem, ProblemKind } from '#connectors/contract.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { applyCheckOutcome } from './apply-check-outcome.ts';
import { updateDueAt } from './integration.store.ts';
import type { StatusEvent } from './status.ts';
import { cluster, type LinkWorld, openLinkWorld } from './testing.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
let world: LinkWorld;

beforeAll(async () => {
  world = await openLinkWorld();
});
afterAll(() => world.close());

let company: TestCompany;
let id: string;
let nowMs: number;
beforeEach(async () => {
  nowMs = world.clock.now();
  company = await makeCompany(world.database, { nowMs });
  const path = `/api/v1/venues/${company.venueId}/integrations`;
  id = (await world.call('POST', path, cluster(['A-100']), company)).body.id as string;
});

function problem(kind: ProblemKind): Problem {
  const message = { en: `It is ${kind}.`, fr: `C’est ${kind}.` };
  return { kind, code: `cluster.${kind}`, message, detail: 'HTTP 500 internal detail' };
}
const succeeded: StatusEvent = { name: 'check_succeeded' };
const failed = (kind: ProblemKind): StatusEvent => ({
  name: 'check_failed',
  problem: problem(kind),
});

function apply(event: StatusEvent, afterMs: number) {
  nowMs += afterMs;
  return world.database.withCompany(company.companyId, (tx) =>
    applyCheckOutcome(tx, world.deps, { ...company, integrationId: id, event, nowMs }),
  );
}

async function repeat(count: number, event: StatusEvent, everyMs: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await apply(event, everyMs);
}

const read = async () =>
  (await world.call('GET', `/api/v1/integrations/${id}`, undefined, company)).body;
const incidents = () =>
  world.rows<{ kind: string; incident_id: string; closed_at: Date | null }>('incidents', company);
async function notices(): Promise<{ kind: string; payload: Record<string, unknown> }[]> {
  return world.rows('outbox', company);
}
async function events(): Promise<string[]> {
  const path = `/api/v1/integrations/${id}/timeline`;
  const { body } = await world.call('GET', path, undefined, company);
  return (body.items as { name: string }[]).map((item) => item.name).reverse();
}

describe('the first check', () => {
  it('that succeeds makes the link healthy, on its beat, and is told', async () => {
    await apply(succeeded, 1000);
    const body = await read();
    expect(body).toMatchObject({ status: 'Healthy', statusReason: null });
    const waitMs = Date.parse(body.nextCheckAt as string) - nowMs;
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(hourMs);
    expect(await events()).toEqual(['integration.added', 'integration.became_healthy']);
  });

  it('that fails says since when, how often, and when the next attempt is', async () => {
    await apply(failed('venue_offline'), 1000);
    expect(await read()).toMatchObject({
      status: 'Failed',
      statusReason: {
        ...{ kind: 'venue_offline', message: 'It is venue_offline.', failureCount: 1 },
        ...{ attemptsLeft: 19, since: new Date(nowMs).toISOString() },
        calledOffNotBefore: new Date(nowMs + 72 * hourMs).toISOString(),
        nextAttemptAt: new Date(nowMs + 5 * minuteMs).toISOString(),
        waitsForRateLimit: false,
      },
    });
    expect(JSON.stringify(await read())).not.toContain('internal detail');
    expect(JSON.stringify(await world.rows('timeline_events', company))).not.toContain(
      'detail":"HTTP',
    );
  });
});

describe('a healthy link that stays healthy', () => {
  it('writes nothing and tells nobody', async () => {
    await apply(succeeded, 1000);
    await world.database.withCompany(company.companyId, (tx) =>
      updateDueAt(tx, company.companyId, id, nowMs + 10 * hourMs),
    );
    const before = await world.rows('integrations', company);
    await apply(succeeded, hourMs);
    expect(await world.rows('integrations', company)).toEqual(before);
    expect(await events()).toHaveLength(2);
  });

  it('is put back on its beat when nobody did', async () => {
    await apply(succeeded, 1000);
    await apply(succeeded, 5 * hourMs);
    expect(Date.parse((await read()).nextCheckAt as string)).toBeGreaterThan(nowMs);
  });
});

describe('a short trouble', () => {
  it('is one incident, opened and closed once, and bothers nobody by mail', async () => {
    await apply(succeeded, 1000);
    await repeat(3, failed('unavailable'), hourMs);
    await apply(succeeded, hourMs);
    await apply(succeeded, hourMs);
    expect(await incidents()).toMatchObject([
      { kind: 'failing', closed_at: new Date(nowMs - hourMs) },
    ]);
    expect(await notices()).toEqual([]);
    expect(await events()).toEqual([
      'integration.added',
      'integration.became_healthy',
      'integration.failed',
      'integration.recovered',
    ]);
  });
});

describe('a long trouble', () => {
  it('warns once, calls off once, and says once that it is over', async () => {
    await apply(succeeded, 1000);
    const firstFailureMs = nowMs + 4 * hourMs;
    await repeat(20, failed('timeout'), 4 * hourMs);
    await apply(failed('timeout'), hourMs);
    expect(await read()).toMatchObject({ status: 'CalledOff', nextCheckAt: null });
    expect((await notices()).map((notice) => notice.kind)).toEqual([
      'integration_warned',
      'integration_called_off',
    ]);
    await apply({ name: 'resumed' }, hourMs);
    expect(await read()).toMatchObject({ status: 'Initializing', statusReason: null });
    await apply(succeeded, minuteMs);
    await apply(succeeded, hourMs);
    const all = await notices();
    // Half way: the tenth failure; three days after the first.
    expect(all[0]?.payload).toMatchObject({
      ...{ failureCount: 10, attemptsLeft: 10 },
      calledOffNotBefore: new Date(firstFailureMs + 72 * hourMs).toISOString(),
    });
    expect(all.map((notice) => notice.kind)).toEqual([
      'integration_warned',
      'integration_called_off',
      'integration_recovered',
    ]);
    expect(all[1]?.payload).toMatchObject({
      ...{ integrationId: id, venueId: company.venueId, providerName: { en: 'Cluster' } },
      ...{ failureCount: 20, problem: { kind: 'timeout', message: { fr: 'C’est timeout.' } } },
    });
    expect((await incidents()).every((incident) => incident.closed_at !== null)).toBe(true);
    expect(await events()).toEqual([
      'integration.added',
      'integration.became_healthy',
      'integration.failed',
      'integration.warned',
      'integration.called_off',
      'integration.resumed',
      'integration.became_healthy',
    ]);
  });

  it('is told of again when it comes back after a resume', async () => {
    await repeat(5, failed('auth'), 2 * hourMs);
    await apply({ name: 'resumed' }, hourMs);
    await repeat(5, failed('auth'), 2 * hourMs);
    const kinds = (await notices()).map((notice) => notice.kind);
    expect(kinds.filter((kind) => kind === 'integration_called_off')).toHaveLength(2);
    expect(new Set((await incidents()).map((incident) => incident.incident_id)).size).toBe(3);
  });
});

describe('two outcomes at the same moment', () => {
  it('are applied one after the other and told once', async () => {
    const event = failed('unavailable');
    await Promise.all([apply(event, 0), apply(event, 0), apply(event, 0)]);
    expect(await read()).toMatchObject({ statusReason: { failureCount: 3 } });
    expect(await incidents()).toHaveLength(1);
    expect((await events()).filter((name) => name === 'integration.failed')).toHaveLength(1);
  });
});
