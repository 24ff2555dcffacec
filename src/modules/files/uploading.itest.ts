import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { fileBytesMax } from './file.ts';
import { type FileWorld, openFileWorld, salesCsv } from './testing.ts';

let world: FileWorld;
let other: TestCompany;
let integrationId: string;

beforeAll(async () => {
  world = await openFileWorld();
  other = await makeCompany(world.database);
  integrationId = await world.link();
});

afterAll(() => world.close());

const content = salesCsv(['2025-03-10 09:15:00 R1 Latte 2 9.00']);

async function post(
  headers: Record<string, string>,
  options: { body?: BodyInit; type?: string; id?: string; query?: string } = {},
) {
  const {
    body = content,
    type = 'application/octet-stream',
    id = integrationId,
    query = '?name=a.csv',
  } = options;
  const response = await fetch(`${world.server.url}/api/v1/integrations/${id}/files${query}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': type },
    body,
  });
  const told = (await response.json()) as Record<string, unknown>;
  return { status: response.status, code: told.code, id: String(told.id), state: told.state };
}

async function keyWith(scopes: readonly string[]): Promise<{ authorization: string }> {
  const reply = await world.call<{ key: string }>('POST', '/api/v1/api-keys', {
    name: scopes.join(' '),
    scopes,
  });
  return { authorization: `Bearer ${reply.body.key}` };
}

it('is for owners, managers and keys that may change integrations', async () => {
  const reader = await keyWith(['integrations:read', 'sales:read', 'venues:read']);
  const writer = await keyWith(['integrations:write']);
  expect(await post({})).toMatchObject({ status: 401 });
  expect(await post(reader)).toMatchObject({ status: 403, code: 'scope_missing' });
  expect(await post(writer)).toMatchObject({ status: 201, state: 'received' });
  const owner = await world.server.signIn(world.company.owner);
  const origin = { origin: 'http://till.test', 'sec-fetch-site': 'same-origin' };
  expect(await post({ ...owner, ...origin }, { body: `${content}\n` })).toMatchObject({
    status: 201,
  });
});

it('names the person or key in the file', async () => {
  const path = `/api/v1/integrations/${integrationId}/files`;
  const list = await world.call<{ items: { sentBy: string }[]; nextCursor: string }>(
    'GET',
    `${path}?limit=1`,
  );
  expect(list.body.items.map(({ sentBy }) => sentBy)).toEqual(['Olive Owner']);
  const next = await world.call<{ items: { sentBy: string }[] }>(
    'GET',
    `${path}?cursor=${list.body.nextCursor}`,
  );
  expect(next.body.items.map(({ sentBy }) => sentBy)).toEqual(['integrations:write']);
});

it('of another company’s does not exist', async () => {
  const file = await post(world.company.headers, { body: `${content}2` });
  expect(await post(other.headers)).toMatchObject({ status: 404, code: 'integration_not_found' });
  const theirs = await world.link({}, other);
  const paths = ['', '/raw'].flatMap((what) => [
    `/api/v1/integrations/${integrationId}/files/${file.id}${what}`,
    `/api/v1/integrations/${theirs}/files/${file.id}${what}`,
  ]);
  for (const path of paths) {
    expect((await world.call('GET', path, undefined, other)).status, path).toBe(404);
  }
  for (const [method, what, body] of [
    ['PUT', 'mapping', { columns: {} }],
    ['POST', 'preview', { columns: {} }],
    ['POST', 'replay', undefined],
  ] as const) {
    const path = `/api/v1/integrations/${theirs}/files/${file.id}/${what}`;
    expect((await world.call(method, path, body, other)).status, path).toBe(404);
  }
});

it('is refused without a name, without bytes, as JSON, and beyond 25 MB', async () => {
  const { headers } = world.company;
  expect(await post(headers, { query: '' })).toMatchObject({ status: 422 });
  expect(await post(headers, { body: '' })).toMatchObject({ status: 422, code: 'file_empty' });
  expect(await post(headers, { type: 'text/csv' })).toMatchObject({ status: 415 });
  const large = new Uint8Array(fileBytesMax + 1);
  expect(await post(headers, { body: large })).toMatchObject({
    status: 413,
    code: 'file_too_large',
  });
});

it('is refused for a link that is inactive', async () => {
  const gone = await world.link({ nickname: 'Gone', createNew: true });
  await world.call('POST', `/api/v1/integrations/${gone}/deactivate`);
  expect(await post(world.company.headers, { id: gone })).toMatchObject({
    status: 409,
    code: 'integration_inactive',
  });
});

it('is done once under one Idempotency-Key', async () => {
  const headers = { ...world.company.headers, 'idempotency-key': 'once' };
  const first = await post(headers, { body: `${content}3` });
  const again = await post(headers, { body: `${content}3` });
  expect([first.state, again.state, again.id]).toEqual(['received', 'received', first.id]);
  const reused = await post(headers, { body: `${content}4` });
  expect(reused).toMatchObject({ status: 409, code: 'idempotency_key_reused' });
});

it('keeps a name to itself: no folders, no control characters', async () => {
  const query = `?${new URLSearchParams({ name: '..\\..\\été "1".csv' })}`;
  const file = await post(world.company.headers, { body: `${content}5`, query });
  const raw = await fetch(
    `${world.server.url}/api/v1/integrations/${integrationId}/files/${file.id}/raw`,
    { headers: world.company.headers },
  );
  expect(raw.headers.get('content-disposition')).toBe(
    'attachment; filename="_t_ _1_.csv"; filename*=UTF-8\'\'%C3%A9t%C3%A9%20%221%22.csv',
  );
  expect(raw.headers.get('content-type')).toBe('application/octet-stream');
});
