/**
 * Every till vendor that can be connected. Adding one is a folder, a line here, a simulator adapter
 * in `conformance/` (unless its sales are sent to us) and a page in docs/connectors. Base URLs are configuration and reach a connector
 * inside the `http` of its context.
 */

import { clusterConnector } from './cluster/index.ts';
import type { Connector, ProviderId } from './contract.ts';
import { pushConnector } from './push/index.ts';
import { salesFileConnector } from './sales-file/index.ts';

const connectors: readonly Connector[] = [clusterConnector, salesFileConnector, pushConnector];

/** All connectors, in the order they are offered. */
export function listConnectors(): readonly Connector[] {
  return connectors;
}

/** The connector of a provider; null when there is none. */
export function findConnector(id: ProviderId): Connector | null {
  return connectors.find((connector) => connector.describe.id === id) ?? null;
}

/** The connector of a provider that is known to exist. @throws RangeError when it does not. */
export function getConnector(id: ProviderId): Connector {
  const connector = findConnector(id);
  if (connector === null) throw new RangeError(`No connector "${id.slice(0, 40)}"`);
  return connector;
}
