import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { formatKeyring, newVaultKey } from '#platform/vault/keyring.ts';
import { deliver } from '#simulators/mailbox/index.ts';
import { domain, type Mailbox, type MailWorld, openMailWorld } from '../mail/mail-world.ts';
import { attachment, message, salesCsv } from '../mail/mime-zoo.ts';
import { startTillbridge, type Tillbridge } from './child-process.ts';

let world: MailWorld;
let box: Mailbox;
const running = new Set<Tillbridge<unknown>>();

beforeAll(async () => {
  world = await openMailWorld({ nowMs: systemClock.now() });
  box = await world.mailbox();
});

afterAll(async () => {
  for (const one of running) await one.end('SIGKILL');
  await world.close();
});

async function serve(roles: string): Promise<Tillbridge<{ mailPort: number | null }>> {
  const started = await startTillbridge<{ mailPort: number | null }>(
    ['serve', '--roles', roles, '--json'],
    {
      DATABASE_URL: world.testDb.appUrl,
      TILLBRIDGE_KEYS: formatKeyring([newVaultKey('k1')]),
      TILLBRIDGE_AUTH_SECRET: 'x'.repeat(40),
      PUBLIC_URL: 'http://127.0.0.1:9',
      HOST: '127.0.0.1',
      MAIL_PORT: '0',
      MAIL_DOMAIN: domain,
    },
  );
  running.add(started);
  return started;
}

async function kill(one: Tillbridge<unknown>): Promise<void> {
  await one.end('SIGKILL');
  running.delete(one);
}

const count = async (text: string) =>
  (await world.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${text}`))[0]?.n ?? 0;

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const endsAtMs = systemClock.now() + 120_000;
  while (!(await isSo())) {
    if (systemClock.now() > endsAtMs) throw new Error(`not within 120 s: ${what}`);
    await delay(20);
  }
}

test('mail answered with 250 is read once, whoever is killed on the way', {
  timeout: 300_000,
}, async () => {
  const listener = await serve('mail');
  // Large enough to be killed in the middle of.
  const filler = `# ${'x'.repeat(90)}\n`.repeat(60_000);
  const messages = Array.from({ length: 6 }, (_, at) =>
    message([
      attachment('sales.csv', salesCsv(`2025-03-1${at}`, ['Coffee 2 7.00'])),
      attachment('notes.txt', filler),
    ]),
  );
  for (const raw of messages) {
    const { answer } = await deliver({
      ...{ port: listener.ready.mailPort ?? 0, to: [box.address], message: Buffer.from(raw) },
    });
    expect(answer?.code).toBe(250);
  }
  await kill(listener);
  expect(await count("inbound_messages WHERE state = 'received'")).toBe(6);
  for (let kills = 0; kills < 3; kills++) {
    const before = await count("inbound_messages WHERE state = 'received'");
    const worker = await serve('worker');
    await until('some reading', async () => {
      const left = await count("inbound_messages WHERE state = 'received'");
      return left < before || left === 0;
    });
    await delay(40 * kills);
    await kill(worker);
  }
  const last = await serve('worker');
  await until('all to be read', async () => {
    const waiting = await count("inbound_messages WHERE state = 'received'");
    const files = await count("sales_files WHERE state IN ('received', 'reading')");
    return waiting + files === 0;
  });
  await kill(last);
  expect(await count("inbound_messages WHERE state = 'read'")).toBe(6);
  expect(await count("sales_files WHERE state = 'read'")).toBe(6);
  expect(await count('sales_files')).toBe(6);
  expect(await count('orders')).toBe(6);
});
