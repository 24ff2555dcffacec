import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { createNoticeDeps } from '#main/notice-deps.ts';
import { applyCheckOutcome } from '#modules/integrations/index.ts';
import { deliverNotices } from '#modules/notices/index.ts';
import { sql } from '#platform/db/sql.ts';
import { startSmtpServer, type TestSmtpServer } from '../smtp-server.ts';
import { openWorld, type World } from '../sync/world.ts';

const program = join(import.meta.dirname, '../../src/modules/notices/fixtures/deliver-main.ts');
const minuteMs = 60_000;
const till = { apiKey: 'key-a', serial: 'S-1' };
const venue = { name: 'House', timeZone: 'America/Toronto', currency: 'CAD' };

let world: World;
let smtp: TestSmtpServer;
let integrationId: string;
let worker: ChildProcess | null = null;

beforeAll(async () => {
  world = await openWorld({
    venues: [
      {
        source: { restaurant: { seed: 'killed', venue, ordersPerDay: 4, from: '2026-03-01' } },
        locations: [till],
      },
    ],
    now: '2026-03-20T18:00:00Z',
  });
  smtp = await startSmtpServer();
  integrationId = await world.connect({ settings: { historyFrom: '2026-03-18' } });
  await world.check(integrationId);
});
afterAll(async () => {
  worker?.kill('SIGKILL');
  await smtp.close();
  await world.close();
});

/** A worker writes the mail, commits, and is killed before the mail server has its text. */
async function killBetweenCommitAndSend(): Promise<void> {
  smtp.behaviour = { do: 'hang' };
  const nowMs = world.clock.now();
  const about = JSON.stringify({ appUrl: world.testDb.appUrl, server: smtp.server, nowMs });
  const child = spawn(process.execPath, [program, about], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  worker = child;
  const gone = once(child, 'exit');
  const endsAtMs = systemClock.now() + 15_000;
  while ((await countSending()) === 0) {
    if (systemClock.now() > endsAtMs) throw new Error('no mail came to be sent');
    await pause(20);
  }
  child.kill('SIGKILL');
  await gone;
  smtp.behaviour = { do: 'accept' };
}

async function countSending(): Promise<number> {
  const rows = await world.database.withCompany(world.company.companyId, (tx) =>
    tx.rows(sql`SELECT 1 FROM notice_mails WHERE state = 'sending'`),
  );
  return rows.length;
}

/** All that other workers do within two hours. */
async function letOthersWork(): Promise<void> {
  const { database, clock, deps } = world;
  const notices = createNoticeDeps({
    config: { mail: smtp.server, publicUrl: 'https://till.example.com' },
    ...{ database, clock, log: deps.log, vendors: deps.vendors },
  });
  for (const minutes of [0, 1, 4, 15, 60, 40]) {
    clock.advance(minutes * minuteMs);
    await deliverNotices(notices, new AbortController().signal);
  }
}

/** Fails until something is to be told; a notice waits a moment for others to join it. */
async function failUntilTold(): Promise<void> {
  const told = await countNotices();
  while ((await countNotices()) === told) {
    world.clock.advance(120 * minuteMs);
    expect(await world.check(integrationId)).toBe(true);
  }
}

async function countNotices(): Promise<number> {
  const rows = await world.database.withCompany(world.company.companyId, (tx) =>
    tx.rows(sql`SELECT 1 FROM outbox`),
  );
  return rows.length;
}

async function recover(): Promise<void> {
  const { companyId } = world.company;
  world.sandbox.control.clearFaults();
  await world.database.withCompany(companyId, (tx) =>
    applyCheckOutcome(tx, world.deps, {
      ...{ companyId, integrationId, nowMs: world.clock.now() },
      event: { name: 'resumed' },
    }),
  );
  expect(await world.check(integrationId)).toBe(true);
}

it('each transition is one mail though its worker is killed between commit and send', async () => {
  world.sandbox.control.addFault({ kind: 'bad_key', serial: till.serial });
  const subjects = () => smtp.received.map(({ mail }) => mail.subject ?? '');
  for (const [index, happen] of [failUntilTold, failUntilTold, recover].entries()) {
    await happen();
    await handOut();
    await killBetweenCommitAndSend();
    expect(subjects()).toHaveLength(index);
    await letOthersWork();
    await letOthersWork();
    expect(subjects()).toHaveLength(index + 1);
  }
  expect(subjects()).toEqual([
    expect.stringContaining('no sales since'),
    expect.stringContaining('is called off'),
    expect.stringContaining('sales arrive again'),
  ]);
});

/** Whoever hands notices out leaves them for a while, so that one mail tells of several. */
async function handOut(): Promise<void> {
  const { database, clock, deps } = world;
  const notices = createNoticeDeps({
    config: { mail: smtp.server, publicUrl: 'https://till.example.com' },
    ...{ database, clock, log: deps.log, vendors: deps.vendors },
  });
  await deliverNotices(notices, new AbortController().signal);
  clock.advance(30 * minuteMs);
}
