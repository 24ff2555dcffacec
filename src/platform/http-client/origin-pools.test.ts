import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { BlockedAddressError, guardLookup } from './origin-pools.ts';

/** Runs a guarded lookup whose name server answers with these addresses. */
function resolve(addresses: string[], all: boolean): Promise<string | LookupAddress[]> {
  const answer = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  const lookup = guardLookup((_, __, callback) => callback(null, answer));
  return new Promise((accept, reject) => {
    lookup('till.example.com', { all }, (error, result) =>
      error ? reject(error) : accept(result),
    );
  });
}

describe('the lookup of a vendor’s name', () => {
  it('passes public addresses on in the form that was asked for', async () => {
    expect(await resolve(['1.1.1.1', '2606:4700::1111'], true)).toHaveLength(2);
    expect(await resolve(['1.1.1.1'], false)).toBe('1.1.1.1');
  });

  it('refuses a name that has one private address among public ones', async () => {
    for (const bad of ['10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1', 'fd00::1']) {
      await expect(resolve(['1.1.1.1', bad], true)).rejects.toThrow(BlockedAddressError);
    }
  });

  it('refuses a name without an address', async () => {
    await expect(resolve([], true)).rejects.toThrow(BlockedAddressError);
  });
});
