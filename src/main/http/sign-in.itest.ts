import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock, systemClock } from '#kernel/clock.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany } from '#test/factories.ts';
import { cookiesOf, startTestServer, type TestServer } from '#test/http-server.ts';

let testDb: TestDatabase;
let database: Database;
let server: TestServer;
// Guesses that were made long ago no longer count.
const clock = manualClock(systemClock.now());

beforeAll(async () => {
  testDb = await testDatabase();
  database = openDatabase({ url: testDb.appUrl });
  server = await startTestServer({ database, clock });
});

afterAll(async () => {
  await server.close();
  await database.close();
  await testDb.drop();
});

interface Me {
  user: { id: string; email: string; twoFactorEnabled: boolean } | null;
  role: string | null;
  scopes: string[];
  company: { id: string; name: string };
  companies: { id: string; role: string | null }[];
}

describe('signing in', () => {
  it('opens the person’s company with their role', async () => {
    const { owner, companyId } = await makeCompany(database, { name: 'Chez Olive' });
    const session = await server.signIn(owner);
    const me = await server.call<Me>('GET', '/api/v1/me', { headers: session });
    expect(me.body).toMatchObject({
      user: { id: owner.userId, email: owner.email, twoFactorEnabled: false },
      role: 'owner',
      company: { id: companyId, name: 'Chez Olive' },
      companies: [{ id: companyId, role: 'owner' }],
    });
  });

  it('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    const { owner } = await makeCompany(database);
    const reply = await server.call('POST', '/api/auth/sign-in/email', { body: owner });
    const [cookie = ''] = reply.headers.getSetCookie();
    expect(cookie).toMatch(/^tillbridge\.session_token=/);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
  });

  it('takes the address in any case', async () => {
    const { owner } = await makeCompany(database);
    const shouted = { ...owner, email: owner.email.toUpperCase() };
    expect((await server.signIn(shouted)).cookie).toContain('session_token');
  });

  it('refuses a wrong password and an unknown address with the same words', async () => {
    const { owner } = await makeCompany(database);
    const wrong = await server.call('POST', '/api/auth/sign-in/email', {
      body: { email: owner.email, password: 'not the password' },
    });
    const unknown = await server.call('POST', '/api/auth/sign-in/email', {
      body: { email: 'nobody@example.com', password: 'not the password' },
      headers: { 'accept-language': 'fr' },
    });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
    expect(wrong.body).toMatchObject({
      code: 'invalid_email_or_password',
      detail: 'The e-mail address or the password is wrong.',
    });
    expect(unknown.body).toMatchObject({
      code: 'invalid_email_or_password',
      detail: 'L’adresse courriel ou le mot de passe est incorrect.',
    });
  });

  it('ends with the session', async () => {
    const { owner } = await makeCompany(database);
    const headers = await server.signIn(owner);
    expect((await server.call('POST', '/api/auth/sign-out', { headers })).status).toBe(200);
    const after = await server.call('GET', '/api/v1/me', { headers });
    expect(after).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
    expect(after.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('is closed to strangers: nobody can register', async () => {
    const body = { email: 'new@example.com', password: 'long enough to pass', name: 'New' };
    const reply = await server.call('POST', '/api/auth/sign-up/email', { body });
    expect(reply.status).toBe(404);
  });

  it('stops guessing after ten failures, and lets the person in again later', async () => {
    const { owner } = await makeCompany(database);
    const guess = () =>
      server.call('POST', '/api/auth/sign-in/email', {
        body: { email: owner.email, password: 'a wrong guess' },
      });
    for (let i = 0; i < 10; i++) expect((await guess()).status).toBe(401);
    const blocked = await guess();
    expect(blocked).toMatchObject({ status: 429, body: { code: 'too_many_sign_ins' } });
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
    // The right password does not pass either, or guessing would go on.
    expect((await server.call('POST', '/api/auth/sign-in/email', { body: owner })).status).toBe(
      429,
    );
    clock.advance(16 * 60_000);
    expect((await server.signIn(owner)).cookie).toContain('session_token');
  });
});

describe('a session', () => {
  it('cannot be used from another site', async () => {
    const { owner } = await makeCompany(database);
    const headers = await server.signIn(owner);
    const body = { name: 'X', timeZone: 'Europe/Paris', currency: 'EUR' };
    const post = (extra: Record<string, string>) =>
      server.call('POST', '/api/v1/venues', { headers: { ...headers, ...extra }, body });
    const evil = await post({ origin: 'https://evil.example' });
    expect(evil).toMatchObject({ status: 403, body: { code: 'cross_origin' } });
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post({ origin: 'null' })).status).toBe(403);
    expect((await post({ origin: server.url })).status).toBe(201);
    expect((await post({ origin: 'http://till.test' })).status).toBe(201);
  });

  it('survives a change of password only where it was made, when asked', async () => {
    const { owner } = await makeCompany(database);
    const here = await server.signIn(owner);
    const elsewhere = await server.signIn(owner);
    const changed = await server.call('POST', '/api/auth/change-password', {
      headers: here,
      body: {
        currentPassword: owner.password,
        newPassword: 'another-long-password',
        revokeOtherSessions: true,
      },
    });
    expect(changed.status).toBe(200);
    expect((await server.call('GET', '/api/v1/me', { headers: elsewhere })).status).toBe(401);
    const renewed = await server.signIn({ ...owner, password: 'another-long-password' });
    expect((await server.call('GET', '/api/v1/me', { headers: renewed })).status).toBe(200);
  });

  it('chooses among the companies of a person, and no others', async () => {
    const ownerEmail = 'two-companies@example.com';
    const first = await makeCompany(database, { ownerEmail });
    const second = await makeCompany(database, { ownerEmail });
    const stranger = await makeCompany(database);
    const session = await server.signIn(first.owner);
    const meOf = (companyId: string) =>
      server.call<Me>('GET', '/api/v1/me', {
        headers: { ...session, 'tillbridge-company': companyId },
      });
    const chosen = await meOf(second.companyId);
    expect(chosen.body.company.id).toBe(second.companyId);
    expect(chosen.body.companies.map((one) => one.id)).toEqual([first.companyId, second.companyId]);
    expect(await meOf(stranger.companyId)).toMatchObject({
      status: 404,
      body: { code: 'company_not_found' },
    });
  });
});

describe('two-factor sign-in', () => {
  it('asks for the code of the app once it is switched on', async () => {
    const { owner } = await makeCompany(database);
    const session = await server.signIn(owner);
    const enabled = await server.call<{ totpURI: string; backupCodes: string[] }>(
      'POST',
      '/api/auth/two-factor/enable',
      { headers: session, body: { password: owner.password } },
    );
    expect(enabled.body.backupCodes.length).toBeGreaterThan(5);
    const secret = new URL(enabled.body.totpURI).searchParams.get('secret') ?? '';
    const confirmed = await server.call('POST', '/api/auth/two-factor/verify-totp', {
      headers: session,
      body: { code: codeOf(secret, 0) },
    });
    expect(confirmed.status).toBe(200);

    const half = await server.call('POST', '/api/auth/sign-in/email', { body: owner });
    expect(half.body).toMatchObject({ twoFactorRedirect: true });
    const headers = { cookie: cookiesOf(half) };
    expect((await server.call('GET', '/api/v1/me', { headers })).status).toBe(401);

    const wrong = await server.call('POST', '/api/auth/two-factor/verify-totp', {
      headers,
      body: { code: '000000' },
    });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid_code' } });

    const whole = await server.call('POST', '/api/auth/two-factor/verify-totp', {
      headers,
      body: { code: codeOf(secret, 0) },
    });
    expect(whole.status).toBe(200);
    const me = await server.call<Me>('GET', '/api/v1/me', {
      headers: { cookie: cookiesOf(whole) },
    });
    expect(me.body.user).toMatchObject({ email: owner.email, twoFactorEnabled: true });
  });
});

/** The six digits an authenticator shows now (RFC 6238, SHA-1, 30 s). */
function codeOf(secretBase32: string, stepsAhead: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secretBase32].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  const key = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  // The library reads the machine's clock.
  counter.writeBigUInt64BE(BigInt(Math.floor(systemClock.now() / 30_000) + stepsAhead));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
