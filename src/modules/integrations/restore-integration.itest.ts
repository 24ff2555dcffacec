import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { sql } from '#platform/db/sql.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
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
const read = async () =>
  (await world.call('GET', `/api/v1/integrations/${id}`, undefined, company)).body;
const inTx: LinkWorld['inTx'] = (work) => world.database.withCompany(company.companyId, work);

async function timeline(): Promise<{ name: string; text: string; details: unknown }[]> {
  const path = `/api/v1/integrations/${id}/timeline`;
  const { body } = await world.call('GET', path, undefined, company);
  return body.items as { name: string; text: string; details: unknown }[];
}

describe('restoring', () => {
  beforeEach(async () => {
    await act('deactivate');
    world.clock.advance(1000);
  });

  it('is offered when one of the same type is added', async () => {
    expect(await add(cluster(['A-100']))).toMatchObject({
      status: 409,
      body: {
        code: 'inactive_integration_exists',
        inactive: [{ id, nickname: null, deactivatedAt: expect.any(String) }],
        choices: ['restore', 'createNew'],
      },
    });
  });

  it('brings the same integration back, due now, its import going on', async () => {
    const { status, body } = await add(cluster(['A-100'], { restore: id }));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ id, active: true, status: 'Initializing', backfill: { state: 'pending' } },
      nextCheckAt: new Date(world.clock.now()).toISOString(),
    });
    expect((await timeline())[0]).toMatchObject({ name: 'integration.restored' });
    expect(await world.rows('locations', company)).toMatchObject([{ is_live: true }]);
  });

  it('works with the stored credentials, once they verify', async () => {
    world.sandbox.control.addFault({ kind: 'bad_key' });
    expect(await act('restore')).toMatchObject({
      status: 422,
      body: {
        code: 'verification_failed',
        detail: expect.stringMatching(/^The connection could not be verified: .*stays inactive\.$/),
      },
    });
    expect(await read()).toMatchObject({ active: false });
    world.sandbox.control.clearFaults();
    expect(await act('restore')).toMatchObject({ status: 200, body: { id, active: true } });
    expect((await act('restore')).status).toBe(200);
    expect((await timeline()).filter((event) => event.name === 'integration.restored').length).toBe(
      1,
    );
  });

  it('leaves an import cancelled that the user had cancelled before', async () => {
    await act('restore');
    await act('backfill/cancel');
    world.clock.advance(1000);
    await act('deactivate');
    expect((await act('restore')).body.backfill).toMatchObject({ state: 'cancelled' });
    expect((await act('backfill/restart')).body.backfill).toMatchObject({ state: 'pending' });
  });

  it('is refused for another till, and for one that is not inactive here', async () => {
    expect(await add(cluster(['B-100'], { restore: id }))).toMatchObject({
      status: 422,
      body: { code: 'restore_is_other_till' },
    });
    expect(await add(cluster(['A-100'], { restore: newId() }))).toMatchObject({
      status: 422,
      body: { code: 'restore_unknown' },
    });
  });

  it('is refused while another venue has the till, which may move there', async () => {
    const annex = { name: 'Annex', timeZone: 'Europe/Paris', currency: 'EUR' };
    const { body } = await world.call('POST', '/api/v1/venues', annex, company);
    const path = `/api/v1/venues/${body.id}/integrations`;
    expect((await world.call('POST', path, cluster(['A-100']), company)).status).toBe(201);
    expect(await act('restore')).toMatchObject({
      status: 409,
      body: { code: 'location_already_linked', linked: [{ active: true, venueId: body.id }] },
    });
  });

  it('gives a nickname with it, where an active one of the type needs telling apart', async () => {
    await add(cluster(['B-100'], { createNew: true, nickname: 'New' }));
    expect(await act('restore')).toMatchObject({
      status: 422,
      body: { code: 'nickname_required', errors: [{ path: 'nickname' }] },
    });
    expect(await act('restore', { nickname: 'new' })).toMatchObject({
      status: 409,
      body: { code: 'nickname_taken' },
    });
    expect(await act('restore', { nickname: 'Old' })).toMatchObject({
      status: 200,
      body: { id, active: true, nickname: 'Old' },
    });
    const [restored, renamed] = await timeline();
    expect(restored).toMatchObject({ name: 'integration.restored' });
    expect(renamed).toMatchObject({
      details: { changes: { nickname: { was: null, now: 'Old' } } },
    });
  });

  it('keeps a nickname that is still free, and says which one is not', async () => {
    await act('restore', { nickname: 'Bar' });
    await act('deactivate');
    await add(cluster(['B-100'], { createNew: true, nickname: 'bar' }));
    expect(await act('restore')).toMatchObject({
      status: 409,
      body: { code: 'nickname_taken', detail: expect.stringContaining('"Bar"') },
    });
  });
});

describe('the till of an inactive integration', () => {
  beforeEach(async () => {
    await act('deactivate');
    await add(cluster(['B-100'], { createNew: true, nickname: 'Bar' }));
  });
  const refused = () => ({
    status: 409,
    body: {
      code: 'location_already_linked',
      detail: expect.stringContaining('Restore Inactive'),
      errors: [{ path: 'credentials.locations.0' }],
      linked: [{ identity: 'A-100', integrationId: id, active: false }],
      inactive: [{ id, nickname: null, deactivatedAt: expect.any(String) }],
      choices: ['restore'],
    },
  });

  it('is not added anew at the venue, where its past sales count', async () => {
    const again = cluster(['A-100', 'A-200'], { createNew: true, nickname: 'Dup' });
    expect(await add(again)).toMatchObject(refused());
    expect(await world.rows('integrations', company)).toHaveLength(2);
  });

  it('does not come in with the credentials of another either', async () => {
    const { body } = await world.call('GET', `${venuePath}?active=true`, undefined, company);
    const [bar] = body.items as { id: string }[];
    const credentials = { locations: [tills[0]] };
    const path = `/api/v1/integrations/${bar?.id}`;
    expect(await world.call('PATCH', path, { credentials }, company)).toMatchObject(refused());
  });

  it('is named when it is verified, with what to do', async () => {
    const { body } = await world.call('POST', `${venuePath}/verify`, cluster(['A-100']), company);
    expect(body).toMatchObject({
      ok: true,
      locations: [
        {
          label: 'A-100',
          ok: true,
          linkedTo: {
            ...{ integrationId: id, venueId: company.venueId, nickname: null, active: false },
            message: expect.stringContaining('Restore Inactive'),
          },
        },
      ],
    });
  });

  it('comes back with its own, also where an older link of the same till is inactive too', async () => {
    // Before this was refused, a till could be linked anew beside its inactive self.
    const { companyId } = company;
    await inTx((tx) =>
      tx.run(
        sql`UPDATE locations SET identity = 'A-100', is_live = false WHERE company_id = ${companyId}`,
      ),
    );
    expect((await act('restore', { nickname: 'Old' })).status).toBe(200);
  });
});

describe('a till that was linked at another venue of the company', () => {
  const elsewhere = async () => {
    const body = { name: 'Bistro Pacific', timeZone: 'America/Toronto', currency: 'CAD' };
    const made = await world.call('POST', '/api/v1/venues', body, company);
    const path = `/api/v1/venues/${made.body.id}/integrations/verify`;
    const { body: verified } = await world.call('POST', path, cluster(['A-100']), company);
    return (verified.locations as { countedElsewhere?: string }[])[0]?.countedElsewhere;
  };

  it('is verified with a word on what counts there, and since when it may count here', async () => {
    const { companyId } = company;
    await act('deactivate');
    expect(await elsewhere(), 'nothing was read there').toBeUndefined();
    await inTx((tx) =>
      tx.run(sql`
        UPDATE locations SET covered = '{[2025-01-01T00:00Z,2025-03-10T23:00Z)}'
        WHERE company_id = ${companyId}
      `),
    );
    expect(await elsewhere()).toMatch(
      /^Its sales until March 10, 2025 were imported for .+ and stay counted there\./,
    );
  });
});
