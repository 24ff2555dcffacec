import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#kernel/errors.ts';
import { problemSchema, recognise } from '#modules/tenancy/index.ts';
import type { EventSource } from './server.ts';

export const eventStreamUrl = '/api/v1/events';

export interface StreamLimits {
  heartbeatMs: number;
  perCompanyMax: number;
  /** After this the stream ends and the browser asks again, so that lost rights take effect. */
  lifetimeMs: number;
}

export const streamLimits: StreamLimits = {
  heartbeatMs: 15_000,
  perCompanyMax: 100,
  lifetimeMs: 30 * 60_000,
};
const RECONNECT_AFTER_MS = 3_000;
/** Events may have been missed: whoever shows something reads it anew. */
const gap = { name: 'gap', data: {} };
/** A reader this far behind is gone or asleep; it catches up by asking for the page again. */
const BACKLOG_BYTES_MAX = 256 * 1024;

/**
 * `GET /api/v1/events`: what changes in the caller's company, as server-sent events. Events name
 * what changed, not its new value: a missed one costs nothing but a later refresh.
 */
export function eventStream(
  app: FastifyInstance,
  deps: { events: EventSource; limits: StreamLimits },
): void {
  const open = new Map<string, Set<() => void>>();
  app.addHook('preClose', async () => {
    for (const closers of open.values()) for (const close of [...closers]) close();
  });

  app.route({
    method: 'GET',
    url: eventStreamUrl,
    config: { scope: 'any' },
    schema: streamSchema,
    onRequest: async (request, reply) => {
      await recognise(app.kit, { request, reply, scope: 'any' });
    },
    handler: (request, reply) => {
      const companyId = request.actor?.companyId ?? '';
      const closers = open.get(companyId) ?? new Set();
      if (closers.size >= deps.limits.perCompanyMax) throw tooManyStreams();
      open.set(companyId, closers);
      const close = stream({ request, reply, companyId, ...deps }, () => {
        closers.delete(close);
        if (closers.size === 0) open.delete(companyId);
      });
      closers.add(close);
    },
  });
}

/** Starts answering; the function ends it. `onEnd` is called once, whoever ended it. */
function stream(
  call: {
    request: FastifyRequest;
    reply: FastifyReply;
    companyId: string;
    events: EventSource;
    limits: StreamLimits;
  },
  onEnd: () => void,
): () => void {
  const { reply, companyId, events, limits } = call;
  reply.hijack();
  const response = reply.raw;
  const headers = { ...reply.getHeaders(), 'content-type': 'text/event-stream; charset=utf-8' };
  // Proxies must pass each event on at once. A connection kept alive after the stream's end would
  // hold up the closing of the server.
  response.writeHead(200, {
    ...headers,
    'x-accel-buffering': 'no',
    connection: 'close',
  } as Record<string, string>);
  response.write(`retry: ${RECONNECT_AFTER_MS}\n\n`);

  const send = (text: string) => {
    if (response.writableLength > BACKLOG_BYTES_MAX) close();
    else response.write(text);
  };
  const unsubscribe = events.subscribe(companyId, (event) => {
    const { name, data } = event ?? gap;
    send(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  });
  const heartbeat = setInterval(() => send(': still here\n\n'), limits.heartbeatMs);
  const lifetime = setTimeout(() => close(), limits.lifetimeMs);
  let isOpen = true;
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    clearInterval(heartbeat);
    clearTimeout(lifetime);
    unsubscribe();
    response.end();
    onEnd();
  };
  response.on('close', close);
  return close;
}

const streamSchema = {
  tags: ['Events'],
  summary: 'Hear what changes, as server-sent events',
  operationId: 'getEvents',
  description:
    'Events: `integration.changed`, `backfill.progress`, `days.changed`, `venue.changed`, `onboarding.changed`, `run.finished`; `gap` says that some may have been missed. A comment every 15 s keeps the connection open; it ends after 30 min and is to be opened again.',
  security: [{ apiKey: [] }, { session: [] }],
  response: {
    200: {
      description: 'The stream',
      content: { 'text/event-stream': { schema: z.string() } },
    },
    ...Object.fromEntries(
      [401, 422, 429, 500].map((status) => [
        status,
        {
          description: 'Refused',
          content: { 'application/problem+json': { schema: problemSchema } },
        },
      ]),
    ),
  },
};

function tooManyStreams(): Refusal {
  return new Refusal({
    code: 'too_many_streams',
    status: 429,
    detail: {
      en: 'Too many open pages are listening for this company. Close some of them.',
      fr: 'Trop de pages ouvertes écoutent cette entreprise. Fermez-en quelques-unes.',
    },
    extra: { retryAfterSeconds: 30 },
  });
}
