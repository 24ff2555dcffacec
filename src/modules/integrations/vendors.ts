import type { Connector, ConnectorHttp } from '#connectors/contract.ts';

/** The way to till vendors: which there are, and a line to each. Wired in main/compose. */
export interface Vendors {
  /** Every registered connector, in the order people choose from. */
  list(): Connector[];
  find(provider: string): Connector | null;
  /** The vendor's HTTP within its limits; calls under way end with the signal. */
  openHttp(
    connector: Connector,
    options: { signal: AbortSignal },
  ): ConnectorHttp & { close?(): void };
}
