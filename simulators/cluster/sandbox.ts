/** The simulated Cluster service: a real HTTP server over one or many tills. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Temporal } from 'temporal-polyfill';
import { type Clock, systemClock } from '#kernel/clock.ts';
import { boundedCache } from '../bounded-cache.ts';
import { sendJson } from '../http-answer.ts';
import { ledgerSource, type OrderSource, restaurantSource } from '../order-source.ts';
import type { RestaurantConfig } from '../restaurant.ts';
import { answerControl } from './control-routes.ts';
import { type ClusterControl, createOperations, type Operations } from './operations.ts';
import type { SeenRequest } from './request-log.ts';
import type { Shape } from './rows.ts';
import { createTill, type DayBlock, type Till } from './till.ts';
import { answerVendor, type VendorFace } from './vendor-routes.ts';

export interface ClusterLocation {
  apiKey: string;
  /** Unique within a sandbox; several may share a key. */
  serial: string;
}

export interface ClusterVenue {
  /** A ledger file, or a generated house. */
  source: { ledgerFile: string } | { restaurant: RestaurantConfig };
  /** Default 'nested'. */
  shape?: Shape;
  /** The venue's tills. Several share its orders out among themselves, each order to one till. */
  locations: readonly ClusterLocation[];
  /**
   * Orders appear, close and change when their time comes. Default: true for a generated house,
   * false for a ledger file, which shows everything.
   */
  liveTime?: boolean;
}

export interface ClusterSandboxOptions {
  venues: readonly ClusterVenue[];
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  clock?: Clock;
  /** Added before every answer of the vendor's face. */
  latencyMs?: number;
  /** Memory for serialised rows; default 256 MiB. */
  cacheBytesMax?: number;
}

export interface ClusterSandbox {
  url: string;
  locations: ClusterLocation[];
  /** The control face without HTTP. */
  control: ClusterControl;
  /** Ends at once, also for clients that still wait. */
  close(): Promise<void>;
}

const CACHE_BYTES_MAX = 268_435_456;

/** Starts a sandbox and answers when it listens. Throws when the port is taken or a ledger is bad. */
export async function startClusterSandbox(options: ClusterSandboxOptions): Promise<ClusterSandbox> {
  const clock = options.clock ?? systemClock;
  const tills = await openTills(options, clock);
  const operations = createOperations(tills);
  const face: VendorFace = {
    apiKeys: new Set(tills.map((till) => till.apiKey)),
    tillsBySerial: new Map(tills.map((till) => [till.serial, till])),
    operations,
    latencyMs: options.latencyMs ?? 0,
  };
  const server = createServer((request, response) => {
    answer(request, response, { face, operations, clock }).catch((error) => {
      if (response.headersSent) {
        response.destroy();
      } else {
        sendJson(response, 500, { error: 'sandbox_fault', message: String(error) });
      }
    });
  });
  // Longer than clients keep idle connections, so that they never meet a closing one by chance.
  server.keepAliveTimeout = 65_000;
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  return {
    url: urlOf(server, options.host ?? '127.0.0.1'),
    locations: tills.map(({ apiKey, serial }) => ({ apiKey, serial })),
    control: operations.control,
    close: () => closeServer(server),
  };
}

async function openTills(options: ClusterSandboxOptions, clock: Clock): Promise<Till[]> {
  const blocks = boundedCache<DayBlock>(options.cacheBytesMax ?? CACHE_BYTES_MAX);
  const tills: Till[] = [];
  for (const venue of options.venues) {
    const source = await openSource(venue);
    venue.locations.forEach((location, index) => {
      tills.push(
        createTill({
          ...location,
          shape: venue.shape ?? 'nested',
          source,
          isLive: venue.liveTime ?? 'restaurant' in venue.source,
          now: () => clock.now(),
          share: { index, of: venue.locations.length },
          blocks,
        }),
      );
    });
  }
  if (new Set(tills.map((till) => till.serial)).size !== tills.length || tills.length === 0) {
    throw new RangeError('a sandbox needs locations, and every serial only once');
  }
  return tills;
}

async function openSource({ source }: ClusterVenue): Promise<OrderSource> {
  return 'ledgerFile' in source
    ? await ledgerSource(source.ledgerFile)
    : restaurantSource(source.restaurant);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  how: { face: VendorFace; operations: Operations; clock: Clock },
): Promise<void> {
  if (request.url?.startsWith('/_control/')) {
    await answerControl(request, response, how.operations.control);
    return;
  }
  const seen: SeenRequest = {
    at: Temporal.Instant.fromEpochMilliseconds(how.clock.now()).toString(),
    method: request.method ?? '',
    path: (request.url ?? '').split('?', 1)[0] as string,
    ...{ serial: null, start: null, end: null, status: null, faults: [], bytes: 0 },
  };
  how.operations.log.add(seen);
  await answerVendor(request, response, how.face, seen);
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
