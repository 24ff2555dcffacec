import type { FastifyInstance } from 'fastify';
import { pageOf, pageQuerySchema, transactionRoute } from '#modules/tenancy/index.ts';
import { getIntegration } from './get-integration.ts';
import { cutPage, readPage } from './page.ts';
import { presentRun } from './present-run.ts';
import { listRuns } from './run.store.ts';
import { integrationParams, runSchema } from './schemas.ts';

/** Every attempt to fetch, newest first. */
export function runRoutes(app: FastifyInstance): void {
  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/integrations/:integrationId/runs',
    scope: 'integrations:read',
    tag: 'Integrations',
    summary: 'Attempts to fetch sales, newest first',
    params: integrationParams,
    query: pageQuerySchema,
    reply: pageOf(runSchema),
    async handler({ params, query }, { tx, actor, language }) {
      const { companyId } = actor;
      await getIntegration(tx, companyId, params.integrationId);
      const rows = await listRuns(tx, { ...params, companyId, ...readPage(query) });
      const { items, nextCursor } = cutPage(rows, query.limit, (row) => row.run_id);
      return { items: items.map((row) => presentRun(row, language)), nextCursor };
    },
  });
}
