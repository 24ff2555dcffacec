import type { FastifyInstance } from 'fastify';
import { deliveryRoutes } from './delivery.routes.ts';
import type { WebhookDeps } from './deps.ts';
import { endpointRoutes } from './endpoint.routes.ts';

export { deliverToEndpoint } from './deliver.ts';
export type { WebhookDeps } from './deps.ts';
export { resealWebhookSecrets } from './secrets.ts';
export { startDeliveries } from './start-deliveries.ts';
export {
  tellFinishedRun,
  tellRestatedDays,
  tellSeenDays,
  tellStatusChange,
} from './tell-facts.ts';

/** The webhooks' part of the API. */
export function webhookRoutes(deps: WebhookDeps) {
  return (app: FastifyInstance): void => {
    endpointRoutes(app, deps);
    deliveryRoutes(app);
  };
}
