import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { route } from '#modules/tenancy/index.ts';
import type { IntegrationDeps } from './deps.ts';
import { presentProvider } from './present-provider.ts';
import { providerSchema } from './schemas.ts';

export function providerRoutes(app: FastifyInstance, deps: IntegrationDeps): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/providers',
    scope: 'integrations:read',
    tag: 'Providers',
    summary: 'List the kinds of till that can be connected, with what each needs',
    reply: z.object({ items: z.array(providerSchema) }),
    async handler(_request, { language }) {
      const items = deps.vendors.list().map(({ describe }) => presentProvider(describe, language));
      return { items };
    },
  });
}
