import type { FastifyInstance } from 'fastify';
import type { FileDeps } from './deps.ts';
import { fileRoutes } from './file.routes.ts';
import { mappingRoutes } from './mapping.routes.ts';
import { rawRoute } from './raw.routes.ts';
import { acceptFiles } from './upload-body.ts';

/** Sales files under `/api/v1/integrations/{id}/files`, as a plugin of the server. */
export function filesRoutes(deps: FileDeps): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    // A scope of its own: no other endpoint takes bytes.
    await app.register(async (scope) => {
      acceptFiles(scope);
      fileRoutes(scope, deps);
      mappingRoutes(scope, deps);
      rawRoute(scope);
    });
  };
}
