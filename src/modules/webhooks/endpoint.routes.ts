import type { FastifyInstance } from 'fastify';
import { pageOf, transactionRoute } from '#modules/tenancy/index.ts';
import {
  addEndpoint,
  changeEndpoint,
  getEndpoint,
  removeEndpoint,
  rotateSecret,
} from './change-endpoints.ts';
import type { WebhookDeps } from './deps.ts';
import { listEndpoints } from './endpoint.store.ts';
import { presentEndpoint } from './present.ts';
import {
  createdEndpointSchema,
  endpointChangeSchema,
  endpointParams,
  endpointSchema,
  newEndpointSchema,
  newSecretSchema,
} from './schemas.ts';

const tag = 'Webhooks';
/** Also for reading: an address may be as good as a password. */
const scope = 'integrations:write';
const one = '/api/v1/webhooks/:endpointId';

/** Where a company wants to be told. */
export function endpointRoutes(app: FastifyInstance, deps: WebhookDeps): void {
  const now = () => app.kit.clock.now();
  transactionRoute(app, {
    ...{ method: 'GET', url: '/api/v1/webhooks', scope, tag },
    summary: 'List the webhooks, oldest first',
    reply: pageOf(endpointSchema),
    async handler(_request, { tx }) {
      return { items: (await listEndpoints(tx)).map(presentEndpoint), nextCursor: null };
    },
  });

  transactionRoute(app, {
    ...{ method: 'POST', url: '/api/v1/webhooks', scope, tag },
    summary: 'Add a webhook: an address that is told of events',
    description: 'Messages follow Standard Webhooks; see docs/webhooks.md.',
    body: newEndpointSchema,
    status: 201,
    reply: createdEndpointSchema,
    isReplySecret: true,
    async handler({ body }, { tx, actor }) {
      const { endpoint, secret } = await addEndpoint(tx, deps, { ...body, actor, nowMs: now() });
      return { ...presentEndpoint(endpoint), secret };
    },
  });

  transactionRoute(app, {
    ...{ method: 'GET', url: one, scope, tag },
    summary: 'One webhook',
    params: endpointParams,
    reply: endpointSchema,
    async handler({ params }, { tx }) {
      return presentEndpoint(await getEndpoint(tx, params.endpointId));
    },
  });

  transactionRoute(app, {
    ...{ method: 'PATCH', url: one, scope, tag },
    summary: 'Change a webhook, or switch it off and on',
    params: endpointParams,
    body: endpointChangeSchema,
    reply: endpointSchema,
    async handler({ params, body: change }, { tx, actor }) {
      const request = { ...params, change, actor, nowMs: now() };
      return presentEndpoint(await changeEndpoint(tx, deps, request));
    },
  });

  transactionRoute(app, {
    ...{ method: 'DELETE', url: one, scope, tag },
    summary: 'Delete a webhook with its messages',
    params: endpointParams,
    status: 204,
    async handler({ params }, { tx, actor }) {
      await removeEndpoint(tx, { ...params, actor, nowMs: now() });
    },
  });

  transactionRoute(app, {
    ...{ method: 'POST', url: `${one}/rotate-secret`, scope, tag },
    summary: 'Make a new signing secret; the old one signs beside it for a day',
    params: endpointParams,
    reply: newSecretSchema,
    isReplySecret: true,
    async handler({ params }, { tx, actor }) {
      return rotateSecret(tx, deps, { ...params, actor, nowMs: now() });
    },
  });
}
