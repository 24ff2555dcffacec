import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  getVenue,
  idSchema,
  pageOf,
  pageQuerySchema,
  transactionRoute,
} from '#modules/tenancy/index.ts';
import { toTimelineActor } from '#modules/timeline/index.ts';
import { quarantinedSchema } from './bill-schemas.ts';
import {
  dismissQuarantined,
  type QuarantineDeps,
  restoreQuarantined,
} from './dismiss-quarantined.ts';
import { listQuarantine, presentQuarantined } from './list-quarantine.ts';

const tag = 'Sales';
const path = '/api/v1/venues/:venueId/quarantine';
const params = z.object({ venueId: idSchema });
const states = ['waiting', 'dismissed'] as const;

/** What could not be understood: read, dismissed, and taken back. */
export function quarantineRoutes(deps: QuarantineDeps): (app: FastifyInstance) => void {
  return (app) => {
    transactionRoute(app, {
      ...{ method: 'GET', url: path, scope: 'sales:read', tag, params },
      summary: 'List bills that could not be understood and wait to be sent again',
      query: pageQuerySchema.extend({
        integration: idSchema.optional().describe('Of this integration alone'),
        state: z
          .enum(states)
          .default('waiting')
          .describe('Those that wait, or those that somebody dismissed'),
      }),
      reply: pageOf(quarantinedSchema),
      async handler({ params, query: { integration, state, cursor, limit } }, { tx, language }) {
        const { venueId } = await getVenue(tx, params.venueId);
        const integrationId = integration ?? null;
        const isDismissed = state === 'dismissed';
        return listQuarantine(tx, {
          ...{ venueId, integrationId, isDismissed, language, cursor, limit },
        });
      },
    });
    decisionRoute(app, deps, {
      verb: 'dismiss',
      summary: 'Say of something set aside that it will not be read: nobody is reminded any more',
      decide: dismissQuarantined,
    });
    decisionRoute(app, deps, {
      verb: 'restore',
      summary: 'Take a dismissal back',
      decide: restoreQuarantined,
    });
  };
}

function decisionRoute(
  app: FastifyInstance,
  deps: QuarantineDeps,
  route: { verb: string; summary: string; decide: typeof dismissQuarantined },
): void {
  transactionRoute(app, {
    ...{ method: 'POST', url: `${path}/:quarantineId/${route.verb}`, scope: 'sales:write', tag },
    summary: route.summary,
    params: params.extend({ quarantineId: idSchema }),
    reply: quarantinedSchema,
    async handler({ params }, { tx, actor, language }) {
      await getVenue(tx, params.venueId);
      const wish = {
        ...params,
        companyId: actor.companyId,
        actor: toTimelineActor(actor),
      };
      return presentQuarantined(await route.decide(tx, deps, wish), language);
    },
  });
}
