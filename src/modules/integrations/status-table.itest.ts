import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '#connectors/contract.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { applyCheckOutcome } from './apply-check-outcome.ts';
import { judgeFileSilence, recordFileRead, recordFileRefused } from './file-links.ts';
import { lockDueIntegration } from './integration.store.ts';
import { type IntegrationStatus, type StatusEvent, transitions } from './status.ts';
import { cluster, type LinkWorld, openLinkWorld } from './testing.ts';

/*
 * Every row of the table of transitions, through the API and the database, on a clock of the test's:
 * what the link's status is then, and what is told of it. A row without a case here does not compile,
 * and fails.
 */

type Row = (typeof transitions)[number];
type Edge = { [R in Row as `${R['from']} on ${R['on']}`]: R };
type LinkKind = 'till' | 'files';

/** What a step must have told, beside the status. */
interface Told {
  /** Events of the timeline, of this step alone. */
  events: string[];
  /** Notices that are mailed, of this step alone. */
  notices: string[];
  /** Incidents open afterwards. */
  open: string[];
}

const nothing: Told = { events: [], notices: [], open: [] };
const failing: Told = { ...nothing, events: ['integration.failed'], open: ['failing'] };
const healthy: Told = { ...nothing, events: ['integration.became_healthy'] };
const recovered: Told = { ...nothing, events: ['integration.recovered'] };
const restored: Told = { ...nothing, events: ['integration.restored'] };
const resumed: Told = { ...nothing, events: ['integration.resumed'], open: ['failing'] };
const reminded: Told = {
  events: ['integration.warned'],
  notices: ['integration_warned'],
  open: ['failing'],
};
const calledOff: Told = {
  events: ['integration.called_off'],
  notices: ['integration_called_off'],
  open: ['called_off', 'failing'],
};

/** By link: those that are asked and those that are sent files meet other events. */
const cases: { [Name in keyof Edge]: Partial<Record<LinkKind, Told>> } = {
  'Initializing on check_succeeded': { till: healthy },
  'Initializing on check_failed': { till: failing },
  'Healthy on check_succeeded': { till: nothing },
  'Healthy on check_failed': { till: failing },
  'Failed on check_succeeded': { till: recovered },
  'Failed on check_failed': { till: { ...nothing, open: ['failing'] } },
  'CalledOff on resumed': { till: resumed, files: resumed },
  'Initializing on restored': { till: restored, files: restored },
  'Healthy on restored': { till: restored, files: restored },
  'Failed on restored': { till: restored, files: restored },
  'CalledOff on restored': { till: restored, files: restored },
  'Initializing on file_read': { files: healthy },
  'Healthy on file_read': { files: nothing },
  'Failed on file_read': { files: recovered },
  'CalledOff on file_read': { files: { ...recovered, notices: ['integration_recovered'] } },
  'Initializing on file_refused': { files: failing },
  'Healthy on file_refused': { files: failing },
  'Failed on file_refused': { files: { ...nothing, open: ['failing'] } },
  'Initializing on files_awaited': { files: reminded },
  'Healthy on files_awaited': { files: reminded },
  'Failed on files_awaited': { files: reminded },
  'Initializing on files_stopped': { files: calledOff },
  'Healthy on files_stopped': { files: calledOff },
  'Failed on files_stopped': { files: calledOff },
};

const rows = transitions.flatMap((row) => {
  const name = `${row.from} on ${row.on}` as keyof Edge;
  const byLink = Object.entries(cases[name] ?? {}) as [LinkKind, Told][];
  return byLink.map(([kind, told]) => ({ ...row, kind, told }));
});

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const problem: Problem = {
  kind: 'unavailable',
  code: 'test.unavailable',
  message: { en: 'It is down.', fr: 'C’est en panne.' },
};

let world: LinkWorld;
let company: TestCompany;
let id: string;

beforeAll(async () => {
  world = await openLinkWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  company = await makeCompany(world.database, { nowMs: world.clock.now() });
});

async function link(of: LinkKind): Promise<void> {
  const body =
    of === 'till' ? cluster(['A-100']) : { provider: 'sales-file', credentials: {}, settings: {} };
  const path = `/api/v1/venues/${company.venueId}/integrations`;
  id = (await world.call('POST', path, body, company)).body.id as string;
}

const inTx: LinkWorld['inTx'] = (work) => world.database.withCompany(company.companyId, work);
const place = () => ({
  companyId: company.companyId,
  integrationId: id,
  nowMs: world.clock.now(),
});
const apply = (event: StatusEvent) =>
  inTx((tx) => applyCheckOutcome(tx, world.deps, { ...place(), event }));

async function act(verb: string): Promise<void> {
  const reply = await world.call('POST', `/api/v1/integrations/${id}/${verb}`, undefined, company);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
}

/** Days go by without a file; the worker looks whenever it finds the link due. */
async function wait(days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    world.clock.advance(dayMs);
    await inTx(async (tx) => {
      const integration = await lockDueIntegration(tx, place());
      if (integration === null) return;
      await judgeFileSilence(tx, world.deps, { integration, nowMs: world.clock.now() });
    });
  }
}

/** What makes each event happen, as it happens to a link; a moment after what was before. */
const happen: Record<StatusEvent['name'], () => Promise<unknown>> = {
  check_succeeded: () => apply({ name: 'check_succeeded' }),
  check_failed: () => apply({ name: 'check_failed', problem }),
  file_refused: () => inTx((tx) => recordFileRefused(tx, world.deps, { ...place(), problem })),
  resumed: () => act('resume'),
  restored: () => act('restore'),
  file_read: () => inTx((tx) => recordFileRead(tx, world.deps, place())),
  files_awaited: () => wait(1),
  files_stopped: () => wait(1),
};

/** What comes before an event whose step is judged alone. */
const before: Partial<Record<StatusEvent['name'], () => Promise<unknown>>> = {
  restored: () => act('deactivate'),
  files_awaited: () => wait(14),
  files_stopped: () => wait(29),
};

const reach: Record<LinkKind, Record<IntegrationStatus, () => Promise<unknown>>> = {
  till: {
    Initializing: async () => undefined,
    Healthy: happen.check_succeeded,
    Failed: happen.check_failed,
    async CalledOff() {
      for (let failures = 0; failures < 20; failures += 1) {
        world.clock.advance(4 * hourMs);
        await happen.check_failed();
      }
    },
  },
  files: {
    Initializing: async () => undefined,
    Healthy: happen.file_read,
    async Failed() {
      await happen.file_read();
      await happen.file_refused();
    },
    CalledOff: () => wait(30),
  },
};

async function readStatus() {
  const { body } = await world.call('GET', `/api/v1/integrations/${id}`, undefined, company);
  return body.status as IntegrationStatus;
}

async function readTold(): Promise<Told> {
  const events = await world.rows<{ name: string; event_id: string }>('timeline_events', company);
  const notices = await world.rows<{ kind: string; message_id: string }>('outbox', company);
  const incidents = await world.rows<{ kind: string; closed_at: Date | null }>(
    'incidents',
    company,
  );
  const open = incidents.filter((incident) => incident.closed_at === null);
  return {
    events: events.map((event) => event.name),
    notices: notices.map((notice) => notice.kind),
    open: open.map((incident) => incident.kind).sort(),
  };
}

it('has a case for every row of the table, and no case without a row', () => {
  const names = transitions.map((row) => `${row.from} on ${row.on}`);
  expect(Object.keys(cases).sort()).toEqual([...names].sort());
  for (const [name, byLink] of Object.entries(cases)) {
    expect(Object.keys(byLink).length, name).toBeGreaterThan(0);
  }
});

describe('the table of transitions', () => {
  it.each(rows)('of $kind: $from on $on to $to', async ({ from, on, to, told, ...row }) => {
    await link(row.kind);
    await reach[row.kind][from]();
    expect(await readStatus()).toBe(from);
    world.clock.advance(60_000);
    await before[on]?.();
    const was = await readTold();
    await happen[on]();
    expect(await readStatus()).toBe(to);
    const now = await readTold();
    expect({
      events: now.events.slice(was.events.length),
      notices: now.notices.slice(was.notices.length),
      open: now.open,
    }).toEqual(told);
  });
});

describe('what is not in the table', () => {
  const events: StatusEvent[] = [
    { name: 'check_succeeded' },
    { name: 'check_failed', problem },
    { name: 'resumed' },
    { name: 'restored' },
    { name: 'file_read' },
    { name: 'file_refused', problem },
    { name: 'files_awaited', problem, sinceMs: 0 },
    { name: 'files_stopped', problem, sinceMs: 0 },
  ];
  const statuses = Object.keys(reach.till) as IntegrationStatus[];
  const others = statuses.flatMap((from) =>
    events
      .filter((event) => !transitions.some((row) => row.from === from && row.on === event.name))
      .map((event) => ({ from, event })),
  );

  it.each(others)('changes nothing: $from on $event.name', async ({ from, event }) => {
    for (const each of ['till', 'files'] as const) {
      if (id) await world.call('POST', `/api/v1/integrations/${id}/deactivate`, undefined, company);
      await link(each);
      await reach[each][from]();
      world.clock.advance(60_000);
      const [told, stored] = [await readTold(), await world.rows('integrations', company)];
      expect(await apply(event)).toMatchObject({ effects: [] });
      expect(await world.rows('integrations', company)).toEqual(stored);
      expect(await readTold()).toEqual(told);
    }
  });
});

describe('a failing link on its way to being called off', () => {
  async function failEvery(stepMs: number, count: number): Promise<string[]> {
    const statuses: string[] = [];
    for (let failures = 0; failures < count; failures += 1) {
      world.clock.advance(stepMs);
      await happen.check_failed();
      statuses.push(await readStatus());
    }
    return statuses;
  }

  it('is Failed up to the nineteenth failure and CalledOff with the twentieth, after three days', async () => {
    await link('till');
    const statuses = await failEvery(4 * hourMs, 20);
    expect(statuses.slice(0, 19).every((status) => status === 'Failed')).toBe(true);
    expect(statuses.at(-1)).toBe('CalledOff');
    expect((await readTold()).notices).toEqual(['integration_warned', 'integration_called_off']);
  });

  it('stays Failed after any number of failures within three days', async () => {
    await link('till');
    const statuses = await failEvery(hourMs, 40);
    expect(new Set(statuses)).toEqual(new Set(['Failed']));
  });

  it('is warned about once, but not called off, by files that come and cannot be read', async () => {
    await link('files');
    for (let files = 0; files < 30; files += 1) {
      world.clock.advance(4 * hourMs);
      await happen.file_refused();
      expect(await readStatus()).toBe('Failed');
    }
    expect((await readTold()).notices).toEqual(['integration_warned']);
    const { body } = await world.call('GET', `/api/v1/integrations/${id}`, undefined, company);
    expect(body.statusReason).toMatchObject({ failureCount: 30, attemptsLeft: null });
    await wait(26);
    expect(await readStatus()).toBe('CalledOff');
    expect((await readTold()).notices).toEqual(['integration_warned', 'integration_called_off']);
  });

  it('counts anew after two days without a check, and as Failed all the while', async () => {
    await link('till');
    await failEvery(4 * hourMs, 19);
    expect(await failEvery(49 * hourMs, 1)).toEqual(['Failed']);
    const { body } = await world.call('GET', `/api/v1/integrations/${id}`, undefined, company);
    expect(body.statusReason).toMatchObject({ failureCount: 1, attemptsLeft: 19 });
  });
});
