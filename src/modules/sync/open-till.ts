import type { Connector, LocationCredentials } from '#connectors/contract.ts';
import type { Integration, Location } from '#modules/integrations/index.ts';
import { openSecret } from '#modules/integrations/index.ts';
import type { VenueDayRule } from '#modules/tenancy/index.ts';
import type { SyncDeps } from './deps.ts';
import type { TillSource } from './read-window.ts';

/** A venue as the engine needs it: how it cuts days, and its currency. */
export interface SyncVenue {
  rule: VenueDayRule;
  currency: string;
}

/** Everything to talk to one location's till; `close` gives the connection back. */
export function openTill(
  deps: SyncDeps,
  till: {
    connector: Connector;
    integration: Integration;
    location: Location;
    venue: SyncVenue;
    secretSealed: string;
    signal: AbortSignal;
  },
): TillSource {
  const { connector, integration, location, venue, signal } = till;
  const credentials: LocationCredentials = {
    identity: location.identity,
    label: location.label,
    secret: openSecret(deps, { ...location, secretSealed: till.secretSealed }),
  };
  const settings = connector.settingsSchema.parse(integration.settings);
  return {
    connector,
    context: {
      http: deps.vendors.openHttp(connector, { signal }),
      // A long import outlasts many waits that a vendor asks for: each counts from when it was asked.
      get nowMs() {
        return deps.clock.now();
      },
      log: deps.log,
      signal,
      location: credentials,
      settings,
      timeZone: venue.rule.timeZone,
    },
    transformContext: { settings, timeZone: venue.rule.timeZone, currency: venue.currency },
    readingKey: toReadingKey(venue, integration.settings),
  };
}

/** How far back history goes decides what is asked for, not how an order reads. */
function toReadingKey(venue: SyncVenue, settings: Integration['settings']): string {
  const { historyMonths: _months, historyFrom: _from, ...reading } = settings;
  const named = Object.entries(reading).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([venue.rule.timeZone, venue.currency, named]);
}
