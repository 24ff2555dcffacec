import type { FastifyInstance } from 'fastify';
import type { LinkDeps } from './deps.ts';
import { integrationReadRoutes } from './integration.routes.ts';
import { integrationActionRoutes } from './integration-action.routes.ts';
import { linkRoutes } from './link.routes.ts';
import { providerRoutes } from './provider.routes.ts';
import { revenueCentreRoute } from './revenue-centre.routes.ts';
import { runRoutes } from './run.routes.ts';
import { timelineRoutes } from './timeline.routes.ts';
import { timelineCsvRoutes } from './timeline-csv.routes.ts';

/** Providers, integrations, their timelines and runs under `/api/v1`, as a plugin of the server. */
export function integrationRoutes(deps: LinkDeps): (app: FastifyInstance) => void {
  return (app) => {
    providerRoutes(app, deps);
    integrationReadRoutes(app, deps);
    linkRoutes(app, deps);
    integrationActionRoutes(app, deps);
    timelineRoutes(app, deps);
    timelineCsvRoutes(app, deps);
    runRoutes(app);
    revenueCentreRoute(app, deps);
  };
}
