import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { installQueue } from '#platform/queue/install-queue.ts';
import { formatKeyring } from '#platform/vault/keyring.ts';
import { startTillbridge, type Tillbridge } from '#test/kill/child-process.ts';
import { leaseMs } from './deliver.ts';
import { openWebhookWorld, take, type WebhookWorld } from './testing.ts';

let scene: WebhookWorld;
let worker: Tillbridge<unknown> | undefined;
beforeAll(async () => {
  scene = await openWebhookWorld();
  await installQueue({ ownerUrl: scene.world.testDb.ownerUrl });
});
afterAll(async () => {
  await worker?.end('SIGKILL');
  await scene.close();
});

it('a worker killed between sending and writing it down: the message comes again, under its id', async () => {
  const { world, receiver } = scene;
  const { id } = await scene.add();
  await scene.call('POST', `/${id}/test`);
  receiver.answer = () => undefined;
  const sent = receiver.next();
  worker = await startTillbridge(['serve', '--roles', 'worker', '--json'], {
    DATABASE_URL: world.testDb.appUrl,
    TILLBRIDGE_KEYS: formatKeyring(world.keyring),
    TILLBRIDGE_AUTH_SECRET: 'x'.repeat(40),
    PUBLIC_URL: 'http://localhost:1',
    CLUSTER_API_URL: world.sandbox.url,
    ALLOW_PRIVATE_ADDRESSES: 'true',
    LOG_LEVEL: 'error',
  });
  const first = await sent;
  await worker.end('SIGKILL');
  expect(await scene.rows('webhook_attempts')).toEqual([]);
  receiver.answer = take;
  world.clock.set(systemClock.now());
  await scene.deliver();
  expect(receiver.received).toHaveLength(1);
  world.clock.advance(leaseMs);
  await scene.deliver();
  expect(receiver.received).toHaveLength(2);
  const second = receiver.received[1];
  expect(second?.headers['webhook-id']).toBe(first.headers['webhook-id']);
  expect(second?.body).toBe(first.body);
  expect(await scene.rows('webhook_deliveries')).toEqual([
    expect.objectContaining({ state: 'delivered', attempt_count: 2 }),
  ]);
});
