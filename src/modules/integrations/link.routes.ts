import type { FastifyInstance } from 'fastify';
import { type RouteContext, route } from '#modules/tenancy/index.ts';
import { toTimelineActor } from '#modules/timeline/index.ts';
import { changeIntegration } from './change-integration.ts';
import { createIntegration } from './create-integration.ts';
import type { LinkDeps } from './deps.ts';
import {
  changeBody,
  integrationParams,
  integrationSchema,
  newIntegrationBody,
  venueParams,
  verificationReply,
  verifyBody,
} from './schemas.ts';
import { showIntegration } from './show-integration.ts';
import { verifyCredentials } from './verify-credentials.ts';

const tag = 'Integrations';
const scope = 'integrations:write';

/** Endpoints that talk to a till before they answer, so their work is no single transaction. */
export function linkRoutes(app: FastifyInstance, deps: LinkDeps): void {
  const show = (integrationId: string, { actor, language }: RouteContext) => {
    const { companyId } = actor;
    const wanted = { companyId, integrationId, language, nowMs: deps.clock.now() };
    return deps.database.withCompany(companyId, (tx) => showIntegration(tx, deps, wanted));
  };

  route(app, {
    method: 'POST',
    url: '/api/v1/venues/:venueId/integrations/verify',
    ...{ tag, scope },
    summary: 'Try credentials at the till without saving anything',
    description: 'Answers 200 with `ok` false and a problem per location when a till refuses.',
    params: venueParams,
    body: verifyBody,
    reply: verificationReply,
    handler: async ({ params, body }, { actor, language }) =>
      verifyCredentials(deps, {
        ...params,
        ...body,
        settings: body.settings,
        companyId: actor.companyId,
        language,
      }),
  });

  route(app, {
    method: 'POST',
    url: '/api/v1/venues/:venueId/integrations',
    ...{ tag, scope },
    summary: 'Add an integration, verified first',
    description:
      'Refused with 409 `integration_exists` or `inactive_integration_exists` until `createNew` or `restore` says which is meant; nothing is saved unless every location verifies.',
    params: venueParams,
    body: newIntegrationBody,
    status: 201,
    reply: integrationSchema,
    async handler({ params, body }, context) {
      const { actor, language } = context;
      const integrationId = await createIntegration(deps, {
        ...params,
        ...body,
        settings: body.settings,
        companyId: actor.companyId,
        actor: toTimelineActor(actor),
        language,
      });
      return show(integrationId, context);
    },
  });

  route(app, {
    method: 'PATCH',
    url: '/api/v1/integrations/:integrationId',
    ...{ tag, scope },
    summary: 'Change nickname, schedule, settings or credentials',
    description:
      'New credentials are verified first. An earlier history is imported; a change of settings reaches stored orders.',
    params: integrationParams,
    body: changeBody,
    reply: integrationSchema,
    problems: [409],
    async handler({ params, body }, context) {
      const { actor, language } = context;
      await changeIntegration(deps, {
        ...params,
        ...body,
        companyId: actor.companyId,
        actor: toTimelineActor(actor),
        language,
      });
      return show(params.integrationId, context);
    },
  });
}
