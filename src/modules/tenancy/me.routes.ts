import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Role, roles, scopes } from './access.ts';
import type { Actor } from './actor.ts';
import { getCompanyName } from './company.store.ts';
import { route } from './http/route.ts';
import { idSchema } from './http/schemas.ts';
import { listCompaniesOfUser } from './member.store.ts';

const companySchema = z.object({ id: idSchema, name: z.string() });
const meSchema = z
  .object({
    user: z
      .object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        twoFactorEnabled: z.boolean(),
      })
      .nullable()
      .describe('Null for API keys'),
    role: z.enum(roles).nullable().describe('Null for API keys'),
    scopes: z.array(z.enum(scopes)),
    company: companySchema,
    companies: z.array(companySchema.extend({ role: z.enum(roles).nullable() })),
    language: z.enum(['en', 'fr']),
  })
  .meta({ id: 'Me' });

export function meRoutes(app: FastifyInstance): void {
  const { database } = app.kit;

  async function listCompanies(actor: Actor) {
    const memberships: { companyId: string; role: Role | null }[] =
      actor.person === null
        ? [{ companyId: actor.companyId, role: null }]
        : await listCompaniesOfUser(database.pool, actor.person.id);
    const companies = [];
    for (const { companyId: id, role } of memberships) {
      companies.push({ id, name: await database.withCompany(id, getCompanyName), role });
    }
    return companies;
  }

  route(app, {
    method: 'GET',
    url: '/api/v1/me',
    scope: 'any',
    tag: 'Me',
    summary: 'Who is calling, for which company, with which rights',
    reply: meSchema,
    async handler(_request, { actor, language }) {
      const companies = await listCompanies(actor);
      const name = companies.find((one) => one.id === actor.companyId)?.name ?? '';
      return {
        user: actor.person,
        role: actor.role,
        scopes: [...actor.scopes],
        company: { id: actor.companyId, name },
        companies,
        language,
      };
    },
  });
}
