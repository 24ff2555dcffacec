import { createHash } from 'node:crypto';
import { dayStartMs } from '#kernel/business-day.ts';
import { systemClock } from '#kernel/clock.ts';
import { createHttpClient } from '#platform/http-client/http-client.ts';
import type {
  Connector,
  ConnectorContext,
  Order,
  Problem,
  RawOrder,
  RawPage,
  Window,
} from '../contract.ts';
import type { ConformanceAdapter, ConformanceLocation, ConformanceSimulator } from './adapter.ts';

/** How one call differs from the usual. */
export interface CallOptions {
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Values that take the place of the location's own. */
  fields?: Record<string, string>;
}

/** What a read gave. */
export interface Reading {
  pages: RawPage[];
  raw: RawOrder[];
  orders: Order[];
  invalid: RawOrder[];
}

/** A connector at a simulator, with everything it says or throws noted down. */
export interface Workbench {
  connector: Connector;
  adapter: ConformanceAdapter;
  simulator: ConformanceSimulator;
  /** The first location: the one under test. */
  till: ConformanceLocation;
  /** From the first cut-off of the simulated sales until now. */
  window(location?: ConformanceLocation): Window;
  verify(location?: ConformanceLocation, options?: CallOptions): ReturnType<Connector['verify']>;
  read(location?: ConformanceLocation, window?: Window, options?: CallOptions): Promise<Reading>;
  pages(window: Window, cursor: string | undefined): AsyncIterable<RawPage>;
  /** Reads and must fail; what the connector makes of the failure. */
  problemOf(options?: CallOptions): Promise<Problem>;
  /** Everything logged, thrown, answered or classified so far. */
  journal: string[];
}

const TIMEOUT_MS = 20_000;

export function setUpWorkbench(parts: {
  connector: Connector;
  adapter: ConformanceAdapter;
  simulator: ConformanceSimulator;
}): Workbench {
  const { connector, simulator } = parts;
  const till = simulator.locations[0] as ConformanceLocation;
  const journal: string[] = [];
  const windowOf = (location = till): Window => ({
    fromMs: dayStartMs(simulator.dates.first, { timeZone: location.timeZone, cutoff: '05:00' }),
    toMs: simulator.clock.now() + 1,
  });
  const contextFor = (
    location: ConformanceLocation,
    options: CallOptions,
  ): ConnectorContext<unknown> => contextOf({ ...parts, location, options, journal });
  const read: Workbench['read'] = async (
    location = till,
    window = windowOf(location),
    options = {},
  ) => {
    const pages: RawPage[] = [];
    for await (const page of connector.fetch(contextFor(location, options), window))
      pages.push(toPlainPage(page));
    return understood(connector, location, pages);
  };
  return {
    ...parts,
    till,
    journal,
    window: windowOf,
    read,
    async *pages(window, cursor) {
      for await (const page of connector.fetch(contextFor(till, {}), window, cursor))
        yield toPlainPage(page);
    },
    async verify(location = till, options = {}) {
      const result = await connector.verify(contextFor(location, options));
      journal.push(JSON.stringify(result));
      return result;
    },
    async problemOf(options = {}) {
      try {
        await read(till, windowOf(), options);
      } catch (error) {
        const problem = connector.classify(error, simulator.clock.now());
        journal.push(JSON.stringify(problem), String((error as Error).stack ?? error));
        return problem;
      }
      throw new Error('the read did not fail');
    },
  };
}

/** What the contract says of a page, and nothing else that a connector's objects may carry. */
function toPlainPage(page: RawPage): RawPage {
  const toPlain = ({ key, occurredAtMs, payloadText }: RawOrder) => ({
    key,
    occurredAtMs,
    payloadText,
  });
  return { ...page, orders: page.orders.map(toPlain) };
}

/** Key and payload hash of each order: what "the same again" means to the engine. */
export function fingerprints(raw: readonly RawOrder[]): string[] {
  return raw
    .map(
      ({ key, payloadText }) => `${key} ${createHash('sha256').update(payloadText).digest('hex')}`,
    )
    .sort();
}

function contextOf(given: {
  connector: Connector;
  adapter: ConformanceAdapter;
  simulator: ConformanceSimulator;
  location: ConformanceLocation;
  options: CallOptions;
  journal: string[];
}): ConnectorContext<unknown> {
  const { connector, adapter, simulator, location, options, journal } = given;
  const signal = options.signal ?? new AbortController().signal;
  const credentials = connector.credentialsSchema.parse(
    adapter.toCredentials([{ ...location.fields, ...options.fields }]),
  );
  const [credential] = connector.toLocations(credentials);
  if (credential === undefined) throw new Error('no location in the credentials');
  const note = (message: string, fields?: Record<string, unknown>): void => {
    journal.push(JSON.stringify({ message, ...fields }));
  };
  return {
    http: createHttpClient({
      baseUrl: simulator.url,
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
      responseBytesMax: connector.describe.limits.responseBytesMax,
      allowPrivateAddresses: true,
      // What a connector lets slip must show, so nothing is cleaned behind its back.
      redact: (text) => text,
      clock: systemClock,
      signal,
      sleep: async () => undefined,
    }),
    nowMs: simulator.clock.now(),
    log: { info: note, warn: note },
    signal,
    location: credential,
    settings: connector.settingsSchema.parse({}),
    timeZone: location.timeZone,
  };
}

function understood(
  connector: Connector,
  location: ConformanceLocation,
  pages: RawPage[],
): Reading {
  const raw = pages.flatMap((page) => page.orders);
  const orders: Order[] = [];
  const invalid: RawOrder[] = [];
  const context = { ...location, settings: connector.settingsSchema.parse({}) };
  for (const order of raw) {
    const result = connector.transform(order, context);
    if (result.kind === 'order') orders.push(result.order);
    if (result.kind === 'invalid') invalid.push(order);
  }
  return { pages, raw, orders, invalid };
}
