import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { finishRun, insertRun, noCounts, type Run } from './run.store.ts';
import { cluster, type LinkWorld, openLinkWorld } from './testing.ts';

let world: LinkWorld;

beforeAll(async () => {
  world = await openLinkWorld();
});
afterAll(() => world.close());

let company: TestCompany;
let venuePath: string;
let id: string;
beforeEach(async () => {
  company = await makeCompany(world.database, { nowMs: world.clock.now() });
  venuePath = `/api/v1/venues/${company.venueId}/integrations`;
  id = (await world.call('POST', venuePath, cluster(['A-100']), company)).body.id as string;
});

const change = (body: unknown) => world.call('PATCH', `/api/v1/integrations/${id}`, body, company);
const read = async () =>
  (await world.call('GET', `/api/v1/integrations/${id}`, undefined, company)).body;
const inTx: LinkWorld['inTx'] = (work) => world.database.withCompany(company.companyId, work);

describe('another company', () => {
  it('finds nothing, whatever it asks', async () => {
    const stranger = await makeCompany(world.database, { nowMs: world.clock.now() });
    const url = `/api/v1/integrations/${id}`;
    const asked = [
      ...['', '/timeline', '/runs'].map((path) => ['GET', `${url}${path}`] as const),
      ...['sync', 'resume', 'restore', 'deactivate', 'backfill/cancel', 'backfill/restart'].map(
        (verb) => ['POST', `${url}/${verb}`] as const,
      ),
      ['GET', venuePath] as const,
      ['GET', `/api/v1/venues/${company.venueId}/timeline`] as const,
    ];
    for (const [method, path] of asked) {
      expect([path, (await world.call(method, path, undefined, stranger)).status]).toEqual([
        path,
        404,
      ]);
    }
    expect((await world.call('PATCH', url, { nickname: 'X' }, stranger)).status).toBe(404);
    expect((await world.call('POST', venuePath, cluster(['B-100']), stranger)).status).toBe(404);
    expect(await read()).toMatchObject({ active: true, nickname: null });
  });
});

describe('lists', () => {
  it('go on page by page, newest first, and refuse foreign cursors', async () => {
    for (const nickname of ['One', 'Two', 'Three']) await change({ nickname });
    const path = `/api/v1/venues/${company.venueId}/timeline`;
    const texts: string[] = [];
    let cursor = '';
    do {
      const query = `?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const { body } = await world.call('GET', path + query, undefined, company);
      texts.push(...(body.items as { text: string }[]).map((item) => item.text));
      cursor = (body.nextCursor as string | null) ?? '';
    } while (cursor !== '');
    expect(texts.map((text) => /→ (\w+)/.exec(text)?.[1])).toEqual([
      'Three',
      'Two',
      'One',
      undefined,
    ]);
    const foreign = Buffer.from('["; DROP TABLE runs"]').toString('base64url');
    for (const wrong of ['x', foreign]) {
      expect(await world.call('GET', `${path}?cursor=${wrong}`, undefined, company)).toMatchObject({
        status: 422,
        body: { code: 'cursor_invalid' },
      });
    }
  });

  it('of runs tell every attempt with its counts and its trouble in words', async () => {
    const [location] = await world.rows<{ location_id: string }>('locations', company);
    const nowMs = world.clock.now();
    const run: Run = {
      ...{ companyId: company.companyId, integrationId: id, lane: 'live', kind: 'nightly' },
      ...{ runId: newId(nowMs), locationId: location?.location_id ?? '', workerKey: 1 },
      ...{ fromMs: nowMs - 1000, toMs: nowMs, startedAtMs: nowMs, trigger: 'schedule' },
    };
    const message = { en: 'Till off.', fr: 'Caisse éteinte.' };
    await inTx(async (tx) => {
      await insertRun(tx, run);
      await finishRun(tx, {
        ...{ ...run, state: 'failed', nowMs: nowMs + 500, warnings: [message] },
        counts: { ...noCounts, ordersNew: 3 },
        problem: { kind: 'venue_offline', code: 'cluster.venue_offline', message, detail: 'x' },
      });
    });
    const path = `/api/v1/integrations/${id}/runs`;
    const { body } = await world.server.call('GET', path, {
      headers: { ...company.headers, 'accept-language': 'fr-CA' },
    });
    expect(body).toMatchObject({
      items: [
        {
          ...{ id: run.runId, kind: 'nightly', trigger: 'schedule', state: 'failed', ordersNew: 3 },
          ...{ finishedAt: new Date(nowMs + 500).toISOString(), warnings: ['Caisse éteinte.'] },
          problem: { kind: 'venue_offline', message: 'Caisse éteinte.' },
        },
      ],
      nextCursor: null,
    });
    expect(JSON.stringify(body)).not.toContain('detail');
  });

  it('of providers say in the reader’s language what each needs', async () => {
    const ask = (language: string) =>
      world.server.call('GET', '/api/v1/providers', {
        headers: { ...company.headers, 'accept-language': language },
      });
    const [english, french] = [await ask('en'), await ask('fr')];
    const [cluster] = english.body.items as Record<string, unknown>[];
    expect(cluster).toMatchObject({
      ...{ id: 'cluster', name: 'Cluster', kind: 'api', hasManyLocations: true },
      credentialFields: [
        { name: 'apiKey', label: 'API Key', isSecret: true },
        { name: 'serial', isSecret: false },
      ],
      history: { monthsDefault: 12, monthsChoices: [6, 12] },
    });
    const [clusterInFrench] = french.body.items as Record<string, unknown>[];
    expect(clusterInFrench).toMatchObject({
      credentialFields: [{ label: 'Clé API' }, { label: 'Numéro de série' }],
    });
  });
});
