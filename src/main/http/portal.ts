import { existsSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const YEAR_MS = 365 * 24 * 3_600_000;

/**
 * Serves the built portal. Files under `assets/` carry a hash in their name and never change;
 * `index.html` is asked for anew each time, so a new version arrives with the next page.
 * @returns answers a path that is a page of the portal; false for what is not one.
 */
export async function servePortal(
  app: FastifyInstance,
  portalDir: string,
): Promise<(request: FastifyRequest, reply: FastifyReply) => boolean> {
  if (!existsSync(join(portalDir, 'index.html'))) return () => false;
  await app.register(staticFiles, {
    root: portalDir,
    index: ['index.html'],
    cacheControl: false,
    preCompressed: true,
    setHeaders(reply, path) {
      const isHashed = path.includes(`${join(portalDir, 'assets')}/`);
      void reply.header(
        'cache-control',
        isHashed ? `public, max-age=${YEAR_MS / 1000}, immutable` : 'no-cache',
      );
    },
  });
  return (request, reply) => {
    if (!isPage(request)) return false;
    void reply.code(200).sendFile('index.html');
    return true;
  };
}

/** Addresses without a file ending that a browser opens are the portal's own routes. */
function isPage(request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? '';
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  if (path.startsWith('/api/')) return false;
  const lastPart = path.split('/').at(-1) ?? '';
  return (
    !lastPart.includes('.') && (request.headers.accept ?? '*/*').match(/text\/html|\*\/\*/) !== null
  );
}
