import type { FastifyRequest } from 'fastify';
import { Refusal } from '#kernel/errors.ts';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Stops another site from acting with a visitor's session. Browsers name the page's origin on every
 * state-changing request; programs with an API key, or without a browser's headers, carry nothing
 * that another site could abuse.
 * @throws Refusal 403 `cross_origin`.
 */
export function checkSameOrigin(request: FastifyRequest, publicUrl: string): void {
  if (SAFE_METHODS.has(request.method) || request.headers.authorization !== undefined) return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin === undefined) {
    if (site === undefined || site === 'same-origin' || site === 'none') return;
    throw crossOrigin();
  }
  const own = [new URL(publicUrl).origin, `${request.protocol}://${request.host}`];
  if (!own.includes(origin)) throw crossOrigin();
}

function crossOrigin(): Refusal {
  return new Refusal({
    code: 'cross_origin',
    status: 403,
    detail: {
      en: 'This request came from another website. Open the portal at its own address and try again.',
      fr: 'Cette requête vient d’un autre site. Ouvrez le portail à sa propre adresse et réessayez.',
    },
  });
}
