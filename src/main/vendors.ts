import type { Connector } from '#connectors/contract.ts';
import { findConnector, listConnectors } from '#connectors/registry.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Vendors } from '#modules/integrations/index.ts';
import { createHttpClient } from '#platform/http-client/http-client.ts';

/**
 * The registered connectors with a line to each. A provider whose base URL nobody configured is not
 * offered: it could only fail.
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
  return {
    list: () => listConnectors().filter((connector) => baseUrlOf(connector) !== null),
    find(provider) {
      const connector = findConnector(provider);
      return connector && baseUrlOf(connector) !== null ? connector : null;
    },
    openHttp(connector, { signal }) {
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
