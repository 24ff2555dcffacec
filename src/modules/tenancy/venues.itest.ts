import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';
import type { Scope } from './access.ts';
import type { OnDayRuleChanged } from './change-venue.ts';
import { createApiKey } from './create-company.ts';

type DayRuleChange = Parameters<OnDayRuleChanged>[1];

let testDb: TestDatabase;
let database: Database;
let server: TestServer;
let ours: TestCompany;
let theirs: TestCompany;
const changes: DayRuleChange[] = [];
let isHookFailing = false;
let hasApprovedDays = false;
const approvedDays = new Refusal({
  ...{ code: 'approved_days_would_change', status: 409 },
  detail: { en: 'Two days are approved.', fr: 'Deux journées sont approuvées.' },
});

beforeAll(async () => {
  testDb = await testDatabase();
  database = openDatabase({ url: testDb.appUrl });
  ours = await makeCompany(database);
  theirs = await makeCompany(database);
  server = await startTestServer({
    database,
    hooks: {
      async beforeDayRuleChange(_tx, { mayReopen }) {
        if (hasApprovedDays && !mayReopen) throw approvedDays;
      },
      async onDayRuleChanged(_tx, change) {
        if (isHookFailing) throw new Error('the queue refused');
        changes.push(change);
      },
      findRecomputations: async (_tx, venueIds) =>
        new Map(
          venueIds
            .filter((venueId) => changes.some((change) => change.venueId === venueId))
            .map((venueId) => [
              venueId,
              { state: 'running', percent: 50, daysDone: 5, daysTotal: 10 },
            ]),
        ),
    },
  });
});

afterAll(async () => {
  await server.close();
  await database.close();
  await testDb.drop();
});

interface VenueBody {
  id: string;
  name: string;
  timeZone: string;
  cutoff: string;
  recomputation: unknown;
}

const create = (body: Record<string, unknown>, headers: Record<string, string> = ours.headers) =>
  server.call<VenueBody & { code: string; detail: string }>('POST', '/api/v1/venues', {
    headers,
    body: { name: 'Bar', timeZone: 'America/Toronto', currency: 'CAD', ...body },
  });
const patch = (id: string, body: unknown, headers: Record<string, string> = ours.headers) =>
  server.call<VenueBody & { code: string }>('PATCH', `/api/v1/venues/${id}`, { headers, body });

describe('a venue', () => {
  it('is made with the usual day, and read back', async () => {
    const made = await create({ name: '  Terrasse d’été ' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.any(String),
      name: 'Terrasse d’été',
      timeZone: 'America/Toronto',
      currency: 'CAD',
      cutoff: '05:00',
      morningEnd: '15:00',
      recomputation: null,
    });
    const read = await server.call('GET', `/api/v1/venues/${made.body.id}`, {
      headers: ours.headers,
    });
    expect(read.body).toEqual(made.body);
  });

  it('says what to enter when the time zone does not exist', async () => {
    const near = await create({ timeZone: 'New York' });
    expect(near).toMatchObject({
      status: 422,
      body: {
        code: 'unknown_time_zone',
        detail:
          'There is no time zone "New York". Enter a name from the IANA list, such as "America/New_York".',
        errors: [{ path: 'timeZone', message: expect.stringContaining('America/New_York') }],
      },
    });
    const far = await create(
      { timeZone: 'Mars/Olympus' },
      {
        ...ours.headers,
        'accept-language': 'fr',
      },
    );
    expect(far.body.detail).toContain('« Europe/Paris »');
    for (const timeZone of ['+05:00', 'UTC+5', '', 'EST5EDT4']) {
      expect((await create({ timeZone })).status, timeZone).toBe(422);
    }
  });

  it('keeps one spelling of a zone', async () => {
    expect((await create({ timeZone: 'europe/PARIS' })).body.timeZone).toBe('Europe/Paris');
  });

  it('refuses money and times that do not exist', async () => {
    expect((await create({ currency: 'CAN' })).body.code).toBe('unknown_currency');
    expect((await create({ cutoff: '5:00' })).body.code).toBe('invalid_request');
    expect((await create({ cutoff: '24:00' })).body.code).toBe('invalid_request');
    expect((await create({ cutoff: '15:00' })).body.code).toBe('morning_is_empty');
    expect((await create({ cutoff: '16:00' })).body).toMatchObject({
      code: 'morning_too_long',
      errors: [{ path: 'morningEnd', message: expect.stringContaining('08:00 at the latest') }],
    });
    expect((await patch(ours.venueId, { morningEnd: '04:00' })).body.code).toBe('morning_too_long');
  });

  it('asks for its days anew when its day rule changes, and not otherwise', async () => {
    const { id } = (await create({})).body;
    changes.length = 0;
    expect((await patch(id, { name: 'Renamed' })).body.recomputation).toBeNull();
    expect((await patch(id, { cutoff: '05:00' })).status).toBe(200);
    expect(changes).toEqual([]);
    const changed = await patch(id, { cutoff: '04:00', timeZone: 'America/Vancouver' });
    expect(changed.body).toMatchObject({
      name: 'Renamed',
      cutoff: '04:00',
      recomputation: { state: 'running', percent: 50 },
    });
    expect(changes).toEqual([
      {
        venueId: id,
        was: { timeZone: 'America/Toronto', cutoff: '05:00', morningEnd: '15:00' },
        now: { timeZone: 'America/Vancouver', cutoff: '04:00', morningEnd: '15:00' },
      },
    ]);
  });

  it('stays as it was when its days cannot be asked for', async () => {
    const { id } = (await create({})).body;
    isHookFailing = true;
    expect((await patch(id, { cutoff: '03:00' })).status).toBe(500);
    isHookFailing = false;
    const read = await server.call('GET', `/api/v1/venues/${id}`, { headers: ours.headers });
    expect(read.body).toMatchObject({ cutoff: '05:00' });
  });

  it('with approved days keeps its day rule until told to reopen them; its name changes freely', async () => {
    const { id } = (await create({})).body;
    hasApprovedDays = true;
    changes.length = 0;
    const refused = await patch(id, { name: 'Other', cutoff: '03:00' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'approved_days_would_change' } });
    const read = await server.call('GET', `/api/v1/venues/${id}`, { headers: ours.headers });
    expect(read.body).toMatchObject({ name: 'Bar', cutoff: '05:00' });
    expect((await patch(id, { name: 'Other', cutoff: '05:00' })).status).toBe(200);
    expect(changes).toEqual([]);
    expect((await patch(id, { cutoff: '03:00', approvedDays: 'keep' })).status).toBe(422);
    expect((await patch(id, { cutoff: '03:00', approvedDays: 'reopen' })).status).toBe(200);
    expect(changes).toHaveLength(1);
    hasApprovedDays = false;
  });

  it('keeps its currency, and fields we do not know are not ignored', async () => {
    const { id } = (await create({})).body;
    expect((await patch(id, { currency: 'USD' })).status).toBe(422);
    expect((await patch(id, { timezone: 'Europe/Paris' })).status).toBe(422);
  });

  it('is listed by name, page by page, each once', async () => {
    const company = await makeCompany(database);
    for (const name of ['b', 'a', 'a', 'c']) await create({ name }, company.headers);
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page = await server.call<{ items: VenueBody[]; nextCursor: string | null }>(
        'GET',
        `/api/v1/venues?limit=2${query}`,
        { headers: company.headers },
      );
      names.push(...page.body.items.map((item) => item.name));
      cursor = page.body.nextCursor;
    } while (cursor !== null);
    expect(names).toEqual(['a', 'a', 'b', 'c', company.venue.name].sort());
    for (const bad of ['cursor=x', 'limit=0', 'limit=201']) {
      const reply = await server.call('GET', `/api/v1/venues?${bad}`, { headers: company.headers });
      expect(reply.status, bad).toBe(422);
    }
  });
});

describe('another company’s venue', () => {
  it('does not exist', async () => {
    const path = `/api/v1/venues/${theirs.venueId}`;
    const absent = await server.call('GET', `/api/v1/venues/${newId()}`, { headers: ours.headers });
    const read = await server.call('GET', path, { headers: ours.headers });
    expect(read).toMatchObject({ status: 404, body: { code: 'venue_not_found' } });
    expect({ ...read.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' });
    expect((await patch(theirs.venueId, { name: 'Mine' })).status).toBe(404);
    const list = await server.call<{ items: VenueBody[] }>('GET', '/api/v1/venues?limit=200', {
      headers: ours.headers,
    });
    expect(list.body.items.map((item) => item.id)).not.toContain(theirs.venueId);
  });

  it('is out of reach with the other company named, too', async () => {
    const headers = { ...ours.headers, 'tillbridge-company': theirs.companyId };
    const reply = await server.call('GET', `/api/v1/venues/${theirs.venueId}`, { headers });
    expect(reply).toMatchObject({ status: 404, body: { code: 'company_not_found' } });
  });
});

describe('an API key', () => {
  const keyWith = async (scopes: readonly Scope[]) => {
    const key = { name: 'test', scopes, nowMs: 0 };
    const made = await database.withCompany(ours.companyId, (tx) => createApiKey(tx, key));
    return { authorization: `Bearer ${made.text}` };
  };

  it('reopens approved days with a change of a venue only if it may write sales', async () => {
    const { id } = (await create({})).body;
    const headers = await keyWith(['venues:write']);
    expect(
      (await patch(id, { cutoff: '03:00', approvedDays: 'reopen' }, headers)).body,
    ).toMatchObject({
      code: 'scope_missing',
      scope: 'sales:write',
    });
    expect((await patch(id, { cutoff: '03:00' }, headers)).status).toBe(200);
  });

  it('does what its scopes say and nothing else', async () => {
    const reader = await keyWith(['venues:read']);
    expect((await server.call('GET', '/api/v1/venues', { headers: reader })).status).toBe(200);
    const refused = await create({}, reader);
    expect(refused).toMatchObject({ status: 403, body: { code: 'scope_missing' } });
    expect(refused.body).toMatchObject({ scope: 'venues:write' });
    expect((await server.call('GET', '/api/v1/api-keys', { headers: reader })).status).toBe(403);
  });

  it('of any scope reads the venues, all and one by one, of its own company alone', async () => {
    const headers = await keyWith(['sales:read']);
    const list = await server.call<{ items: VenueBody[] }>('GET', '/api/v1/venues?limit=200', {
      headers,
    });
    expect(list.status).toBe(200);
    const ids = list.body.items.map((item) => item.id);
    expect(ids).toContain(ours.venueId);
    expect(ids).not.toContain(theirs.venueId);
    const read = (id: string) => server.call('GET', `/api/v1/venues/${id}`, { headers });
    expect(await read(ours.venueId)).toMatchObject({ status: 200, body: { id: ours.venueId } });
    expect((await read(theirs.venueId)).status).toBe(404);
    const one = await server.call('PATCH', `/api/v1/venues/${ours.venueId}`, { headers, body: {} });
    expect(one.status).toBe(403);
  });

  it('is refused before the body is read', async () => {
    const reader = await keyWith(['venues:read']);
    const reply = await server.call('POST', '/api/v1/venues', { headers: reader, body: '{"' });
    expect(reply.status).toBe(403);
  });

  it('must be whole', async () => {
    const attempts = ['', 'Bearer', 'Bearer x', `Bearer ${ours.apiKey.slice(0, -1)}`, 'Basic YTpi'];
    for (const authorization of attempts) {
      const reply = await server.call('GET', '/api/v1/venues', { headers: { authorization } });
      expect(reply.status, authorization).toBe(401);
    }
    const headers = { authorization: `bearer ${ours.apiKey}` };
    expect((await server.call('GET', '/api/v1/venues', { headers })).status).toBe(200);
  });
});
