import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { z } from 'zod';
import type { Clock } from '#kernel/clock.ts';
import type { Language } from '#kernel/localized.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { requireScope, type Scope } from '../access.ts';
import type { Actor, RecogniseActor } from '../actor.ts';
import { bodyTypesSchema, requireBodyType } from './body-types.ts';
import { type Answer, readClaim, runOnce, runOnceInTransaction } from './idempotency.ts';
import { problemSchema } from './schemas.ts';

/** What the server frame lends to routes. */
export interface RouteKit {
  database: Database;
  clock: Clock;
  recognise: RecogniseActor;
}

declare module 'fastify' {
  interface FastifyInstance {
    kit: RouteKit;
  }
  interface FastifyRequest {
    /** Null outside the API (portal, sign-in, health). */
    actor: Actor | null;
    language: Language;
  }
  interface FastifyContextConfig {
    /** The scope a route of the API needs; `any` for everybody who is recognised. */
    scope?: Scope | 'any';
    /** The route answers unstorable texts of its body itself. */
    judgesTexts?: boolean;
  }
}

type Schema = z.ZodType;
type Output<S> = S extends Schema ? z.output<S> : undefined;
/** A handler without a reply schema returns nothing. */
type ReplyOf<S> = S extends Schema ? Promise<z.output<S>> : Promise<void>;

/** A request with everything parsed. */
export interface ParsedRequest<P, Q, B> {
  params: Output<P>;
  query: Output<Q>;
  body: Output<B>;
  raw: FastifyRequest;
}

export interface RouteContext {
  actor: Actor;
  /** In which to answer. */
  language: Language;
}

export interface RouteData<P, Q, B, R> {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Full path, e.g. `/api/v1/venues/:venueId`. */
  url: `/api/v1/${string}`;
  scope: Scope | 'any';
  /** Chapter in the API's document. */
  tag: string;
  summary: string;
  description?: string;
  params?: P;
  query?: Q;
  body?: B;
  /** Content types of a body that is a file, in place of JSON; the route's scope parses them. */
  bodyTypes?: readonly string[];
  /** Of a success; default 200. With 204 there is no reply. */
  status?: 200 | 201 | 202 | 204;
  reply?: R;
  /** Statuses of refusals beyond those every such endpoint may give. */
  problems?: readonly number[];
  /** Texts of the body that cannot be stored are answered by the handler, each by itself. */
  judgesTexts?: boolean;
  /** The reply holds a secret shown once: it is not stored for `Idempotency-Key`. */
  isReplySecret?: boolean;
}

export interface Route<P, Q, B, R> extends RouteData<P, Q, B, R> {
  handler(request: ParsedRequest<P, Q, B>, context: RouteContext): ReplyOf<R>;
}

export interface TransactionRoute<P, Q, B, R> extends RouteData<P, Q, B, R> {
  handler(request: ParsedRequest<P, Q, B>, context: RouteContext & { tx: Tx }): ReplyOf<R>;
}

/**
 * Adds an endpoint of the API. Who may call it is data (`scope`); the caller is recognised and
 * checked before the body is read, and `handler` gets everything parsed. A POST with
 * `Idempotency-Key` runs once (see idempotency.ts).
 */
export function route<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  R extends Schema | undefined = undefined,
>(app: FastifyInstance, spec: Route<P, Q, B, R>): void {
  register(app, spec, async ({ request, parsed, context }) => {
    const { database } = app.kit;
    const claim = claimOf(app, spec, request);
    const work = () => spec.handler(parsed, context);
    if (claim === null) return { reply: await work(), isReplay: false };
    const { companyId } = context.actor;
    return runOnce(database, { companyId, claim, ...storing(spec), work });
  });
}

/** The same for a handler whose whole work is one transaction of the caller's company. */
export function transactionRoute<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  R extends Schema | undefined = undefined,
>(app: FastifyInstance, spec: TransactionRoute<P, Q, B, R>): void {
  register(app, spec, async ({ request, parsed, context }) => {
    const claim = claimOf(app, spec, request);
    const { database } = app.kit;
    const inTransaction =
      spec.method === 'GET' ? database.withCompanySnapshot : database.withCompany;
    return inTransaction(context.actor.companyId, async (tx) => {
      const work = () => spec.handler(parsed, { ...context, tx });
      if (claim === null) return { reply: await work(), isReplay: false };
      return runOnceInTransaction(tx, { claim, ...storing(spec), work });
    });
  });
}

type Run<P, Q, B> = (call: {
  request: FastifyRequest;
  parsed: ParsedRequest<P, Q, B>;
  context: RouteContext;
}) => Promise<Answer>;

function register<P, Q, B, R>(
  app: FastifyInstance,
  spec: RouteData<P, Q, B, R>,
  run: Run<P, Q, B>,
): void {
  app.route({
    method: spec.method,
    url: spec.url,
    config: { scope: spec.scope, judgesTexts: spec.judgesTexts ?? false },
    schema: toSchema(spec),
    onRequest: async (request, reply) => {
      await recognise(app.kit, { request, reply, scope: spec.scope });
      if (spec.bodyTypes !== undefined) requireBodyType(request, spec.bodyTypes);
    },
    handler: async (request, reply) => {
      const { actor, language } = request;
      if (actor === null) throw new Error('a handler ran without a recognised caller');
      const parsed = {
        params: request.params,
        query: request.query,
        body: request.body,
        raw: request,
      } as ParsedRequest<P, Q, B>;
      const answer = await run({ request, parsed, context: { actor, language } });
      if (answer.isReplay) reply.header('idempotent-replayed', 'true');
      return reply.code(spec.status ?? 200).send(spec.status === 204 ? undefined : answer.reply);
    },
  });
}

/** Recognises the caller and checks the scope; also for routes that answer by themselves (events). */
export async function recognise(
  kit: RouteKit,
  call: { request: FastifyRequest; reply: FastifyReply; scope: Scope | 'any' },
): Promise<Actor> {
  const { request, reply, scope } = call;
  const headers = new Headers();
  for (const name of ['authorization', 'cookie', 'tillbridge-company', 'user-agent']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const { actor, cookies } = await kit.recognise({ headers });
  for (const cookie of cookies) reply.header('set-cookie', cookie);
  // What one caller may see must never be kept for another.
  reply.header('cache-control', 'no-store');
  if (scope !== 'any') requireScope(actor, scope);
  request.actor = actor;
  return actor;
}

function claimOf(
  app: FastifyInstance,
  spec: { method: string; url: string },
  request: FastifyRequest,
) {
  if (spec.method !== 'POST') return null;
  return readClaim({
    key: request.headers['idempotency-key'],
    route: `${spec.method} ${spec.url}`,
    content: [request.url, request.body ?? null],
    nowMs: app.kit.clock.now(),
  });
}

function storing(spec: { status?: number; isReplySecret?: boolean }) {
  return { status: spec.status ?? 200, isReplySecret: spec.isReplySecret ?? false };
}

/** How an endpoint stands in the API's document, and what checks its calls. */
export function toSchema<P, Q, B, R>(spec: RouteData<P, Q, B, R>): FastifySchema {
  const success =
    spec.reply === undefined
      ? z.null().describe('Done')
      : { description: 'Done', content: { 'application/json': { schema: spec.reply } } };
  const problems = problemStatusesOf(spec).map((status) => [status, problemReply(status)]);
  return {
    tags: [spec.tag],
    summary: spec.summary,
    operationId: operationIdOf(spec),
    security: [{ apiKey: [] }, { session: [] }],
    ...(spec.description === undefined ? {} : { description: spec.description }),
    'x-required-scope': spec.scope,
    ...(spec.params === undefined ? {} : { params: spec.params }),
    ...(spec.query === undefined ? {} : { querystring: spec.query }),
    ...(spec.body === undefined ? {} : { body: spec.body }),
    ...(spec.bodyTypes === undefined ? {} : { body: bodyTypesSchema(spec.bodyTypes) }),
    response: { [spec.status ?? 200]: success, ...Object.fromEntries(problems) },
  } as FastifySchema;
}

function problemStatusesOf(spec: RouteData<unknown, unknown, unknown, unknown>): number[] {
  const statuses = new Set([401, 403, 404, 422, 429, 500, ...(spec.problems ?? [])]);
  if (spec.body !== undefined) for (const status of [400, 413, 415]) statuses.add(status);
  if (spec.bodyTypes !== undefined) for (const status of [413, 415]) statuses.add(status);
  if (spec.method === 'POST') statuses.add(409);
  return [...statuses].sort((a, b) => a - b);
}

function problemReply(status: number) {
  return {
    description: problemMeanings[status] ?? 'Refused',
    content: { 'application/problem+json': { schema: problemSchema } },
  };
}

const problemMeanings: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'The caller is not known',
  403: 'The caller may not do this',
  404: 'There is no such thing, or it belongs to another company',
  409: 'It contradicts what exists',
  413: 'The body is too large',
  415: 'The body is of another content type',
  422: 'A value must change',
  429: 'Too many requests',
  500: 'Our fault; the request id finds it in the log',
};

/** `GET /api/v1/venues/:venueId` → `getVenuesByVenueId`. */
function operationIdOf(spec: { method: string; url: string }): string {
  const words = spec.url
    .replace('/api/v1/', '')
    .split(/[/.-]/)
    .map((part) => (part.startsWith(':') ? `By${capital(part.slice(1))}` : capital(part)));
  return spec.method.toLowerCase() + words.join('');
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
