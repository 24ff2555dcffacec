import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

/**
 * Every endpoint of the API takes the query parameters it describes and no others: a filter that is
 * spelled wrong would otherwise answer with everything. Add before the routes.
 */
export function refuseUnknownQueries(app: FastifyInstance): void {
  app.addHook('onRoute', (options) => {
    if (!options.url.startsWith('/api/v1/')) return;
    const known = options.schema?.querystring ?? z.object({});
    if (!(known instanceof z.ZodObject)) {
      throw new Error(`${options.method} ${options.url} does not describe its query as an object`);
    }
    options.schema = { ...options.schema, querystring: known.strict() };
  });
}
