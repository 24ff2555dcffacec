import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '#kernel/clock.ts';
import { createServer, type EventSource, type ServerOptions } from '#main/http/server.ts';
import { openIdentity, tenancyRoutes, type VenueHooks } from '#modules/tenancy/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { LiveEvent } from '#platform/events/events.ts';
import { createLog } from '#platform/log/log.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';

/** An answer with its body read. */
export interface Reply<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface TestServer {
  url: string;
  /** One call; `body` is sent as JSON. */
  call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    options?: { headers?: Record<string, string>; body?: unknown },
  ): Promise<Reply<Body>>;
  /** Signs in and answers the headers of calls with that session. */
  signIn(person: { email: string; password: string }): Promise<{ cookie: string }>;
  close(): Promise<void>;
}

/** Events that tests send by hand. */
export function manualEvents(): EventSource & {
  send(event: LiveEvent): void;
  /** What the source says after it lost its connection. */
  sendGap(): void;
  listenerCount(): number;
} {
  const listeners = new Set<{ companyId: string; hear: Parameters<EventSource['subscribe']>[1] }>();
  return {
    subscribe(companyId, hear) {
      const listener = { companyId, hear };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(event) {
      for (const one of listeners) if (one.companyId === event.companyId) one.hear(event);
    },
    sendGap() {
      for (const one of listeners) one.hear(null);
    },
    listenerCount: () => listeners.size,
  };
}

export const quietHooks: VenueHooks = {
  beforeDayRuleChange: async () => undefined,
  onDayRuleChanged: async () => undefined,
  onVenueChanged: async () => undefined,
  findRecomputations: async () => new Map(),
};

/** The server frame over real HTTP on a free port, with the tenancy module on it. */
export async function startTestServer(
  options: { database: Database; clock?: Clock; hooks?: Partial<VenueHooks> } & Partial<
    Pick<
      ServerOptions,
      | 'closeGraceMs'
      | 'plugins'
      | 'events'
      | 'portalDir'
      | 'streams'
      | 'requestsPerMinuteMax'
      | 'isStrict'
      | 'log'
    >
  >,
): Promise<TestServer> {
  const { database, hooks, plugins = [], clock = systemClock, ...rest } = options;
  const publicUrl = 'http://till.test';
  const app = await createServer({
    database,
    auth: openIdentity({ database, secret: 'a secret for tests alone, 32+ chars', publicUrl }),
    events: manualEvents(),
    metrics: createMetrics({ withProcess: false }),
    log: createLog({ level: 'silent' }),
    config: { publicUrl },
    clock,
    isStrict: true,
    ...rest,
    plugins: [tenancyRoutes({ ...quietHooks, ...hooks }), ...plugins],
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const call = createCall(url);
  return {
    url,
    call,
    async signIn(person) {
      const reply = await call('POST', '/api/auth/sign-in/email', { body: person });
      if (reply.status !== 200) throw new Error(`sign-in: ${JSON.stringify(reply.body)}`);
      return { cookie: cookiesOf(reply) };
    },
    close: () => app.close(),
  };
}

/** The cookies an answer sets, as a caller sends them back. */
export function cookiesOf(reply: { headers: Headers }): string {
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

function createCall(url: string): TestServer['call'] {
  return async <Body>(
    method: string,
    path: string,
    { headers, body }: { headers?: Record<string, string>; body?: unknown } = {},
  ) => {
    const isJson = body !== undefined && typeof body !== 'string';
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body }),
    });
    const text = await response.text();
    const isJsonReply = response.headers.get('content-type')?.includes('json');
    const read: unknown = isJsonReply ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: read as Body };
  };
}
