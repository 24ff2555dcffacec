import { describe, expect, it } from 'vitest';
import type { ProviderId } from '../contract.ts';
import { findConnector, getConnector, listConnectors } from '../registry.ts';
import type { ConformanceAdapter } from './adapter.ts';
import { clusterAdapter } from './cluster-adapter.ts';
import { describeConformance } from './suite.ts';

const adapters: Readonly<Record<ProviderId, ConformanceAdapter>> = {
  cluster: clusterAdapter,
};

describe('the registry', () => {
  it('has connectors, each known by its id, and each that asks a vendor held to the suite', () => {
    const ids = listConnectors().map((connector) => connector.describe.id);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    const asking = listConnectors().filter((connector) => connector.describe.kind === 'api');
    const askingIds = asking.map((connector) => connector.describe.id);
    expect(Object.keys(adapters).sort()).toEqual(askingIds.sort());
    for (const id of ids) expect(getConnector(id).describe.id).toBe(id);
  });

  it('knows the ones that read files by their kind, and those alone', () => {
    for (const { describe: description, readFile } of listConnectors()) {
      expect(readFile !== undefined).toBe(description.kind === 'file');
    }
  });

  it('says so when there is no such connector', () => {
    expect(findConnector('nobody')).toBeNull();
    expect(() => getConnector('nobody')).toThrow('No connector "nobody"');
  });
});

for (const connector of listConnectors()) {
  const adapter = adapters[connector.describe.id];
  if (adapter !== undefined) describeConformance(connector, adapter);
}
