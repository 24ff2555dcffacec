import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isId } from '#kernel/ids.ts';
import { getIntegration, listLocations } from '#modules/integrations/index.ts';
import {
  fromCursor,
  idSchema,
  pageOf,
  pageQuerySchema,
  toCursor,
  transactionRoute,
} from '#modules/tenancy/index.ts';
import { toTimelineActor } from '#modules/timeline/index.ts';
import { addressOf, readToken } from './address.ts';
import type { MailInDeps } from './deps.ts';
import { listMails, lockMail, updateReceived } from './mail.store.ts';
import { mailStates } from './mail.ts';
import { mailSchema, presentMail } from './present-mail.ts';
import { recordReplayedMail } from './record-mail-event.ts';
import { mailNotFound, mailNotSetAside } from './refusals.ts';

const integrationParams = z.object({ integrationId: idSchema });

/** What came by mail for one integration, and where to send it. */
export function mailRoutes(
  app: FastifyInstance,
  {
    deps,
    domain,
  }: { deps: Pick<MailInDeps, 'queue' | 'vendors' | 'clock'>; domain: string | null },
): void {
  addAddressRoute(app, domain);
  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/integrations/:integrationId/mails',
    scope: 'integrations:read',
    tag: 'Sales files',
    summary: 'List the messages sent to an integration, newest first',
    params: integrationParams,
    query: pageQuerySchema.extend({
      state: z.enum(mailStates).optional().describe('`set_aside` for those that gave no file'),
    }),
    reply: pageOf(mailSchema),
    async handler({ params, query }, { tx, actor, language }) {
      const { companyId } = actor;
      const { integrationId } = await getIntegration(tx, companyId, params.integrationId);
      const { cursor, limit, state = null } = query;
      const before = fromCursor(cursor, 1)?.[0] ?? null;
      if (before !== null && !isId(before)) return { items: [], nextCursor: null };
      const wanted = { companyId, integrationId, before, state, countMax: limit + 1 };
      const found = await listMails(tx, wanted);
      const mails = found.slice(0, limit);
      const last = found.length > limit ? mails.at(-1) : undefined;
      return {
        items: mails.map((mail) => presentMail(mail, language)),
        nextCursor: last ? toCursor([last.mailId]) : null,
      };
    },
  });
  transactionRoute(app, {
    method: 'POST',
    url: '/api/v1/integrations/:integrationId/mails/:mailId/replay',
    scope: 'integrations:write',
    tag: 'Sales files',
    summary: 'Read a message again that was set aside',
    description:
      'Whatever it looks like: an automatic reply or a message cut off in the middle is read too.',
    params: integrationParams.extend({ mailId: idSchema }),
    status: 202,
    reply: mailSchema,
    async handler({ params: { integrationId, mailId } }, { tx, actor, language }) {
      const { companyId } = actor;
      const mail = await lockMail(tx, { companyId, mailId });
      if (mail?.integrationId !== integrationId) throw mailNotFound();
      if (mail.state !== 'set_aside') throw mailNotSetAside();
      await updateReceived(tx, { companyId, mailId, isVouched: true });
      await deps.queue.send(tx, 'mail.read', { companyId, mailId }, { key: mailId });
      await recordReplayedMail(tx, deps, mail, toTimelineActor(actor));
      return presentMail({ ...mail, state: 'received', reason: null, settledAtMs: null }, language);
    },
  });
}

function addAddressRoute(app: FastifyInstance, domain: string | null): void {
  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/integrations/:integrationId/mail-address',
    // Whoever knows the address can send sales to it.
    scope: 'integrations:write',
    tag: 'Sales files',
    summary: 'The secret address that an integration’s sales files are mailed to',
    params: integrationParams,
    reply: z.object({
      integrationId: idSchema,
      address: z
        .string()
        .nullable()
        .describe('Null when this program receives no mail, or the till is not sent files'),
    }),
    async handler({ params }, { tx, actor }) {
      const { integrationId } = await getIntegration(tx, actor.companyId, params.integrationId);
      const [location] = await listLocations(tx, actor.companyId, integrationId);
      const token = location?.provider === 'sales-file' ? readToken(location.identity) : null;
      const address = token !== null && domain !== null ? addressOf(token, domain) : null;
      return { integrationId, address };
    },
  });
}
