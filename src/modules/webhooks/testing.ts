import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { webhookRoutes } from '#modules/webhooks/index.ts';
import { sql } from '#platform/db/sql.ts';
import type { TestCompany } from '#test/factories.ts';
import { type Reply, startTestServer } from '#test/http-server.ts';
import { openWorld, type World } from '#test/sync/world.ts';
import { deliverToEndpoint } from './deliver.ts';
import { listDueEndpoints } from './endpoint.store.ts';
import type { Message } from './event-types.ts';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  message: Message;
}

type Answer = (response: ServerResponse) => void;

/** A receiver over real HTTP: takes everything with 204 until told to answer otherwise. */
export interface Receiver {
  url: string;
  received: Received[];
  answer: Answer;
  /** Resolves with the next message, before it is answered. */
  next(): Promise<Received>;
  close(): Promise<void>;
}

export const take: Answer = (response) => response.writeHead(204).end();
export const answering =
  (status: number, body = '', headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);

export async function startReceiver(): Promise<Receiver> {
  let tell: (received: Received) => void = () => undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { url: path = '', headers } = request;
    const received = { path, headers, body, message: JSON.parse(body) as Message };
    receiver.received.push(received);
    tell(received);
    receiver.answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}`,
    received: [],
    answer: take,
    next: () =>
      new Promise((resolve) => {
        tell = resolve;
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

type Body = Record<string, unknown>;

export interface WebhookWorld {
  world: World;
  receiver: Receiver;
  call<Reading = Body>(
    method: string,
    path: string,
    body?: unknown,
    by?: TestCompany,
  ): Promise<Reply<Reading>>;
  /** Adds an endpoint; all types at the receiver unless told otherwise. */
  add(choices?: { url?: string; eventTypes?: string[] }): Promise<{ id: string; secret: string }>;
  makeKey(scopes: string[]): Promise<{ key: string }>;
  /** Sends everything that is due now. */
  deliver(): Promise<void>;
  rows<Row = Body>(table: string, order?: string): Promise<Row[]>;
  close(): Promise<void>;
}

export const allTypes = [
  'integration.status_changed',
  'day.completed',
  'day.restated',
  'run.finished',
];
export const tills = [
  { apiKey: 'key-a', serial: 'S-1' },
  { apiKey: 'key-a', serial: 'S-2' },
];

/** A house with two tills, the engine, the API and a receiver, on one clock. */
export async function openWebhookWorld(): Promise<WebhookWorld> {
  const venue = { name: 'House', timeZone: 'America/Toronto', currency: 'CAD' };
  const restaurant = { seed: 3, venue, ordersPerDay: 8, from: '2026-03-01', isAlwaysOpen: true };
  const world = await openWorld({
    venues: [{ source: { restaurant }, locations: tills }],
    now: '2026-03-20T18:00:00Z',
  });
  const { database, clock, company } = world;
  world.deps.sendTimeoutMs = 400;
  const receiver = await startReceiver();
  const server = await startTestServer({ database, clock, plugins: [webhookRoutes(world.deps)] });
  const call = <Reading = Body>(method: string, path: string, body?: unknown, by = company) =>
    server.call<Reading>(method, `/api/v1/webhooks${path}`, {
      headers: by.headers,
      ...(body === undefined ? {} : { body }),
    });
  const { signal } = new AbortController();
  return {
    ...{ world, receiver, call },
    async add(choices = {}) {
      const { url = `${receiver.url}/hook?of=us`, eventTypes = allTypes } = choices;
      const { status, body } = await call<{ id: string; secret: string }>('POST', '', {
        url,
        eventTypes,
      });
      if (status !== 201) throw new Error(JSON.stringify(body));
      return body;
    },
    async makeKey(scopes) {
      const { headers } = company;
      const body = { name: 'Reader', scopes };
      return (await server.call<{ key: string }>('POST', '/api/v1/api-keys', { headers, body }))
        .body;
    },
    async deliver() {
      for (;;) {
        const due = await database.withoutCompany((tx) =>
          listDueEndpoints(tx, { nowMs: clock.now(), countMax: 10 }),
        );
        if (due.length === 0) return;
        for (const each of due) await deliverToEndpoint(world.deps, { ...each, signal });
      }
    },
    rows: <Row>(table: string, order = '1, 2') =>
      database.withCompany(company.companyId, (tx) =>
        tx.rows<Row>({ ...sql``, text: `SELECT * FROM ${table} ORDER BY ${order}` }),
      ),
    async close() {
      await server.close();
      await receiver.close();
      await world.close();
    },
  };
}
