import type { FastifyInstance } from 'fastify';
import { isId } from '#kernel/ids.ts';
import {
  cursorInvalid,
  fromCursor,
  pageOf,
  pageQuerySchema,
  toCursor,
  transactionRoute,
} from '#modules/tenancy/index.ts';
import { getEndpoint } from './change-endpoints.ts';
import { listAttempts, listDeliveries } from './delivery-log.store.ts';
import { presentDelivery, presentDeliveryDetail } from './present.ts';
import { deliveryDetailSchema, deliveryParams, deliverySchema, endpointParams } from './schemas.ts';
import { getDelivery, requestRedelivery, requestTest } from './send-again.ts';

const tag = 'Webhooks';
const scope = 'integrations:write';
const messages = '/api/v1/webhooks/:endpointId/deliveries';

/** What became of each message. */
export function deliveryRoutes(app: FastifyInstance): void {
  const now = () => app.kit.clock.now();
  transactionRoute(app, {
    ...{ method: 'GET', url: messages, scope, tag },
    summary: 'Messages to a webhook, newest first',
    description: 'The newest 1,000 of the last 30 days.',
    params: endpointParams,
    query: pageQuerySchema,
    reply: pageOf(deliverySchema),
    async handler({ params, query }, { tx }) {
      const { endpointId } = await getEndpoint(tx, params.endpointId);
      const [before = null] = fromCursor(query.cursor, 1) ?? [];
      if (before !== null && !isId(before)) throw cursorInvalid();
      const rows = await listDeliveries(tx, { endpointId, before, countMax: query.limit + 1 });
      const shown = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(presentDelivery),
        nextCursor: last === undefined ? null : toCursor([last.deliveryId]),
      };
    },
  });

  transactionRoute(app, {
    ...{ method: 'GET', url: `${messages}/:deliveryId`, scope, tag },
    summary: 'One message with what was sent and every attempt',
    params: deliveryParams,
    reply: deliveryDetailSchema,
    async handler({ params }, { tx }) {
      const delivery = await getDelivery(tx, params);
      return presentDeliveryDetail(delivery, await listAttempts(tx, params.deliveryId));
    },
  });

  transactionRoute(app, {
    ...{ method: 'POST', url: `${messages}/:deliveryId/redeliver`, scope, tag },
    summary: 'Send a message again, under its own id',
    params: deliveryParams,
    status: 202,
    reply: deliverySchema,
    async handler({ params }, { tx }) {
      return presentDelivery(await requestRedelivery(tx, { ...params, nowMs: now() }));
    },
  });

  transactionRoute(app, {
    ...{ method: 'POST', url: '/api/v1/webhooks/:endpointId/test', scope, tag },
    summary: 'Send a test message, once',
    params: endpointParams,
    status: 202,
    reply: deliverySchema,
    async handler({ params }, { tx }) {
      return presentDelivery(await requestTest(tx, { ...params, nowMs: now() }));
    },
  });
}
