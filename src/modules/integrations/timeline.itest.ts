import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { makeCompany } from '#test/factories.ts';
import { finishRun, insertRun, noCounts, type Run, type RunKind } from './run.store.ts';
import { cluster, type LinkWorld, openLinkWorld } from './testing.ts';

const hourMs = 3_600_000;

interface Entry {
  id: string;
  name: string;
  kind: string;
  text: string;
  details: Record<string, unknown>;
}

let world: LinkWorld;
let bar: string;
let kitchen: string;
let venueTimeline: string;

/** Two links: one with two tills, a check that found something, one that failed and an import. */
beforeAll(async () => {
  world = await openLinkWorld();
  venueTimeline = `/api/v1/venues/${world.company.venueId}/timeline`;
  const more = { createNew: true, nickname: '=cmd|"/C calc"!A1' };
  bar = (await world.add(cluster(['A-100', 'A-200']))).body.id as string;
  kitchen = (await world.add(cluster(['B-100'], more))).body.id as string;
  await runOf(bar, 'live', { ordersNew: 3, ordersChanged: 1 });
  await runOf(kitchen, 'backfill', { ordersNew: 1200 });
  await runOf(kitchen, 'live', null);
  world.clock.advance(24 * hourMs);
  await world.call('PATCH', `/api/v1/integrations/${bar}`, { everyMinutes: 30 });
});
afterAll(() => world.close());

/** A finished run of an integration's first till; without counts it failed. */
async function runOf(
  integrationId: string,
  kind: RunKind,
  counts: Partial<typeof noCounts> | null,
): Promise<void> {
  world.clock.advance(hourMs);
  const nowMs = world.clock.now();
  const locations = await world.rows<{ location_id: string; integration_id: string }>('locations');
  const location = locations.find((each) => each.integration_id === integrationId);
  const run: Run = {
    ...{ companyId: world.company.companyId, integrationId, lane: 'live', kind },
    ...{ runId: newId(nowMs), locationId: location?.location_id ?? '', workerKey: 1 },
    ...{ fromMs: nowMs - hourMs, toMs: nowMs, startedAtMs: nowMs, trigger: 'schedule' },
  };
  const message = { en: '-The till is off.', fr: '-La caisse est éteinte.' };
  await world.inTx(async (tx) => {
    await insertRun(tx, run);
    await finishRun(tx, {
      ...{ ...run, state: counts ? 'succeeded' : 'failed', nowMs: nowMs + 1500, warnings: [] },
      counts: { ...noCounts, ...counts },
      problem: counts ? null : { kind: 'venue_offline', code: 'x.off', message, detail: 'inner' },
    });
  });
}

async function list(path: string): Promise<Entry[]> {
  const { status, body } = await world.call('GET', path);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items as Entry[];
}

const namesOf = (entries: readonly Entry[]) => entries.map(({ name }) => name);

describe('a timeline', () => {
  it('tells what people did and what checks found in one line of time', async () => {
    const entries = await list(`${venueTimeline}?limit=50`);
    expect(namesOf(entries)).toEqual([
      ...['integration.changed', 'check.failed', 'check.succeeded', 'check.succeeded'],
      ...['integration.added', 'integration.added'],
    ]);
    expect(entries.map(({ kind }) => kind)).toEqual([
      ...['change', 'check', 'import', 'check', 'change', 'change'],
    ]);
    expect(entries[3]).toMatchObject({
      text: 'Sales check of the Cluster integration (A-100): 3 new, 1 changed.',
      details: { durationMs: 1500, ordersNew: 3, ordersGone: 0, windowFrom: expect.any(String) },
    });
    expect(entries[1]?.text).toMatch(/^Sales check of .*: failed\.$/);
    expect(entries[1]?.details.problem).toMatchObject({ message: '-The till is off.' });
    expect(JSON.stringify(entries)).not.toContain('inner');
  });

  it('goes on from page to page without losing or repeating anything', async () => {
    const all = await list(`${venueTimeline}?limit=50`);
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await world.call('GET', `${venueTimeline}?limit=2${query}`);
      found.push(...(body.items as Entry[]).map(({ id }) => id));
      cursor = body.nextCursor as string | null;
    }
    expect(found).toEqual(all.map(({ id }) => id));
  });

  it('is narrowed by kind, integration, person and days at the venue', async () => {
    const narrowed = async (query: string) => namesOf(await list(`${venueTimeline}?${query}`));
    expect(await narrowed('kind=change')).toEqual([
      ...['integration.changed', 'integration.added', 'integration.added'],
    ]);
    expect(await narrowed('kind=check')).toEqual(['check.failed', 'check.succeeded']);
    expect(await narrowed('kind=import')).toEqual(['check.succeeded']);
    expect(await narrowed(`integration=${kitchen}`)).toEqual([
      ...['check.failed', 'check.succeeded', 'integration.added'],
    ]);
    expect(await narrowed('person=system')).toHaveLength(3);
    const { body } = await world.call('GET', `${venueTimeline}/people`);
    const [person] = body.items as { id: string; kind: string; name: string }[];
    expect(body.items).toHaveLength(1);
    expect(person).toMatchObject({ kind: 'api_key', name: 'First key' });
    expect(await narrowed(`person=${person?.id}&kind=change`)).toHaveLength(3);
    expect(await narrowed('person=somebody')).toEqual([]);
    expect(await narrowed('from=2025-03-16')).toEqual(['integration.changed']);
    expect(await narrowed('to=2025-03-15')).toHaveLength(5);
    expect(await narrowed('from=2025-03-01&to=2025-03-14')).toEqual([]);
    const own = await list(`/api/v1/integrations/${bar}/timeline?kind=check`);
    expect(namesOf(own)).toEqual(['check.succeeded']);
  });

  it('refuses days in the wrong order and kinds that do not exist', async () => {
    for (const query of ['from=2025-03-16&to=2025-03-15', 'kind=gossip', 'from=2025-02-30']) {
      expect((await world.call('GET', `${venueTimeline}?${query}`)).status, query).toBe(422);
      expect((await world.call('GET', `${venueTimeline}.csv?${query}`)).status, query).toBe(422);
    }
  });
});

describe('the export of a timeline', () => {
  async function exportOf(path: string, language = 'en') {
    const response = await fetch(world.server.url + path, {
      headers: { ...world.company.headers, 'accept-language': language },
    });
    const text = await response.text();
    const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: true });
    return { response, text, rows: data };
  }

  it('holds what the screen shows, with the figures of every check in columns', async () => {
    const { response, rows } = await exportOf(`${venueTimeline}.csv`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/attachment; filename="timeline-2/);
    const entries = await list(`${venueTimeline}?limit=50`);
    const [header = [], ...lines] = rows;
    const column = (name: string) => lines.map((line) => line[header.indexOf(name)]);
    expect(column('What')).toEqual(entries.map(({ text }) => text));
    expect(column('Event')).toEqual(namesOf(entries));
    expect(column('New')).toEqual(['', '0', '1200', '3', '', '']);
    expect(column('Seconds')).toEqual(['', '1.5', '1.5', '1.5', '', '']);
    expect(column('Who')[0]).toBe('First key');
    expect(column('Time at the venue')[5]).toBe('2025-03-15 12:00:00');
  });

  it('lets no name or message start a formula, and speaks French', async () => {
    const { rows } = await exportOf(`${venueTimeline}.csv?integration=${kitchen}`, 'fr');
    const cells = rows.flat();
    expect(cells).toContain('\'=cmd|"/C calc"!A1');
    expect(cells).toContain("'-La caisse est éteinte.");
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(rows[0]).toContain('Heure du lieu');
    const own = await exportOf(`/api/v1/integrations/${bar}/timeline.csv?kind=change`);
    expect(own.rows).toHaveLength(3);
  });

  it('is the company’s alone', async () => {
    const stranger = await makeCompany(world.database, { nowMs: world.clock.now() });
    for (const path of [`${venueTimeline}.csv`, `/api/v1/integrations/${bar}/timeline.csv`]) {
      expect((await world.call('GET', path, undefined, stranger)).status).toBe(404);
      const { status } = await fetch(world.server.url + path);
      expect(status).toBe(401);
    }
  });
});

describe('the revenue centre of a location', () => {
  it('is named, told in the timeline old and new, and taken away again', async () => {
    const { body } = await world.call('GET', `/api/v1/integrations/${bar}`);
    const [first] = body.locations as { id: string; revenueCentre: string | null }[];
    const path = `/api/v1/integrations/${bar}/locations/${first?.id}`;
    expect(first?.revenueCentre).toBeNull();
    const named = await world.call('PATCH', path, { revenueCentre: ' Terrace ' });
    expect(named).toMatchObject({
      status: 200,
      body: { locations: [{ revenueCentre: 'Terrace' }, {}] },
    });
    const [told] = await list(`/api/v1/integrations/${bar}/timeline?kind=change`);
    expect(told?.text).toMatch(/: revenue centre none → Terrace\.$/);
    await world.call('PATCH', path, { revenueCentre: 'Terrace' });
    const removed = await world.call('PATCH', path, { revenueCentre: null });
    expect(removed.body).toMatchObject({ locations: [{ revenueCentre: null }, {}] });
    const texts = await list(`/api/v1/integrations/${bar}/timeline?kind=change`);
    expect(texts.filter(({ text }) => text.includes('revenue centre'))).toHaveLength(2);
    const foreign = `/api/v1/integrations/${kitchen}/locations/${first?.id}`;
    expect((await world.call('PATCH', foreign, { revenueCentre: 'X' })).status).toBe(404);
  });
});
