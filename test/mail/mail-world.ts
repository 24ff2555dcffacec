import { filesRoutes, listWaitingFiles, readFile } from '#modules/files/index.ts';
import { integrationRoutes, providerNameOf, sentAs } from '#modules/integrations/index.ts';
import {
  countStrayMails,
  type ListenerLimits,
  type MailListener,
  mailInRoutes,
  readMail,
  startMailListener,
} from '#modules/mail-in/index.ts';
import { overviewRoutes } from '#modules/overview/index.ts';
import { deliver } from '#simulators/mailbox/index.ts';
import type { TestCompany } from '../factories.ts';
import { plainOverviewHooks } from '../overview-hooks.ts';
import { openSendingWorld, type SendingWorld } from '../sending-world.ts';

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

/** A world with a listener, to which files are mailed. */
export interface MailWorld extends SendingWorld {
  listener: MailListener;
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
}

export const domain = 'in.till.test';

export async function openMailWorld(
  choices: {
    limits?: Partial<ListenerLimits>;
    certificate?: { certFile: string; keyFile: string };
    nowMs?: number;
    venue?: { timeZone: string; currency: string };
  } = {},
): Promise<MailWorld> {
  const { limits = {}, certificate = null, ...rest } = choices;
  const world = await openSendingWorld({
    ...rest,
    plugins: (deps) => [
      integrationRoutes(deps),
      filesRoutes(deps),
      mailInRoutes(deps, { domain }),
      overviewRoutes({
        ...plainOverviewHooks,
        nameProvider: (provider) => providerNameOf(deps, provider),
        findSentAs: (provider) => sentAs(deps, provider),
        findWaitingFiles: listWaitingFiles,
        findStrayMails: countStrayMails,
      }),
    ],
  });
  const listener = await startMailListener(world.deps, {
    ...{ host: '127.0.0.1', port: 0, domain, limits, certificate },
  });
  const base = { ...world, listener };
  return {
    ...base,
    ...actions(base),
    async close() {
      await listener.close();
      await world.close();
    },
  };
}

function actions({
  deps,
  listener,
  company,
  call,
  link,
  rows,
}: SendingWorld & { listener: MailListener }) {
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
    ...{ readAll, send, mails },
    async readFiles({ integrationId, company: by }: Mailbox) {
      const text = `SELECT file_id FROM sales_files WHERE integration_id = '${integrationId}'
        AND state IN ('received', 'reading') ORDER BY 1`;
      for (const { file_id: fileId } of await rows<{ file_id: string }>(text, by)) {
        await readFile(deps, { companyId: by.companyId, fileId, signal });
      }
    },
    async mailbox(by: TestCompany = company, nickname?: string): Promise<Mailbox> {
      const integrationId = await link(
        nickname === undefined ? {} : { nickname, createNew: true },
        by,
      );
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
