import type { FastifyInstance } from 'fastify';
import { apiKeyRoutes } from './api-key.routes.ts';
import { meRoutes } from './me.routes.ts';
import { memberRoutes } from './member.routes.ts';
import { type VenueHooks, venueRoutes } from './venue.routes.ts';

/** `/api/v1/me`, `/venues`, `/api-keys` and `/members`, as a plugin of the server. */
export function tenancyRoutes(hooks: VenueHooks): (app: FastifyInstance) => void {
  return (app) => {
    meRoutes(app);
    venueRoutes(app, hooks);
    apiKeyRoutes(app);
    memberRoutes(app);
  };
}
