import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { roles } from './access.ts';
import { addMember, changeMemberRole, removeMember } from './change-members.ts';
import { route, transactionRoute } from './http/route.ts';
import { pageOf } from './http/schemas.ts';
import { hashPasswordText } from './identity.ts';
import { listMembers } from './member.store.ts';
import { newPasswordText } from './password.ts';
import { nameSchema } from './venue.routes.ts';

const memberFields = {
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
};
const memberSchema = z.object(memberFields).meta({ id: 'Member' });
export const emailSchema = z.email().max(254).toLowerCase();
const newMemberSchema = z.strictObject({
  email: emailSchema,
  name: nameSchema,
  role: z.enum(roles),
});
const addedMemberSchema = z.object({
  ...memberFields,
  password: z
    .string()
    .nullable()
    .describe('To hand to the person; shown here and never again. Null when they had an account'),
});
const memberParams = z.object({ userId: z.string().max(64) });
const tag = 'Members';

export function memberRoutes(app: FastifyInstance): void {
  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/members',
    scope: 'company:admin',
    tag,
    summary: 'List the people of the company',
    reply: pageOf(memberSchema),
    handler: async (_request, { tx }) => ({ items: await listMembers(tx), nextCursor: null }),
  });

  route(app, {
    method: 'POST',
    url: '/api/v1/members',
    scope: 'company:admin',
    tag,
    summary: 'Add a person, making their account if they have none',
    body: newMemberSchema,
    status: 201,
    reply: addedMemberSchema,
    isReplySecret: true,
    async handler({ body }, { actor }) {
      const { clock, database } = app.kit;
      const password = newPasswordText();
      // Hashing takes long on purpose; no transaction waits for it.
      const passwordHash = await hashPasswordText(password);
      const person = { ...body, passwordHash, nowMs: clock.now() };
      const { member, isNewAccount } = await database.withCompany(actor.companyId, (tx) =>
        addMember(tx, person),
      );
      return { ...member, password: isNewAccount ? password : null };
    },
  });

  transactionRoute(app, {
    method: 'PATCH',
    url: '/api/v1/members/:userId',
    scope: 'company:admin',
    tag,
    summary: 'Change the role of a person',
    params: memberParams,
    body: z.strictObject({ role: z.enum(roles) }),
    reply: memberSchema,
    problems: [409],
    handler: async ({ params, body }, { tx }) => changeMemberRole(tx, { ...params, ...body }),
  });

  transactionRoute(app, {
    method: 'DELETE',
    url: '/api/v1/members/:userId',
    scope: 'company:admin',
    tag,
    summary: 'Remove a person from the company',
    params: memberParams,
    status: 204,
    problems: [409],
    handler: async ({ params }, { tx }) => removeMember(tx, params.userId),
  });
}
