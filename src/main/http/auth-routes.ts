import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#kernel/errors.ts';
import type { SignInLimit } from '#modules/tenancy/index.ts';
import { clientAddressHeader, type Identity } from '#modules/tenancy/index.ts';
import { authWords } from './auth-words.ts';
import { notFound } from './fault.ts';

/** What of the sign-in library is open. Everything else it could do does not exist here. */
const OPEN: Readonly<Record<string, 'GET' | 'POST'>> = {
  '/sign-in/email': 'POST',
  '/sign-out': 'POST',
  '/get-session': 'GET',
  '/change-password': 'POST',
  '/list-sessions': 'GET',
  '/revoke-session': 'POST',
  '/revoke-other-sessions': 'POST',
  '/two-factor/enable': 'POST',
  '/two-factor/disable': 'POST',
  '/two-factor/get-totp-uri': 'POST',
  '/two-factor/verify-totp': 'POST',
  '/two-factor/verify-backup-code': 'POST',
  '/two-factor/generate-backup-codes': 'POST',
};

/** Mounts sign-in below `/api/auth/`; its refusals become problem documents like all others. */
export function authRoutes(
  app: FastifyInstance,
  deps: { identity: Identity; signInLimit: SignInLimit; publicUrl: string },
): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    schema: { hide: true },
    handler: async (request, reply) => {
      const path = `/${(request.params as { '*': string })['*']}`;
      if (OPEN[path] !== request.method) throw new Refusal({ ...notFound, status: 404 });
      if (path !== '/sign-in/email') return answer(deps, request, reply);
      return signIn(deps, request, reply);
    },
  });
}

type Deps = { identity: Identity; signInLimit: SignInLimit; publicUrl: string };

async function signIn(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const email = (request.body as { email?: unknown } | undefined)?.email;
  const attempt = { email: typeof email === 'string' ? email : '', address: request.ip };
  await deps.signInLimit.check(attempt);
  try {
    const sent = await answer(deps, request, reply);
    await deps.signInLimit.forget(attempt);
    return sent;
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) await deps.signInLimit.record(attempt);
    throw error;
  }
}

/** Hands the request over as the library's own kind, and its reply back. */
async function answer(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const response = await deps.identity.handle(toWebRequest(request, deps.publicUrl));
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
  reply.header('cache-control', 'no-store');
  const text = await response.text();
  const body: unknown = text === '' ? null : JSON.parse(text);
  if (response.status >= 400) throw toRefusal(response.status, body);
  return reply.code(response.status).send(body);
}

function toWebRequest(request: FastifyRequest, publicUrl: string): Request {
  const headers = new Headers({ [clientAddressHeader]: request.ip });
  for (const name of ['cookie', 'user-agent']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const url = new URL(request.url, publicUrl);
  if (request.method === 'GET') return new Request(url, { headers });
  headers.set('content-type', 'application/json');
  const body = JSON.stringify(request.body ?? {});
  return new Request(url, { method: 'POST', headers, body });
}

function toRefusal(status: number, body: unknown): Refusal {
  const { code: libraryCode, message } = (body ?? {}) as { code?: string; message?: string };
  const code = (libraryCode ?? 'sign_in_failed').toLowerCase();
  const text = message ?? 'This did not work.';
  return new Refusal({
    code,
    status: Math.min(status, 500),
    detail: authWords[code] ?? { en: text, fr: text },
  });
}
