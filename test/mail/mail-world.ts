import { type Clock, manualClock } from '#kernel/clock.ts';
import { type AppDeps, createDeps } from '#main/deps.ts';
import { filesRoutes, readFile } from '#modules/files/index.ts';
import { integrationRoutes, providerNameOf, sentAs } from '#modules/integrations/index.ts';
import {
  type ListenerLimits,
  type MailListener,
  mailInRoutes,
  readMail,
  startMailListener,
} from '#modules/mail-in/index.ts';
import { overviewRoutes } from '#modules/overview/index.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { createLog } from '#platform/log/log.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { installQueue } from '#platform/queue/install-queue.ts';
import { openQueue, type Queue } from '#platform/queue/queue.ts';
import { newVaultKey } from '#platform/vault/keyring.ts';
import { deliver } from '#simulators/mailbox/index.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { makeCompany, type TestCompany } from '../factories.ts';
import { type Reply, startTestServer, type TestServer } from '../http-server.ts';

type Body = Record<string, unknown>;

/** What the API tells of a message. */
export interface MailView extends Body {
  id: string;
  state: string;
  subject: string | null;
  sender: string | null;
  deliveries: number;
  reason: { code: string; message: string } | null;
  parts: {
    name: string;
    size: number;
    fileId: string | null;
    isDuplicate: boolean;
    reason: { code: string } | null;
  }[];
}

export interface Mailbox {
  integrationId: string;
  address: string;
  company: TestCompany;
}

/** A listener, the API and a real queue before one database, on a clock that tests move. */
export interface MailWorld {
  testDb: TestDatabase;
  database: Database;
  deps: AppDeps;
  queue: Queue;
  clock: Clock & { advance(ms: number): void };
  server: TestServer;
  listener: MailListener;
  company: TestCompany;
  call<B = Body>(method: string, path: string, body?: unknown, by?: TestCompany): Promise<Reply<B>>;
  /** A new sales-file integration and its address. */
  mailbox(by?: TestCompany, nickname?: string): Promise<Mailbox>;
  /** Delivers by SMTP; answers the server's last code. */
  send(to: Mailbox | string[], message: Buffer | string, from?: string): Promise<number>;
  /** Reads every message that waits, as the worker does. */
  readAll(by?: TestCompany): Promise<void>;
  /** Reads every sales file that waits. */
  readFiles(of: Mailbox): Promise<void>;
  /** Delivers and reads; answers the message as it is then. */
  receive(to: Mailbox, message: Buffer | string, from?: string): Promise<MailView>;
  mails(of: Mailbox): Promise<MailView[]>;
  rows<Row = Body>(text: string, by?: TestCompany): Promise<Row[]>;
  close(): Promise<void>;
}

export const domain = 'in.till.test';
export const startMs: number = Date.UTC(2025, 2, 15, 16);

export async function openMailWorld(
  choices: {
    limits?: Partial<ListenerLimits>;
    nowMs?: number;
    venue?: { timeZone: string; currency: string };
  } = {},
): Promise<MailWorld> {
  const nowMs = choices.nowMs ?? startMs;
  const clock = manualClock(nowMs);
  const testDb = await testDatabase();
  await installQueue({ ownerUrl: testDb.ownerUrl });
  const database = openDatabase({ url: testDb.appUrl, connectionsMax: 6 });
  const log = createLog({ level: 'silent' });
  const queue = openQueue({ url: testDb.appUrl, log, clock });
  await queue.start();
  const deps = createDeps({
    config: {
      clusterApiUrl: 'http://127.0.0.1:9',
      allowPrivateAddresses: true,
      keyring: [newVaultKey('k1')],
    },
    ...{ database, clock, log, queue },
    metrics: createMetrics({ withProcess: false }),
  });
  const company = await makeCompany(database, { nowMs, ...choices.venue });
  const server = await startTestServer({
    ...{ database, clock, log, hooks: deps.hooks },
    plugins: [
      integrationRoutes(deps),
      filesRoutes(deps),
      mailInRoutes(deps, { domain }),
      overviewRoutes({
        nameProvider: (provider) => providerNameOf(deps, provider),
        findSentAs: (provider) => sentAs(deps, provider),
        findRecomputations: deps.hooks.findRecomputations,
      }),
    ],
  });
  const { limits = {} } = choices;
  const listener = await startMailListener(deps, { host: '127.0.0.1', port: 0, domain, limits });
  const base = { testDb, database, deps, queue, clock, server, listener, company };
  return {
    ...base,
    ...actions(base),
    async close() {
      await listener.close();
      await server.close();
      await queue.stop({ graceMs: 0 });
      await database.close();
      await testDb.drop();
    },
  };
}

type Base = Pick<MailWorld, 'database' | 'deps' | 'server' | 'listener' | 'company'>;

function actions({ database, deps, server, listener, company }: Base) {
  const call: MailWorld['call'] = (method, path, body, by = company) =>
    server.call(method, path, {
      headers: { ...by.headers },
      ...(body === undefined ? {} : { body }),
    });
  const rows: MailWorld['rows'] = (text, by = company) =>
    database.withCompany(by.companyId, (tx) => tx.rows({ text, values: [] }));
  const { signal } = new AbortController();
  const readAll: MailWorld['readAll'] = async (by = company) => {
    const text = "SELECT mail_id FROM inbound_messages WHERE state = 'received' ORDER BY 1";
    for (const { mail_id: mailId } of await rows<{ mail_id: string }>(text, by)) {
      await readMail(deps, { companyId: by.companyId, mailId, signal });
    }
  };
  const send: MailWorld['send'] = async (to, message, from = 'till@pos.example') => {
    const report = await deliver({
      port: listener.port,
      from,
      to: Array.isArray(to) ? to : [to.address],
      message: Buffer.isBuffer(message) ? message : Buffer.from(message),
    });
    return report.answer?.code ?? report.recipients.at(-1)?.code ?? report.sender.code;
  };
  const mails: MailWorld['mails'] = async ({ integrationId, company: by }) => {
    const path = `/api/v1/integrations/${integrationId}/mails?limit=200`;
    return (await call<{ items: MailView[] }>('GET', path, undefined, by)).body.items;
  };
  return {
    ...{ call, rows, readAll, send, mails },
    async readFiles({ integrationId, company: by }: Mailbox) {
      const text = `SELECT file_id FROM sales_files WHERE integration_id = '${integrationId}'
        AND state IN ('received', 'reading') ORDER BY 1`;
      for (const { file_id: fileId } of await rows<{ file_id: string }>(text, by)) {
        await readFile(deps, { companyId: by.companyId, fileId, signal });
      }
    },
    async mailbox(by: TestCompany = company, nickname?: string): Promise<Mailbox> {
      const link = {
        ...{ provider: 'sales-file', credentials: {}, settings: {} },
        ...(nickname === undefined ? {} : { nickname, createNew: true }),
      };
      const path = `/api/v1/venues/${by.venueId}/integrations`;
      const made = await call<{ id: string }>('POST', path, link, by);
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      const { id: integrationId } = made.body;
      const where = `/api/v1/integrations/${integrationId}/mail-address`;
      const told = await call<{ address: string }>('GET', where, undefined, by);
      return { integrationId, address: told.body.address, company: by };
    },
    async receive(to: Mailbox, message: Buffer | string, from?: string): Promise<MailView> {
      const code = await send(to, message, from);
      if (code !== 250) throw new Error(`the listener said ${code}`);
      await readAll(to.company);
      const [mail] = await mails(to);
      if (!mail) throw new Error('no message came');
      return mail;
    },
  };
}
