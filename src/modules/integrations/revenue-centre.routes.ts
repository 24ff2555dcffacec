import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { idSchema, transactionRoute } from '#modules/tenancy/index.ts';
import { recordTimelineEvent, toTimelineActor } from '#modules/timeline/index.ts';
import type { IntegrationDeps } from './deps.ts';
import { requireActiveIntegration } from './get-integration.ts';
import { namesOf } from './names.ts';
import { integrationNotFound } from './refusals.ts';
import { listRevenueCentres, updateRevenueCentre } from './revenue-centre.store.ts';
import { integrationSchema } from './schemas.ts';
import { showIntegration } from './show-integration.ts';

/** Says which part of the house one till stands in. */
export function revenueCentreRoute(app: FastifyInstance, deps: IntegrationDeps): void {
  transactionRoute(app, {
    method: 'PATCH',
    url: '/api/v1/integrations/:integrationId/locations/:locationId',
    scope: 'integrations:write',
    tag: 'Integrations',
    summary: 'Name the revenue centre of a location',
    description: 'Its bills bear this name unless the till tells one itself; null takes it away.',
    params: z.object({ integrationId: idSchema, locationId: idSchema }),
    body: z.strictObject({ revenueCentre: z.string().trim().min(1).max(100).nullable() }),
    reply: integrationSchema,
    problems: [409],
    async handler({ params, body }, { tx, actor, language }) {
      const { companyId } = actor;
      const { integrationId, locationId } = params;
      const integration = await requireActiveIntegration(tx, companyId, integrationId);
      const was = (await listRevenueCentres(tx, companyId, integrationId)).get(locationId);
      if (was === undefined) throw integrationNotFound();
      const nowMs = deps.clock.now();
      const { revenueCentre } = body;
      if (was !== revenueCentre) {
        await updateRevenueCentre(tx, { companyId, locationId, revenueCentre });
        const { venueId } = integration;
        await recordTimelineEvent(tx, {
          ...{ companyId, venueId, integrationId, atMs: nowMs },
          actor: toTimelineActor(actor),
          name: 'integration.changed',
          details: {
            ...namesOf(deps, integration),
            changes: { revenueCentre: { was, now: revenueCentre } },
          },
        });
        const data = { integrationId, venueId };
        await deps.notify(tx, { companyId, name: 'integration.changed', data });
      }
      return showIntegration(tx, deps, { companyId, integrationId, language, nowMs });
    },
  });
}
