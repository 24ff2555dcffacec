import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { getVenue, pageOf, pageQuerySchema, transactionRoute } from '#modules/tenancy/index.ts';
import {
  listTimelinePeople,
  presentTimeline,
  timelineItemSchema,
} from '#modules/timeline/index.ts';
import type { IntegrationDeps } from './deps.ts';
import { getIntegration } from './get-integration.ts';
import { integrationHistoryQuery, toHistoryFilter, venueHistoryQuery } from './history-query.ts';
import { listHistory } from './list-history.ts';
import { cutPage, readPage } from './page.ts';
import { integrationParams, venueParams } from './schemas.ts';

const common = { method: 'GET', scope: 'integrations:read', tag: 'Timeline' } as const;

/** Who did what and when, and every check for sales. Newest first. */
export function timelineRoutes(app: FastifyInstance, deps: IntegrationDeps): void {
  transactionRoute(app, {
    ...common,
    url: '/api/v1/integrations/:integrationId/timeline',
    summary: 'What happened to an integration, newest first',
    params: integrationParams,
    query: pageQuerySchema.extend(integrationHistoryQuery.shape),
    reply: pageOf(timelineItemSchema),
    async handler({ params: { integrationId }, query }, { tx, actor, language }) {
      const { companyId } = actor;
      const { venueId } = await getIntegration(tx, companyId, integrationId);
      const filter = toHistoryFilter(query, (await getVenue(tx, venueId)).timeZone);
      const scope = { companyId, venueId: null, integrationId };
      const rows = await listHistory(tx, deps, { ...scope, filter, ...readPage(query) });
      const { items, nextCursor } = cutPage(rows, query.limit, (row) => row.event_id);
      return { items: items.map((row) => presentTimeline(row, language)), nextCursor };
    },
  });

  transactionRoute(app, {
    ...common,
    url: '/api/v1/venues/:venueId/timeline',
    summary: 'What happened at a venue, newest first',
    params: venueParams,
    query: pageQuerySchema.extend(venueHistoryQuery.shape),
    reply: pageOf(timelineItemSchema),
    async handler({ params: { venueId }, query }, { tx, actor, language }) {
      const { companyId } = actor;
      const filter = toHistoryFilter(query, (await getVenue(tx, venueId)).timeZone);
      const scope = { companyId, venueId, integrationId: query.integration ?? null };
      const rows = await listHistory(tx, deps, { ...scope, filter, ...readPage(query) });
      const { items, nextCursor } = cutPage(rows, query.limit, (row) => row.event_id);
      return { items: items.map((row) => presentTimeline(row, language)), nextCursor };
    },
  });

  transactionRoute(app, {
    ...common,
    url: '/api/v1/venues/:venueId/timeline/people',
    summary: 'Everybody whom the timeline of a venue names, by name',
    params: venueParams,
    reply: z.object({
      items: z.array(
        z.object({ id: z.string(), kind: z.enum(['user', 'api_key']), name: z.string() }),
      ),
    }),
    async handler({ params: { venueId } }, { tx, actor }) {
      await getVenue(tx, venueId);
      return { items: await listTimelinePeople(tx, { companyId: actor.companyId, venueId }) };
    },
  });
}
