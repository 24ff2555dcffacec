import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { route } from '#modules/tenancy/index.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';
import type { HttpPlugin } from './server.ts';

let testDb: TestDatabase;
let database: Database;
let server: TestServer;
let company: TestCompany;
let portalDir: string;

/** Endpoints that misbehave on purpose. */
const troublesome: HttpPlugin = (app) => {
  route(app, {
    method: 'GET',
    url: '/api/v1/test/fault',
    scope: 'any',
    tag: 'Test',
    summary: 'Fails',
    handler: async () => {
      throw new Error('the password of the database is hunter2');
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/test/outside-schema',
    scope: 'any',
    tag: 'Test',
    summary: 'Answers what it should not',
    reply: z.object({ name: z.string() }),
    handler: async () => ({ name: 7 }) as never,
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/test/too-much',
    scope: 'any',
    tag: 'Test',
    summary: 'Answers more than its schema names',
    reply: z.object({ name: z.string() }),
    handler: async () => ({ name: 'x', secret: 'hunter2' }),
  });
};

beforeAll(async () => {
  portalDir = mkdtempSync(join(tmpdir(), 'tillbridge-portal-'));
  mkdirSync(join(portalDir, 'assets'));
  writeFileSync(join(portalDir, 'index.html'), '<!doctype html><title>Portal</title>');
  writeFileSync(join(portalDir, 'assets', 'app-abc123.js'), 'export {};');
  testDb = await testDatabase();
  database = openDatabase({ url: testDb.appUrl });
  company = await makeCompany(database);
  server = await startTestServer({ database, portalDir, plugins: [troublesome] });
});

afterAll(async () => {
  await server.close();
  await database.close();
  await testDb.drop();
  rmSync(portalDir, { recursive: true });
});

const venue = { name: 'X', timeZone: 'Europe/Paris', currency: 'EUR' };

describe('whatever is wrong with a request is answered by a problem document', () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    server.call('POST', '/api/v1/venues', { headers: { ...company.headers, ...headers }, body });

  it('malformed JSON', async () => {
    const reply = await post('{"name": ');
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply).toMatchObject({
      status: 400,
      body: {
        type: 'urn:tillbridge:problem:malformed_json',
        title: 'The request cannot be read',
        status: 400,
        code: 'malformed_json',
        detail: 'The body is not valid JSON.',
      },
    });
  });

  it('a body over 1 MB', async () => {
    const reply = await post({ ...venue, name: 'x'.repeat(1_100_000) });
    expect(reply).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
  });

  it('a body that is not JSON', async () => {
    const reply = await post('name=X', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(reply).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
  });

  it('JSON that reaches for the prototype', async () => {
    expect((await post('{"__proto__": {"a": 1}}')).status).toBe(400);
  });

  it('values, each named with what would be right, in the reader’s language', async () => {
    const body = { name: '  ', timeZone: 7, cutoff: '25:00', color: 'red' };
    const english = await post(body);
    expect(english).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
    const messages = Object.fromEntries(
      (english.body.errors as { path: string; message: string }[]).map((e) => [e.path, e.message]),
    );
    expect(messages).toEqual({
      name: 'This must not be empty.',
      timeZone: 'This must be a text.',
      currency: 'This is required.',
      cutoff: 'Enter a time as HH:MM, from 00:00 to 23:59, such as 05:00.',
      '': 'There is no such field: color.',
    });
    const french = await post(body, { 'accept-language': 'fr-CA,fr;q=0.9,en;q=0.5' });
    expect(french.headers.get('content-language')).toBe('fr');
    expect(french.body).toMatchObject({
      title: 'Veuillez corriger la saisie',
      errors: expect.arrayContaining([
        { path: 'name', message: 'Ce champ ne peut pas être vide.' },
      ]),
    });
  });

  it('a parameter that does not exist, named beside those there are', async () => {
    const ask = (path: string, language = 'en') =>
      server.call('GET', path, { headers: { ...company.headers, 'accept-language': language } });
    const listed = await ask('/api/v1/venues?limti=2&limit=1');
    expect(listed).toMatchObject({
      status: 422,
      body: {
        code: 'invalid_request',
        detail: expect.stringContaining('limti'),
        errors: [
          { path: 'limti', message: 'There is no such parameter. There are: cursor, limit.' },
        ],
      },
    });
    const french = await ask('/api/v1/venues?limti=2', 'fr');
    expect(french.body.detail).toContain('Il y a : cursor, limit.');
    // One that takes none, and the stream, which answers by itself.
    for (const path of [`/api/v1/venues/${company.venueId}`, '/api/v1/events']) {
      expect(await ask(`${path}?bogus=1`), path).toMatchObject({
        status: 422,
        body: {
          errors: [
            { path: 'bogus', message: 'There is no such parameter; this address takes none.' },
          ],
        },
      });
    }
  });

  it('a cursor with something in it that no row can hold', async () => {
    for (const key of [
      ['a\0', company.venueId],
      ['a\ud800', company.venueId],
      ['a', 'no id'],
    ]) {
      const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
      const { headers } = company;
      const reply = await server.call('GET', `/api/v1/venues?cursor=${cursor}`, { headers });
      expect(reply, JSON.stringify(key)).toMatchObject({
        status: 422,
        body: { code: 'cursor_invalid' },
      });
    }
  });

  it('a text that cannot be kept as it was sent, wherever it stands', async () => {
    const nul = await post({ ...venue, name: 'a\0b' }, { 'accept-language': 'fr' });
    expect(nul).toMatchObject({
      status: 422,
      body: {
        code: 'invalid_request',
        errors: [{ path: 'name', message: expect.stringMatching(/NUL \(U\+0000\)/) }],
      },
    });
    const half = await post(`{"name":"a\\ud800b","timeZone":"UTC","currency":"CAD"}`);
    expect(half).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'name', message: expect.stringContaining('lone surrogate') }] },
    });
    // Whole characters beyond the first plane are two halves that belong together.
    expect((await post({ ...venue, name: 'Bar 🍷' })).body).toMatchObject({ name: 'Bar 🍷' });
    const { headers } = company;
    const attempts: [string, string, unknown, string][] = [
      ['GET', '/api/v1/venues?cursor=a%00', undefined, 'cursor'],
      ['GET', '/api/v1/venues?a%00b=1', undefined, 'a\\u0000b'],
      ['PATCH', '/api/v1/members/a%00', { role: 'viewer' }, 'userId'],
      ['POST', '/api/v1/venues', { ...venue, tags: [{ 'x\0': ['\0'] }] }, 'tags.0.x\\u0000'],
      ['POST', '/api/auth/sign-in/email', { email: 'a\0@b.c', password: 'x' }, 'email'],
    ];
    for (const [method, path, body, named] of attempts) {
      const reply = await server.call(method, path, { headers, body });
      const errors = reply.body.errors as { path: string }[];
      expect([reply.status, errors?.[0]?.path], `${method} ${path}`).toEqual([422, named]);
    }
  });

  it('a broken text in a header: keys and cookies are nobody’s', async () => {
    const signature = encodeURIComponent(Buffer.alloc(32).toString('base64'));
    const asNobody: Record<string, string>[] = [
      { cookie: `tillbridge.session_token=a%00b.${signature}` },
      { cookie: 'tillbridge.session_token=%00' },
      { authorization: 'Bearer tb_a%00b' },
    ];
    for (const headers of asNobody) {
      expect((await server.call('GET', '/api/v1/me', { headers })).status).toBe(401);
    }
    expect((await post(venue, { 'idempotency-key': 'é' })).status).toBe(400);
    const foreign = await post(venue, { 'tillbridge-company': 'é' });
    expect(foreign.status).toBe(404);
  });

  it('a text broken deep inside', async () => {
    const depth = 100_000;
    const reply = await post(`${'{"a":'.repeat(depth)}"\\u0000"${'}'.repeat(depth)}`);
    expect(reply.status).toBe(422);
  });

  it('an address that does not exist, and one that takes other methods', async () => {
    const nothing = await server.call('GET', '/api/v1/nothing', { headers: company.headers });
    expect(nothing).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const wrongMethod = await server.call('PUT', '/api/v1/venues', { headers: company.headers });
    expect(wrongMethod).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
    expect(wrongMethod.headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it('an id that is none', async () => {
    const reply = await server.call('GET', '/api/v1/venues/42', { headers: company.headers });
    expect(reply.status).toBe(404);
  });

  it('our own faults, without a word of what happened inside', async () => {
    const reply = await server.call('GET', '/api/v1/test/fault', {
      headers: { ...company.headers, 'x-request-id': 'find-me-in-the-log' },
    });
    expect(reply).toMatchObject({
      status: 500,
      body: { code: 'internal_error', requestId: 'find-me-in-the-log' },
    });
    expect(JSON.stringify(reply.body)).not.toMatch(/hunter2|stack|frame\.itest/);
  });

  it('replies outside their schema, which never leave in tests', async () => {
    const reply = await server.call('GET', '/api/v1/test/outside-schema', {
      headers: company.headers,
    });
    expect(reply.status).toBe(500);
  });
});

describe('every answer', () => {
  it('carries a request id, and takes over a well-formed one', async () => {
    const own = await server.call('GET', '/healthz');
    expect(own.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const foreign = await server.call('GET', '/healthz', {
      headers: { 'x-request-id': 'x y\tz<script>' },
    });
    expect(foreign.headers.get('x-request-id')).not.toContain('script');
  });

  it('keeps what one caller may see out of every cache', async () => {
    const reply = await server.call('GET', '/api/v1/venues', { headers: company.headers });
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  it('holds nothing that its schema does not name', async () => {
    const reply = await server.call('GET', '/api/v1/test/too-much', { headers: company.headers });
    expect(reply.body).toEqual({ name: 'x' });
  });

  it('forbids frames, foreign scripts and sniffing', async () => {
    const { headers } = await server.call('GET', '/');
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self';/);
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    // Over plain http, these two would lock a local visitor out.
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure');
  });
});

describe('the portal', () => {
  it('answers its own addresses with the page, and unknown files with 404', async () => {
    for (const path of ['/', '/venues/1/sales', '/index.html']) {
      const page = await server.call<string>('GET', path, { headers: { accept: 'text/html' } });
      expect(page.status).toBe(200);
      expect(page.body).toContain('<title>Portal</title>');
      expect(page.headers.get('cache-control')).toBe('no-cache');
    }
    expect((await server.call('GET', '/assets/gone-000.js')).status).toBe(404);
    expect((await server.call('GET', '/api/nothing')).status).toBe(404);
    expect((await server.call('GET', '/..%2f..%2fpackage.json')).status).toBeGreaterThanOrEqual(
      400,
    );
  });

  it('lets browsers keep hashed files for good', async () => {
    const file = await server.call('GET', '/assets/app-abc123.js');
    expect(file.status).toBe(200);
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });
});

describe('the machines around', () => {
  it('learn that the process lives, can work, and what it counts', async () => {
    expect((await server.call('GET', '/healthz')).status).toBe(200);
    expect(await server.call('GET', '/readyz')).toMatchObject({
      status: 200,
      body: { status: 'ready' },
    });
    const metrics = await server.call<string>('GET', '/metrics');
    expect(metrics.body).toContain('tillbridge_runs_total');
  });

  it('learn that it cannot work without its database', async () => {
    const away = openDatabase({ url: 'postgres://tillbridge_app:x@127.0.0.1:9/none' });
    const lonely = await startTestServer({ database: away });
    expect((await lonely.call('GET', '/healthz')).status).toBe(200);
    expect(await lonely.call('GET', '/readyz')).toMatchObject({
      status: 503,
      body: { reason: 'database_unavailable' },
    });
    const reply = await lonely.call('GET', '/api/v1/me', { headers: company.headers });
    expect(reply).toMatchObject({ status: 503, body: { code: 'database_unavailable' } });
    expect(reply.headers.get('retry-after')).toBe('5');
    await lonely.close();
    await away.close();
  });
});

describe('the server', () => {
  it('does not start with an endpoint that says nothing about who may call it', async () => {
    const open: HttpPlugin = (app) => {
      app.get('/api/v1/open', async () => 'everybody');
    };
    await expect(startTestServer({ database, plugins: [open] })).rejects.toThrow(
      'GET /api/v1/open does not say which scope it needs',
    );
  });

  it('slows a caller who asks far too often', async () => {
    const strict = await startTestServer({ database, requestsPerMinuteMax: 3 });
    const ask = () => strict.call('GET', '/api/v1/me', { headers: company.headers });
    for (let i = 0; i < 3; i++) expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await strict.close();
  });

  it('believes a proxy beside it about the caller’s address and host', async () => {
    const { owner } = await makeCompany(database);
    const { cookie } = await server.signIn(owner);
    const reply = await server.call('POST', '/api/v1/venues', {
      headers: {
        cookie,
        origin: 'https://tills.example.org',
        'x-forwarded-host': 'tills.example.org',
        'x-forwarded-proto': 'https',
      },
      body: venue,
    });
    expect(reply.status).toBe(201);
  });

  it('refuses a body that never ends without waiting for its end', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const call = request(
        `${server.url}/api/v1/venues`,
        {
          method: 'POST',
          headers: { ...company.headers, 'content-type': 'application/json' },
        },
        (response) => {
          resolve(response.statusCode ?? 0);
          call.destroy();
        },
      );
      call.on('error', reject);
      call.write(`{"name": "${'x'.repeat(1_100_000)}`);
    });
    expect(status).toBe(413);
  });
});
