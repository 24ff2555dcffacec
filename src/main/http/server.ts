import { join } from 'node:path';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Clock } from '#kernel/clock.ts';
import { Refusal } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { pickLanguage } from '#kernel/localized.ts';
import { createRecogniser, type Identity, openSignInLimit } from '#modules/tenancy/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Events } from '#platform/events/events.ts';
import type { Log } from '#platform/log/log.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import { authRoutes } from './auth-routes.ts';
import { eventStream, eventStreamUrl, type StreamLimits, streamLimits } from './events-stream.ts';
import { methodNotAllowed, notFound, toRefusal } from './fault.ts';
import { closeGracefully } from './graceful-close.ts';
import { healthRoutes } from './health.ts';
import { validateWithZod } from './invalid-values.ts';
import { rememberPaths } from './known-paths.ts';
import { collectOpenApi, openApiRoute } from './openapi.ts';
import { servePortal } from './portal.ts';
import { problemContentType, toProblem } from './problem.ts';
import { refuseBrokenText } from './refuse-broken-text.ts';
import { createReplySerializer } from './reply-serializer.ts';
import { checkSameOrigin } from './same-origin.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { refuseUnknownQueries } from './strict-query.ts';

/** Where the event stream hears of changes. */
export type EventSource = Pick<Events, 'subscribe'>;

/** What every module's HTTP face may use. */
export interface HttpDeps {
  database: Database;
  clock: Clock;
  log: Log;
  events: EventSource;
}

/** A module's HTTP face: adds routes with `route` and `transactionRoute` of the tenancy module. */
export type HttpPlugin = (app: FastifyInstance, deps: HttpDeps) => void | Promise<void>;

export interface ServerOptions {
  database: Database;
  auth: Identity;
  events: EventSource;
  metrics: Metrics;
  /** Brings the gauges up to date when somebody asks for them. */
  gauge?: () => Promise<void>;
  log: Log;
  config: { publicUrl: string };
  clock: Clock;
  plugins: readonly HttpPlugin[];
  /** The built portal; without one, the API alone is served. */
  portalDir?: string;
  /** Fail on replies outside their schema instead of logging them. */
  isStrict?: boolean;
  requestsPerMinuteMax?: number;
  streams?: Partial<StreamLimits>;
  /** How long `close` waits for requests being answered. */
  closeGraceMs?: number;
}

const BODY_BYTES_MAX = 1_048_576;
const CLOSE_GRACE_MS = 10_000;
const SLOW_REQUEST_MS = 1_000;
/** Against runaway scripts, not against use: a till asks a hundred times a second. */
const REQUESTS_PER_MINUTE_MAX = 30_000;
const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/;

export const portalFolder: string = join(import.meta.dirname, '../../../dist/portal');

/**
 * The HTTP server with everything on it, not yet listening: `await server.listen({host, port})`,
 * `await server.close()` (ends open event streams, lets running requests finish).
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { database, clock, log, config } = options;
  const app = fastify({
    bodyLimit: BODY_BYTES_MAX,
    // Proxies live beside us on private addresses; anybody else's X-Forwarded-For is a claim.
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']) ?? newId(),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    exposeHeadRoutes: true,
  });
  app.decorate('kit', {
    database,
    clock,
    recognise: createRecogniser({ database, identity: options.auth, clock }),
  });
  app.decorateRequest('actor', null);
  app.decorateRequest('language', 'en');
  app.setValidatorCompiler(validateWithZod);
  app.setSerializerCompiler(createReplySerializer({ isStrict: options.isStrict ?? false, log }));
  acceptEmptyJson(app);
  closeGracefully(app, options.closeGraceMs ?? CLOSE_GRACE_MS);

  const methodsOf = rememberPaths(app);
  refuseUnscopedRoutes(app);
  refuseUnknownQueries(app);
  refuseBrokenText(app);
  answerProblems(app, log);
  watchRequests(app, options);
  await addSecurityHeaders(app, config.publicUrl);
  await app.register(cookie);
  await addRateLimit(app, options.requestsPerMinuteMax ?? REQUESTS_PER_MINUTE_MAX);
  await collectOpenApi(app);

  const { metrics, auth: identity, events } = options;
  healthRoutes(app, { database, metrics, log, ...(options.gauge ? { gauge: options.gauge } : {}) });
  const signInLimit = openSignInLimit({ database, clock });
  authRoutes(app, { identity, signInLimit, publicUrl: config.publicUrl });
  eventStream(app, { events, limits: { ...streamLimits, ...options.streams } });
  for (const plugin of options.plugins) await plugin(app, { database, clock, log, events });
  openApiRoute(app);
  const isPortalPage = await servePortal(app, options.portalDir ?? portalFolder);
  app.setNotFoundHandler((request, reply) => {
    if (isPortalPage(request, reply)) return reply;
    throw nothingThere(request, reply, methodsOf);
  });
  return app;
}

function requestIdOf(given: string | string[] | undefined): string | null {
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : null;
}

/** A POST that needs no body may say it sends JSON and send nothing. */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body as string, done);
  });
}

/** Who may call an endpoint is part of it: one without a scope stops the program at its start. */
function refuseUnscopedRoutes(app: FastifyInstance): void {
  app.addHook('onRoute', ({ url, method, config }) => {
    if (url.startsWith('/api/v1/') && config?.scope === undefined) {
      throw new Error(`${method} ${url} does not say which scope it needs`);
    }
  });
}

function answerProblems(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error, request, reply) => {
    const { language, id: requestId } = request;
    const { refusal, isFault } = toRefusal(error, language);
    if (isFault) {
      const { method, url } = request.routeOptions;
      log.error('A request failed', { requestId, method, url, error });
    }
    const { retryAfterSeconds } = refusal.extra;
    if (typeof retryAfterSeconds === 'number') reply.header('retry-after', retryAfterSeconds);
    if (refusal.status === 503) reply.header('retry-after', 5);
    if (refusal.status === 401) reply.header('www-authenticate', 'Bearer');
    return reply
      .code(refusal.status)
      .header('cache-control', 'no-store')
      .type(problemContentType)
      .serializer((problem: unknown) => JSON.stringify(problem))
      .send(toProblem(refusal, { language, requestId }));
  });
}

function watchRequests(app: FastifyInstance, { log, config }: ServerOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    request.language = pickLanguage(request.headers['accept-language']);
    reply.header('x-request-id', request.id);
    reply.header('content-language', request.language);
    reply.header('vary', 'Accept-Language');
    checkSameOrigin(request, config.publicUrl);
  });
  app.addHook('onResponse', async (request, reply) => {
    const durationMs = Math.round(reply.elapsedTime);
    const { method, url } = request.routeOptions;
    const fields = { requestId: request.id, method, url, status: reply.statusCode, durationMs };
    // An event stream lives for half an hour on purpose.
    const isStream = url === eventStreamUrl;
    if (durationMs >= SLOW_REQUEST_MS && !isStream) log.warn('A request was slow', fields);
    else log.debug('A request was answered', fields);
  });
}

async function addRateLimit(app: FastifyInstance, max: number): Promise<void> {
  await app.register(rateLimit, {
    max,
    timeWindow: '1 minute',
    keyGenerator: (request) => request.headers.authorization ?? request.ip,
    addHeadersOnExceeding: {},
    addHeaders: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal({
        code: 'too_many_requests',
        status: 429,
        detail: {
          en: 'Too many requests. Wait a moment and go on more slowly.',
          fr: 'Trop de requêtes. Attendez un instant et continuez plus lentement.',
        },
        extra: { retryAfterSeconds: Math.ceil(ttl / 1_000) },
      }),
  });
}

function nothingThere(
  request: FastifyRequest,
  reply: FastifyReply,
  methodsOf: (path: string) => string[],
): Refusal {
  const methods = methodsOf(request.url.split('?', 1)[0] ?? '');
  if (methods.length === 0) return new Refusal({ ...notFound, status: 404 });
  reply.header('allow', methods.join(', '));
  return new Refusal({ ...methodNotAllowed, status: 405 });
}
