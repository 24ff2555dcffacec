import type { FastifyInstance } from 'fastify';
import type { MailInDeps } from './deps.ts';
import { inboundRoutes } from './inbound.routes.ts';
import { mailRoutes } from './mail.routes.ts';

/** @param options.domain of the secret addresses; null when no mail is received. */
export function mailInRoutes(
  deps: MailInDeps,
  { domain }: { domain: string | null },
): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    mailRoutes(app, { deps, domain });
    await app.register(async (scope) => inboundRoutes(scope, deps));
  };
}
