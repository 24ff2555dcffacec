import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { manualClock, systemClock } from '#kernel/clock.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startSmtpServer, type TestSmtpServer } from '#test/smtp-server.ts';
import { deliverNotices } from './notice-worker.ts';
import { mailsOf, noticeDeps, tell, wish } from './testing.ts';

const program = join(import.meta.dirname, 'fixtures', 'deliver-main.ts');
const clock = manualClock(Date.UTC(2025, 2, 15, 16));
const minuteMs = 60_000;

let testDb: TestDatabase;
let database: Database;
let owner: pg.Client;
let smtp: TestSmtpServer;
let company: TestCompany;
let worker: ChildProcess | null = null;

beforeAll(async () => {
  testDb = await testDatabase();
  database = openDatabase({ url: testDb.appUrl, connectionsMax: 4 });
  owner = new pg.Client({ connectionString: testDb.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.close();
  await testDb.drop();
});
beforeEach(async () => {
  smtp = await startSmtpServer();
  company = await makeCompany(database, { nowMs: clock.now() });
  await wish(database, { companyId: company.companyId, userId: company.owner.userId }, {});
  await tell(database, company, { nowMs: clock.now() });
});
afterEach(async () => {
  await owner.query('ROLLBACK');
  worker?.kill('SIGKILL');
  await smtp.close();
});

/** A worker in a process of its own, which delivers what is due and ends. */
function startWorker(): ChildProcess {
  const about = JSON.stringify({
    appUrl: testDb.appUrl,
    server: smtp.server,
    nowMs: clock.now(),
  });
  worker = spawn(process.execPath, [program, about], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return worker;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** All that other workers do within two hours. */
async function letOthersWork(): Promise<void> {
  smtp.behaviour = { do: 'accept' };
  const deps = noticeDeps({ database, clock, smtp });
  for (const minutes of [0, 1, 4, 15, 60, 60]) {
    clock.advance(minutes * minuteMs);
    await deliverNotices(deps, new AbortController().signal);
  }
}

const mails = () => mailsOf(database, company.companyId);

/** What is waited for happens in the database, by another process's hand. */
async function untilState(state: string): Promise<void> {
  const endsAtMs = systemClock.now() + 15_000;
  while ((await mails())[0]?.state !== state) {
    if (systemClock.now() > endsAtMs) throw new Error(`no mail came to be ${state}`);
    await pause(20);
  }
}

it('a worker that lives sends its mail, once', async () => {
  const [code] = await once(startWorker(), 'exit');
  expect(code).toBe(0);
  await letOthersWork();
  expect(smtp.received).toHaveLength(1);
  expect(await mails()).toMatchObject([{ state: 'sent', attempt: 1 }]);
});

it('killed while it hands notices out, it leaves all of them to the next', async () => {
  // Its first write waits behind this lock.
  await owner.query('BEGIN; LOCK TABLE notice_deliveries IN ACCESS EXCLUSIVE MODE');
  const child = startWorker();
  await untilBlocked();
  await kill(child);
  await owner.query('ROLLBACK');
  await letOthersWork();
  expect(smtp.received).toHaveLength(1);
  expect(await mails()).toMatchObject([{ state: 'sent' }]);
});

it('killed between commit and send, another sends its mail, once', async () => {
  smtp.behaviour = { do: 'hang' };
  const child = startWorker();
  await untilState('sending');
  await kill(child);
  await letOthersWork();
  expect(smtp.received).toHaveLength(1);
  expect(await mails()).toMatchObject([{ state: 'sent', attempt: 2 }]);
});

it('killed when the server has the text and has not answered, its mail is not sent again but shown', async () => {
  smtp.behaviour = { do: 'hang_after_text' };
  const child = startWorker();
  await smtp.untilReceived(1);
  await kill(child);
  await letOthersWork();
  expect(smtp.received).toHaveLength(1);
  expect(await mails()).toMatchObject([{ state: 'unconfirmed', attempt: 1 }]);
});

it('killed between the server’s answer and its own mark, its mail is not sent again', async () => {
  // The mark waits behind this lock, while the server answers that it took the mail.
  smtp.beforeAnswer = async () => {
    await owner.query('BEGIN; LOCK TABLE notice_mails IN SHARE ROW EXCLUSIVE MODE');
  };
  const child = startWorker();
  await smtp.untilReceived(1);
  await untilBlocked();
  await kill(child);
  await owner.query('ROLLBACK');
  smtp.beforeAnswer = async () => undefined;
  await letOthersWork();
  expect(smtp.received).toHaveLength(1);
  expect(await mails()).toMatchObject([{ state: 'unconfirmed', attempt: 1 }]);
});

it('frozen before the text until another has sent its mail, it sends nothing when it wakes', async () => {
  const frozen = Promise.withResolvers<void>();
  const child = startWorker();
  smtp.beforeReader = async () => {
    child.kill('SIGSTOP');
    frozen.resolve();
  };
  await frozen.promise;
  smtp.beforeReader = async () => undefined;
  await letOthersWork();
  expect(smtp.received).toHaveLength(1);
  child.kill('SIGCONT');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(smtp.received).toHaveLength(1);
  expect(await mails()).toMatchObject([{ state: 'sent', attempt: 2 }]);
});

/** Until somebody waits for a lock. */
async function untilBlocked(): Promise<void> {
  const endsAtMs = systemClock.now() + 15_000;
  for (;;) {
    const { rows } = await owner.query(
      `SELECT 1 FROM pg_locks WHERE NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    if (rows.length > 0) return;
    if (systemClock.now() > endsAtMs) throw new Error('nobody waited for the lock');
    await pause(20);
  }
}
