import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { idSchema, type RouteContext, route, transactionRoute } from '#modules/tenancy/index.ts';
import { toTimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { cancelBackfill, restartBackfill } from './change-backfill.ts';
import { deactivateIntegration } from './deactivate-integration.ts';
import type { IntegrationDeps } from './deps.ts';
import { requestCheck } from './request-check.ts';
import { restoreIntegration } from './restore-integration.ts';
import { resumeIntegration } from './resume-integration.ts';
import { integrationParams, integrationSchema, restoreBody } from './schemas.ts';
import { showIntegration } from './show-integration.ts';

const common = {
  method: 'POST',
  tag: 'Integrations',
  scope: 'integrations:write',
  params: integrationParams,
} as const;

type Params = z.output<typeof integrationParams>;

/** What people do with an integration that exists. */
export function integrationActionRoutes(app: FastifyInstance, deps: IntegrationDeps): void {
  checkRoute(app, deps);
  verifiedRoutes(app, deps);
  const actions = [
    {
      url: '/api/v1/integrations/:integrationId/deactivate',
      summary: 'Stop fetching and remove the link; sales and items stay',
      act: deactivateIntegration,
    },
    {
      url: '/api/v1/integrations/:integrationId/backfill/cancel',
      summary: 'Stop the import of history; what it stored stays',
      act: cancelBackfill,
    },
    {
      url: '/api/v1/integrations/:integrationId/backfill/restart',
      summary: 'Go on with a cancelled or failed import of history',
      act: restartBackfill,
    },
  ] as const;
  for (const { url, summary, act } of actions) {
    transactionRoute(app, {
      ...common,
      ...{ url, summary },
      reply: integrationSchema,
      async handler({ params }, context) {
        await act(context.tx, deps, requestOf(params, context));
        return show(context.tx, deps, params, context);
      },
    });
  }
}

function checkRoute(app: FastifyInstance, deps: IntegrationDeps): void {
  transactionRoute(app, {
    ...common,
    url: '/api/v1/integrations/:integrationId/sync',
    summary: 'Check for new sales now',
    description: '`runs` lists what is running already; a new check begins within seconds.',
    status: 202,
    reply: z.object({ runs: z.array(z.object({ id: idSchema, locationId: idSchema })) }),
    async handler({ params }, context) {
      const { runs } = await requestCheck(context.tx, deps, requestOf(params, context));
      return { runs: runs.map(({ runId: id, locationId }) => ({ id, locationId })) };
    },
  });
}

/** These ask the till first. */
function verifiedRoutes(app: FastifyInstance, deps: IntegrationDeps): void {
  const answer = (params: Params, context: RouteContext) =>
    deps.database.withCompany(context.actor.companyId, (tx) => show(tx, deps, params, context));
  route(app, {
    ...common,
    url: '/api/v1/integrations/:integrationId/resume',
    summary: 'Take up a called-off integration, verified first',
    reply: integrationSchema,
    async handler({ params }, context) {
      const { language } = context;
      await resumeIntegration(deps, { ...requestOf(params, context), language });
      return answer(params, context);
    },
  });
  route(app, {
    ...common,
    url: '/api/v1/integrations/:integrationId/restore',
    summary: 'Bring an inactive integration back with its stored credentials, verified first',
    description: 'Beside an active one of the same type it needs a nickname of its own.',
    body: restoreBody,
    reply: integrationSchema,
    async handler({ params, body }, context) {
      const { language } = context;
      const nickname = body?.nickname;
      await restoreIntegration(deps, { ...requestOf(params, context), language, nickname });
      return answer(params, context);
    },
  });
}

function requestOf({ integrationId }: Params, { actor }: RouteContext) {
  return { companyId: actor.companyId, integrationId, actor: toTimelineActor(actor) };
}

function show(
  tx: Tx,
  deps: IntegrationDeps,
  { integrationId }: Params,
  { actor, language }: RouteContext,
) {
  const { companyId } = actor;
  const nowMs = deps.clock.now();
  return showIntegration(tx, deps, { companyId, integrationId, language, nowMs });
}
