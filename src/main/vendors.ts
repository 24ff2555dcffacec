import type { Connector, ConnectorHttp } from '#connectors/contract.ts';
import { findConnector, listConnectors } from '#connectors/registry.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Vendors } from '#modules/integrations/index.ts';
import { createHttpClient } from '#platform/http-client/http-client.ts';

/**
 * The registered connectors with a line to each. A provider whose base URL nobody configured is not
 * offered: it could only fail. One whose sales are sent to us needs none.
 */
export function createVendors(options: {
  /** By provider id. */
  baseUrls: Readonly<Record<string, string | null>>;
  allowPrivateAddresses: boolean;
  clock: Clock;
  redact: (text: string) => string;
  onAttempt?: (provider: string, outcome: string) => void;
}): Vendors {
  const baseUrlOf = (connector: Connector) => options.baseUrls[connector.describe.id] ?? null;
  const isOffered = (connector: Connector) =>
    isSentToUs(connector) || baseUrlOf(connector) !== null;
  return {
    list: () => listConnectors().filter(isOffered),
    find(provider) {
      const connector = findConnector(provider);
      return connector && isOffered(connector) ? connector : null;
    },
    openHttp(connector, { signal }) {
      if (isSentToUs(connector)) return noHttp;
      const { id, limits } = connector.describe;
      const baseUrl = baseUrlOf(connector);
      if (baseUrl === null) throw new Error(`no base URL is configured for ${id}`);
      return createHttpClient({
        baseUrl,
        timeoutMs: limits.timeoutMs,
        responseBytesMax: limits.responseBytesMax,
        requestsPerMinuteMax: limits.requestsPerMinuteMax,
        concurrencyMax: limits.concurrencyMax,
        allowPrivateAddresses: options.allowPrivateAddresses,
        redact: options.redact,
        clock: options.clock,
        signal,
        ...(options.onAttempt
          ? { onAttempt: (attempt) => options.onAttempt?.(id, attempt.outcome) }
          : {}),
      });
    },
  };
}

function isSentToUs({ describe }: Connector): boolean {
  return describe.kind === 'file' || describe.kind === 'push';
}

/** Sales that are sent to us leave nobody to call. */
const noHttp: ConnectorHttp = {
  async request() {
    throw new Error('these sales are sent to us: there is no vendor to call');
  },
};
