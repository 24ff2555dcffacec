import type { FastifyInstance } from 'fastify';
import type { NoticeDeps } from './deps.ts';
import { noticeRoutes } from './notice.routes.ts';
import { preferenceRoutes } from './preference.routes.ts';

/** `/api/v1/notices` and `/api/v1/me/notice-preferences`, as a plugin of the server. */
export function noticesRoutes(deps: NoticeDeps): (app: FastifyInstance) => void {
  return (app) => {
    noticeRoutes(app, deps);
    preferenceRoutes(app);
  };
}
