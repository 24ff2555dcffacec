import type { ConnectorContext, ConnectorHttp, LocationCredentials } from '#connectors/contract.ts';
import type { Integration, Location } from '#modules/integrations/index.ts';
import { openSecret } from '#modules/integrations/index.ts';
import type { VenueDayRule } from '#modules/tenancy/index.ts';
import type { SyncDeps } from './deps.ts';
import type { Reading, TillSource } from './reading.ts';

/** A venue as the engine needs it: how it cuts days, and its currency. */
export interface SyncVenue {
  rule: VenueDayRule;
  currency: string;
}

/** A location's link, as far as its till is concerned. */
export interface TillLink {
  integration: Integration;
  location: Location;
  venue: SyncVenue;
}

/** Opens one location's till for some work, and gives the connection back however it ends. */
export async function withTill<T>(
  deps: SyncDeps,
  link: TillLink & { secretSealed: string; signal: AbortSignal },
  work: (source: TillSource) => Promise<T>,
): Promise<T> {
  const reading = toReading(deps, link);
  const http = deps.vendors.openHttp(reading.connector, { signal: link.signal });
  try {
    return await work({ ...reading, context: toContext(deps, { ...link, http, reading }) });
  } finally {
    http.close?.();
  }
}

/**
 * How a location's payloads are understood; asks nobody anything.
 * @throws Error when this version knows no connector for the provider.
 */
export function toReading(
  deps: SyncDeps,
  { integration, venue }: Omit<TillLink, 'location'>,
): Reading {
  const connector = deps.vendors.find(integration.provider);
  if (!connector) throw new Error(`no connector for ${integration.provider}`);
  const settings = connector.settingsSchema.parse(integration.settings);
  return {
    connector,
    transformContext: { settings, timeZone: venue.rule.timeZone, currency: venue.currency },
    readingKey: toReadingKey(venue, integration.settings),
  };
}

function toContext(
  deps: SyncDeps,
  till: TillLink & {
    secretSealed: string;
    signal: AbortSignal;
    http: ConnectorHttp;
    reading: Reading;
  },
): ConnectorContext<unknown> {
  const { location, signal, http, reading } = till;
  const credentials: LocationCredentials = {
    identity: location.identity,
    label: location.label,
    secret: openSecret(deps, { ...location, secretSealed: till.secretSealed }),
  };
  return {
    http,
    // A long import outlasts many waits that a vendor asks for: each counts from when it was asked.
    get nowMs() {
      return deps.clock.now();
    },
    log: deps.log,
    signal,
    location: credentials,
    settings: reading.transformContext.settings,
    timeZone: reading.transformContext.timeZone,
  };
}

/** How far back history goes decides what is asked for, not how an order reads. */
function toReadingKey(venue: SyncVenue, settings: Integration['settings']): string {
  const { historyMonths: _months, historyFrom: _from, ...reading } = settings;
  const named = Object.entries(reading).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([venue.rule.timeZone, venue.currency, named]);
}
