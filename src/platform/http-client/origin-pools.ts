import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Pool } from 'undici';
import { isBlockedAddress } from './address-policy.ts';

/** The host resolves to an address outside the public internet. */
export class BlockedAddressError extends Error {
  override readonly name = 'BlockedAddressError';
}

/** Connections to one origin, shared by every client of it in the process. */
interface OriginPool {
  pool: Pool;
  users: number;
}

/** Connections kept warm for origins nobody uses at the moment. */
const IDLE_POOLS_MAX = 64;
const CONNECTIONS_MAX = 64;
const CONNECT_TIMEOUT_MS = 10_000;
const pools = new Map<string, OriginPool>();

/** A place to send requests for one origin; give it back with `release`. */
export function acquirePool(options: { origin: string; allowPrivateAddresses: boolean }): {
  pool: Pool;
  release: () => void;
} {
  const key = `${options.allowPrivateAddresses ? 'any' : 'public'} ${options.origin}`;
  const entry = pools.get(key) ?? { pool: openPool(options), users: 0 };
  // Moved to the end: the map's order is the order of last use.
  pools.delete(key);
  pools.set(key, entry);
  entry.users++;
  let isReleased = false;
  const release = () => {
    if (isReleased) return;
    isReleased = true;
    entry.users--;
    if (pools.size > IDLE_POOLS_MAX) closeIdlest();
  };
  return { pool: entry.pool, release };
}

/** Ends every idle connection, for shutdown and tests. Requests under way are finished first. */
export async function closeHttpPools(): Promise<void> {
  const closing = [...pools.values()].map((entry) => entry.pool.close());
  pools.clear();
  await Promise.all(closing);
}

function closeIdlest(): void {
  for (const [key, entry] of pools) {
    if (entry.users > 0) continue;
    pools.delete(key);
    void entry.pool.close();
    return;
  }
}

function openPool(options: { origin: string; allowPrivateAddresses: boolean }): Pool {
  const connect = options.allowPrivateAddresses
    ? { timeout: CONNECT_TIMEOUT_MS }
    : { timeout: CONNECT_TIMEOUT_MS, lookup: guardLookup(systemLookup) };
  return new Pool(options.origin, {
    connections: CONNECTIONS_MAX,
    pipelining: 1,
    // One HTTP version: what the limits and timeouts were tested with.
    allowH2: false,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 60_000,
    connect,
  });
}

/**
 * A lookup that answers only with public addresses. It runs at connect time, for every connection,
 * so a name that changes its address after a check gains nothing. One bad address spoils the name.
 * Hosts written as addresses are not looked up: see {@link isBlockedLiteral}.
 */
export function guardLookup(lookup: LookupAll): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => isBlockedAddress(address))) {
        return callback(new BlockedAddressError('the host has no public address'), []);
      }
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

export type LookupAll = (
  hostname: string,
  options: { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Whether a URL's host is written as an address, and a blocked one. */
export function isBlockedLiteral(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  return isIP(address) !== 0 && isBlockedAddress(address);
}
