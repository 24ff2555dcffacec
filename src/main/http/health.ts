import type { FastifyInstance } from 'fastify';
import type { Database } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import { listPendingMigrations } from '../schema-state.ts';

/**
 * For the machines around us: `/healthz` (the process answers), `/readyz` (it can do its work: the
 * database is there and migrated) and `/metrics`. None of them tells anything about a company.
 */
export function healthRoutes(
  app: FastifyInstance,
  deps: { database: Database; metrics: Metrics; log: Log; gauge?: () => Promise<void> },
): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));

  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const problem = await findProblem(deps);
    if (problem === null) return { status: 'ready' };
    return reply.code(503).send({ status: 'not_ready', reason: problem });
  });

  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    // Gauges that cannot be read are left out of date rather than hiding everything else.
    await deps
      .gauge?.()
      .catch((error: unknown) => deps.log.warn('gauges cannot be read', { error }));
    return reply.type(deps.metrics.contentType).send(await deps.metrics.text());
  });
}

async function findProblem(deps: { database: Database; log: Log }): Promise<string | null> {
  try {
    const pending = await listPendingMigrations(deps.database.pool);
    return pending.length === 0 ? null : 'migrations_pending';
  } catch (error) {
    deps.log.warn('The database cannot be reached', { error });
    return 'database_unavailable';
  }
}
