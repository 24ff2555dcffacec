import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#kernel/errors.ts';
import { isId } from '#kernel/ids.ts';
import {
  cursorInvalid,
  fromCursor,
  idSchema,
  instantSchema,
  pageOf,
  pageQuerySchema,
  toCursor,
  transactionRoute,
} from '#modules/tenancy/index.ts';
import type { NoticeDeps } from './deps.ts';
import { reviveMails } from './mail.store.ts';
import { noticeKinds } from './notice.store.ts';
import { describeNotice } from './notice-text.ts';
import { hasNotice, listDeliveries, listNotices } from './outbox.store.ts';
import { deliveryStates, presentDelivery } from './present-delivery.ts';

const noticeSchema = z
  .object({
    id: idSchema,
    kind: z.enum(noticeKinds),
    at: instantSchema,
    venueId: idSchema,
    integrationId: idSchema.nullable().describe('Null for a notice about a webhook'),
    title: z.string(),
    text: z.string().describe('What happened'),
    toDo: z.string(),
    deliveries: z.array(
      z.object({
        userId: z.string(),
        name: z.string(),
        state: z.enum(deliveryStates),
        at: instantSchema
          .nullable()
          .describe(
            'When it ended; of `waiting` and `sending`, not before when it goes on; null without a mail server',
          ),
        lastError: z.string().nullable().describe('The mail server’s words'),
      }),
    ),
  })
  .meta({ id: 'Notice' });

const noticeParams = z.object({ noticeId: idSchema });

export function noticeRoutes(app: FastifyInstance, deps: NoticeDeps): void {
  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/notices',
    scope: 'integrations:read',
    tag: 'Notices',
    summary: 'List what people were told, and how far each mail is',
    description: 'Newest first. Without a mail server (`mailsGoOut` false) notices wait here.',
    query: pageQuerySchema,
    reply: pageOf(noticeSchema).extend({ mailsGoOut: z.boolean() }),
    async handler({ query: { cursor, limit } }, { actor: { companyId }, tx, language }) {
      const [before = null] = fromCursor(cursor, 1) ?? [];
      if (before !== null && !isId(before)) throw cursorInvalid();
      const found = await listNotices(tx, { companyId, before, countMax: limit + 1 });
      const shown = found.slice(0, limit);
      const noticeIds = shown.map(({ noticeId }) => noticeId);
      const deliveries = await listDeliveries(tx, companyId, noticeIds);
      const mailsGoOut = deps.mailer !== null;
      const items = shown.map((notice) => {
        const { title, happened, toDo } = describeNotice(notice, { ...deps, language });
        const own = deliveries.filter((row) => row.noticeId === notice.noticeId);
        return {
          ...{ id: notice.noticeId, kind: notice.kind },
          at: new Date(notice.createdAtMs).toISOString(),
          venueId: notice.venueId,
          integrationId: notice.kind === 'webhook_disabled' ? null : notice.payload.integrationId,
          ...{ title, text: happened, toDo },
          deliveries: own.map((row) => presentDelivery(row, { mailsGoOut })),
        };
      });
      const last = noticeIds.at(-1);
      const nextCursor = found.length > limit && last !== undefined ? toCursor([last]) : null;
      return { items, nextCursor, mailsGoOut };
    },
  });

  transactionRoute(app, {
    method: 'POST',
    url: '/api/v1/notices/:noticeId/resend',
    scope: 'integrations:write',
    tag: 'Notices',
    summary: 'Send again what was refused or never confirmed',
    description:
      'The same mails under the same Message-ID. One that did arrive may arrive a second time: that is why this is for a person to decide.',
    params: noticeParams,
    reply: z.object({ mails: z.int().describe('How many are sent again') }),
    async handler({ params: { noticeId } }, { actor: { companyId }, tx }) {
      if (!(await hasNotice(tx, companyId, noticeId))) throw notFound();
      const nowMs = app.kit.clock.now();
      return { mails: await reviveMails(tx, { companyId, noticeId, nowMs }) };
    },
  });
}

function notFound(): Refusal {
  return new Refusal({
    code: 'notice_not_found',
    status: 404,
    detail: {
      en: 'There is no such notice. It may belong to another company.',
      fr: 'Cet avis n’existe pas. Il appartient peut-être à une autre entreprise.',
    },
  });
}
