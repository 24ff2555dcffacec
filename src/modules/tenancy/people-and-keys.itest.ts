import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';

let testDb: TestDatabase;
let database: Database;
let server: TestServer;

beforeAll(async () => {
  testDb = await testDatabase();
  database = openDatabase({ url: testDb.appUrl });
  server = await startTestServer({ database });
});

afterAll(async () => {
  await server.close();
  await database.close();
  await testDb.drop();
});

interface Member {
  userId: string;
  email: string;
  name: string;
  role: string;
  password: string | null;
}

const addMember = (company: TestCompany, member: Record<string, unknown>) =>
  server.call<Member & { code: string }>('POST', '/api/v1/members', {
    headers: company.headers,
    body: { name: 'Max Muster', role: 'viewer', ...member },
  });
const membersOf = async (company: TestCompany) =>
  (await server.call<{ items: Member[] }>('GET', '/api/v1/members', { headers: company.headers }))
    .body.items;

describe('a member', () => {
  it('gets an account and a password to sign in with, shown once', async () => {
    const company = await makeCompany(database);
    const added = await addMember(company, { email: 'Max@Example.com' });
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ email: 'max@example.com', role: 'viewer' });
    const password = added.body.password ?? '';
    expect(password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
    const headers = await server.signIn({ email: 'max@example.com', password });
    const me = await server.call('GET', '/api/v1/me', { headers });
    expect(me.body).toMatchObject({ role: 'viewer', company: { id: company.companyId } });
    expect(JSON.stringify(await membersOf(company))).not.toContain('password');
  });

  it('may do what the role says', async () => {
    const company = await makeCompany(database);
    const statuses = async (headers: { cookie: string }) => {
      const venue = { name: 'V', timeZone: 'Europe/Paris', currency: 'EUR' };
      return [
        await server.call('GET', '/api/v1/venues', { headers }),
        await server.call('POST', '/api/v1/venues', { headers, body: venue }),
        await server.call('GET', '/api/v1/members', { headers }),
      ].map((reply) => reply.status);
    };
    const as = async (role: string) => {
      const email = `${role}@roles.example`;
      const { password } = (await addMember(company, { email, role })).body;
      return statuses(await server.signIn({ email, password: password ?? '' }));
    };
    expect(await as('viewer')).toEqual([200, 403, 403]);
    expect(await as('manager')).toEqual([200, 201, 403]);
    expect(await as('owner')).toEqual([200, 201, 200]);
  });

  it('who has an account keeps the password and joins with it', async () => {
    const [here, there] = [await makeCompany(database), await makeCompany(database)];
    const joined = await addMember(there, { email: here.owner.email, name: 'Somebody else' });
    expect(joined.body).toMatchObject({ password: null, name: 'Olive Owner', role: 'viewer' });
    const headers = await server.signIn(here.owner);
    const me = await server.call<{ companies: { id: string; role: string }[] }>(
      'GET',
      '/api/v1/me',
      { headers },
    );
    expect(me.body.companies.map(({ id, role }) => [id, role])).toEqual([
      [here.companyId, 'owner'],
      [there.companyId, 'viewer'],
    ]);
    const again = await addMember(there, { email: here.owner.email });
    expect(again).toMatchObject({ status: 409, body: { code: 'already_a_member' } });
  });

  it('loses access at once when removed', async () => {
    const company = await makeCompany(database);
    const added = (await addMember(company, { email: 'gone@example.com' })).body;
    const session = await server.signIn({ email: added.email, password: added.password ?? '' });
    const remove = () =>
      server.call('DELETE', `/api/v1/members/${added.userId}`, { headers: company.headers });
    expect((await remove()).status).toBe(204);
    expect(await server.call('GET', '/api/v1/me', { headers: session })).toMatchObject({
      status: 403,
      body: { code: 'no_company' },
    });
    expect((await remove()).status).toBe(404);
  });

  it('changes role, but the last owner stays one', async () => {
    const company = await makeCompany(database);
    const ownerPath = `/api/v1/members/${company.owner.userId}`;
    const setRole = (path: string, role: string) =>
      server.call('PATCH', path, { headers: company.headers, body: { role } });
    expect(await setRole(ownerPath, 'viewer')).toMatchObject({
      status: 409,
      body: { code: 'last_owner' },
    });
    expect((await setRole(ownerPath, 'owner')).status).toBe(200);
    const removal = await server.call('DELETE', ownerPath, { headers: company.headers });
    expect(removal.body).toMatchObject({ code: 'last_owner' });
    const { userId } = (await addMember(company, { email: 'heir@example.com' })).body;
    expect((await setRole(`/api/v1/members/${userId}`, 'owner')).body).toMatchObject({
      role: 'owner',
    });
    expect((await setRole(ownerPath, 'viewer')).status).toBe(200);
  });

  it('two owners who remove each other at once leave one', async () => {
    const company = await makeCompany(database);
    const { userId } = (await addMember(company, { email: 'rival@example.com', role: 'owner' }))
      .body;
    const replies = await Promise.all(
      [userId, company.owner.userId].map((id) =>
        server.call('DELETE', `/api/v1/members/${id}`, { headers: company.headers }),
      ),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([204, 409]);
    expect(await membersOf(company)).toHaveLength(1);
  });

  it('of another company is out of reach', async () => {
    const [ours, theirs] = [await makeCompany(database), await makeCompany(database)];
    const path = `/api/v1/members/${theirs.owner.userId}`;
    const reply = await server.call('DELETE', path, { headers: ours.headers });
    expect(reply).toMatchObject({ status: 404, body: { code: 'member_not_found' } });
    expect(await membersOf(theirs)).toHaveLength(1);
  });
});

describe('an API key', () => {
  interface Key {
    id: string;
    name: string;
    scopes: string[];
    lastUsedAt: string | null;
    key: string;
  }
  const makeKey = (company: TestCompany, headers: Record<string, string> = {}) =>
    server.call<Key & { code: string }>('POST', '/api/v1/api-keys', {
      headers: { ...company.headers, ...headers },
      body: { name: 'Cash report', scopes: ['sales:read', 'venues:read'] },
    });
  const keysOf = async (company: TestCompany) =>
    (await server.call<{ items: Key[] }>('GET', '/api/v1/api-keys', { headers: company.headers }))
      .body.items;

  it('works from the moment it is made until it is revoked', async () => {
    const company = await makeCompany(database);
    const made = await makeKey(company);
    expect(made.body).toMatchObject({ name: 'Cash report', scopes: ['venues:read', 'sales:read'] });
    const headers = { authorization: `Bearer ${made.body.key}` };
    expect((await server.call('GET', '/api/v1/venues', { headers })).status).toBe(200);
    const listed = (await keysOf(company)).find((key) => key.id === made.body.id);
    expect(listed?.lastUsedAt).not.toBeNull();
    const path = `/api/v1/api-keys/${made.body.id}`;
    const revoke = () => server.call('DELETE', path, { headers: company.headers });
    expect((await revoke()).status).toBe(204);
    expect((await server.call('GET', '/api/v1/venues', { headers })).status).toBe(401);
    expect((await revoke()).status).toBe(404);
  });

  it('is stored nowhere, not even as the reply of a repeated call', async () => {
    const company = await makeCompany(database);
    const once = { 'idempotency-key': 'make-one-key' };
    const made = await makeKey(company, once);
    expect(await makeKey(company, once)).toMatchObject({
      status: 409,
      body: { code: 'secret_shown_once' },
    });
    expect(await keysOf(company)).toHaveLength(2);
    const { rows } = await database.withCompany(company.companyId, (tx) =>
      tx.client.query(`SELECT (SELECT jsonb_agg(to_jsonb(r)) FROM idempotency_replies r)::text
        || (SELECT jsonb_agg(to_jsonb(k)) FROM api_keys k)::text AS everything`),
    );
    expect(rows[0].everything).toContain('make-one-key');
    expect(rows[0].everything).not.toContain(made.body.key);
    expect(rows[0].everything).not.toContain(made.body.key.slice(3, 20));
  });

  it('of another company cannot be revoked', async () => {
    const [ours, theirs] = [await makeCompany(database), await makeCompany(database)];
    const [key] = await keysOf(theirs);
    const path = `/api/v1/api-keys/${key?.id}`;
    expect((await server.call('DELETE', path, { headers: ours.headers })).status).toBe(404);
    expect(await keysOf(theirs)).toHaveLength(1);
  });
});
