import { afterAll, beforeAll, expect, it } from 'vitest';
import { resealEverything } from '#main/commands/admin-rotate-keys.ts';
import { newVaultKey } from '#platform/vault/keyring.ts';
import { openVault } from '#platform/vault/vault.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { openWebhookWorld, type WebhookWorld } from './testing.ts';

let scene: WebhookWorld;
let other: TestCompany;
beforeAll(async () => {
  scene = await openWebhookWorld();
  other = await makeCompany(scene.world.database, { nowMs: scene.world.clock.now() });
});
afterAll(() => scene.close());

it('shows a secret once, when it is made, and keeps it sealed', async () => {
  const { id, secret } = await scene.add();
  const rotated = await scene.call<{ secret: string }>('POST', `/${id}/rotate-secret`);
  expect(rotated.body.secret).toMatch(/^whsec_/);
  const shown = [
    await scene.call('GET', ''),
    await scene.call('GET', `/${id}`),
    await scene.call('PATCH', `/${id}`, { description: 'Payroll' }),
  ];
  expect(shown.map(({ status }) => status)).toEqual([200, 200, 200]);
  const stored = ['webhook_secrets', 'webhook_endpoints', 'timeline_events', 'outgoing_events'];
  const rows = await Promise.all(stored.map((table) => scene.rows(table)));
  expect(rows[0]).toHaveLength(2);
  const text = JSON.stringify([shown.map(({ body }) => body), rows]);
  for (const one of [secret, rotated.body.secret]) {
    expect(text).not.toContain(one);
    expect(text).not.toContain(one.slice('whsec_'.length, 30));
  }
});

it('is sealed anew with the vault’s newest key, and signs as before', async () => {
  const { id } = await scene.add();
  const { database, deps, keyring } = scene.world;
  const vault = openVault([newVaultKey('k2'), ...keyring]);
  const { total, resealed } = await resealEverything(database, vault);
  expect(resealed).toBe(total);
  expect(await resealEverything(database, vault)).toEqual({ total, resealed: 0 });
  deps.vault = vault;
  await scene.call('POST', `/${id}/test`);
  await scene.deliver();
  expect(scene.receiver.received.at(-1)?.headers['webhook-signature']).toMatch(/^v1,/);
});

it('is nothing to another company, in none of its endpoints', async () => {
  const { id } = await scene.add();
  await scene.call('POST', `/${id}/test`);
  await scene.deliver();
  const { body } = await scene.call<{ items: { id: string }[] }>('GET', `/${id}/deliveries`);
  const message = `/${id}/deliveries/${body.items[0]?.id}`;
  expect((await scene.call('GET', message)).status).toBe(200);
  const calls = [
    ['GET', `/${id}`],
    ['PATCH', `/${id}`, { enabled: false }],
    ['DELETE', `/${id}`],
    ['POST', `/${id}/rotate-secret`],
    ['POST', `/${id}/test`],
    ['GET', `/${id}/deliveries`],
    ['GET', message],
    ['POST', `${message}/redeliver`],
  ] as const;
  for (const [method, path, sent] of calls) {
    const reply = await scene.call(method, path, sent, other);
    expect([reply.status, method, path]).toEqual([404, method, path]);
  }
  expect((await scene.call('GET', '', undefined, other)).body).toEqual({
    items: [],
    nextCursor: null,
  });
});

it('is for owners and managers: a key that may only read is refused', async () => {
  const { id } = await scene.add();
  const reader = { ...scene.world.company, headers: await readerKey() };
  for (const path of ['', `/${id}`, `/${id}/deliveries`]) {
    const reply = await scene.call('GET', path, undefined, reader);
    expect(reply).toMatchObject({ status: 403, body: { code: 'scope_missing' } });
  }
});

async function readerKey(): Promise<{ authorization: string }> {
  const { key } = await scene.makeKey(['venues:read', 'integrations:read', 'sales:read']);
  return { authorization: `Bearer ${key}` };
}

it('can be switched off and on and deleted, with what was kept of it', async () => {
  const { id } = await scene.add();
  await scene.call('POST', `/${id}/test`);
  const off = await scene.call('PATCH', `/${id}`, { enabled: false });
  expect(off.body).toMatchObject({ enabled: false, disabledReason: 'user' });
  const list = await scene.call<{ items: { state: string }[] }>('GET', `/${id}/deliveries`);
  expect(list.body.items.map((one) => one.state)).toEqual(['failed']);
  expect((await scene.call('POST', `/${id}/test`)).body).toMatchObject({
    code: 'webhook_disabled',
  });
  expect((await scene.call('DELETE', `/${id}`)).status).toBe(204);
  expect((await scene.call('GET', `/${id}`)).status).toBe(404);
  const left = await scene.rows<{ endpoint_id: string }>('webhook_deliveries');
  expect(left.some((row) => row.endpoint_id === id)).toBe(false);
});

it('pages through messages and refuses a foreign cursor', async () => {
  const { id } = await scene.add();
  for (let count = 0; count < 3; count++) {
    await scene.call('POST', `/${id}/test`);
    await scene.deliver();
  }
  interface Page {
    items: { id: string }[];
    nextCursor: string | null;
  }
  const path = `/${id}/deliveries?limit=2`;
  const { body: first } = await scene.call<Page>('GET', path);
  const { body: second } = await scene.call<Page>('GET', `${path}&cursor=${first.nextCursor}`);
  const ids = [...first.items, ...second.items].map((one) => one.id);
  expect(new Set(ids).size).toBe(3);
  expect(second.nextCursor).toBeNull();
  expect((await scene.call('GET', `${path}&cursor=WyJ4Il0`)).status).toBe(422);
});

it('may be twenty', async () => {
  const { body } = await scene.call<{ items: unknown[] }>('GET', '');
  for (let count = body.items.length; count < 20; count++) await scene.add();
  const reply = await scene.call('POST', '', {
    url: scene.receiver.url,
    eventTypes: ['day.completed'],
  });
  expect(reply).toMatchObject({ status: 409, body: { code: 'webhooks_too_many' } });
});
