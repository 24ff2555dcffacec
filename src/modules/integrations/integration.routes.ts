import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { transactionRoute } from '#modules/tenancy/index.ts';
import type { IntegrationDeps } from './deps.ts';
import { integrationParams, integrationSchema, venueParams } from './schemas.ts';
import { showIntegration, showIntegrations } from './show-integration.ts';

const tag = 'Integrations';
const scope = 'integrations:read';

export function integrationReadRoutes(app: FastifyInstance, deps: IntegrationDeps): void {
  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/venues/:venueId/integrations',
    ...{ tag, scope },
    summary: 'List the integrations of a venue, oldest first',
    params: venueParams,
    query: z.object({
      active: z.enum(['true', 'false']).optional().describe('Both when absent'),
    }),
    reply: z.object({ items: z.array(integrationSchema) }),
    async handler({ params, query }, { tx, actor, language }) {
      const isActive = query.active === undefined ? null : query.active === 'true';
      const nowMs = deps.clock.now();
      const { companyId } = actor;
      const wanted = { ...params, companyId, isActive, language, nowMs };
      return { items: await showIntegrations(tx, deps, wanted) };
    },
  });

  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/integrations/:integrationId',
    ...{ tag, scope },
    summary: 'Read one integration with its health and import progress',
    params: integrationParams,
    reply: integrationSchema,
    handler: async ({ params }, { tx, actor, language }) =>
      showIntegration(tx, deps, {
        ...params,
        companyId: actor.companyId,
        language,
        nowMs: deps.clock.now(),
      }),
  });
}
