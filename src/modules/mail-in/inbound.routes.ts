import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { idSchema, requireBodyType, route } from '#modules/tenancy/index.ts';
import { readToken } from './address.ts';
import type { MailInDeps } from './deps.ts';
import { findRecipient, type Recipient } from './mail.store.ts';
import { acceptMessages, messageOf, messageType } from './message-body.ts';
import { receiveMail } from './receive-mail.ts';
import { addressUnknown, messageEmpty, tooMuchMail } from './refusals.ts';

const replySchema = z.object({
  mailId: idSchema,
  isRepeated: z.boolean().describe('The same message came before; this one adds nothing'),
});

/**
 * Where mail providers, or scripts beside a mail server, hand over messages they received. In a scope
 * of its own: no other endpoint takes messages.
 */
export function inboundRoutes(app: FastifyInstance, deps: MailInDeps): void {
  acceptMessages(app);
  route(app, {
    method: 'POST',
    url: '/api/v1/inbound/mail',
    scope: 'integrations:write',
    tag: 'Sales files',
    summary: 'Hand over a message that was mailed to an integration',
    description:
      'The body is the whole message as it came, with the content type `message/rfc822`; at most 30 MB. Who can be given nothing but a URL sends the same body to `POST /api/v1/inbound/mail/<part of the address before the @>`, without a key: whoever knows that secret may mail to it. The answer is the same.',
    query: z.object({
      to: z
        .string()
        .max(320)
        .describe('The address it was sent to: of the envelope, not the header'),
      from: z.string().max(320).optional().describe('The sender of the envelope, if known'),
    }),
    status: 202,
    bodyTypes: [messageType],
    reply: replySchema,
    async handler({ query, raw }, { actor }) {
      const recipient = await findWhose(deps, query.to);
      if (recipient?.companyId !== actor.companyId) throw addressUnknown();
      return keep(deps, recipient, { body: raw.body, sender: query.from ?? null });
    },
  });
  addTokenRoute(app, deps);
}

/**
 * The same for those who can be given nothing but a URL. Whoever knows the secret address may mail
 * to it, so it is enough here too. Not in the API's document, which speaks of callers it knows.
 */
function addTokenRoute(app: FastifyInstance, deps: MailInDeps): void {
  const recipients = new WeakMap<FastifyRequest, Recipient>();
  app.route({
    method: 'POST',
    url: '/api/v1/inbound/mail/:token',
    config: { scope: 'any' },
    schema: { hide: true, params: z.object({ token: z.string().max(320) }) },
    // Nothing of the body is read for strangers.
    onRequest: async (request) => {
      const { token } = request.params as { token: string };
      const recipient = await findWhose(deps, token);
      if (recipient === null) throw addressUnknown();
      requireBodyType(request, [messageType]);
      recipients.set(request, recipient);
    },
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      const recipient = recipients.get(request);
      if (recipient === undefined) throw addressUnknown();
      const answer = await keep(deps, recipient, { body: request.body, sender: null });
      return reply.code(202).send(answer);
    },
  });
}

/** The part before the `@` is enough: a provider's domain may be another than ours. */
async function findWhose(deps: MailInDeps, address: string): Promise<Recipient | null> {
  const at = address.lastIndexOf('@');
  const token = readToken(at < 0 ? address : address.slice(0, at));
  if (token === null) return null;
  return deps.database.withoutCompany((tx) => findRecipient(tx, token));
}

async function keep(
  deps: MailInDeps,
  recipient: Recipient,
  { body, sender }: { body: unknown; sender: string | null },
): Promise<z.infer<typeof replySchema>> {
  const message = messageOf(body);
  if (message.length === 0) throw messageEmpty();
  const receipt = await receiveMail(deps, recipient, { raw: message, sender, source: 'inbound' });
  if (receipt.kind === 'too_much') throw tooMuchMail();
  return { mailId: receipt.mailId, isRepeated: receipt.isRepeated };
}
