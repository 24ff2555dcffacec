import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBlockedAddress, isBlockedHost } from './address-policy.ts';

describe('the address policy', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.0.9',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.19.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '0:0:0:0:0:ffff:a00:1',
    '::ffff:169.254.169.254',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    'not an address',
  ])('blocks %s', (address) => {
    expect(isBlockedAddress(address)).toBe(true);
  });

  it.each([
    '1.1.1.1',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.167.1.1',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450:4001::1',
    '::ffff:1.1.1.1',
    '64:ff9b::1.1.1.1',
  ])('lets %s pass', (address) => {
    expect(isBlockedAddress(address)).toBe(false);
  });

  it('judges an IPv4 address and its IPv6-mapped form alike', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isBlockedAddress(`::ffff:${address}`)).toBe(isBlockedAddress(address));
      }),
    );
  });

  it('sees through the ways a URL can write this machine', () => {
    const urls = [
      'http://localhost',
      'http://api.localhost.',
      'http://2130706433',
      'http://0x7f.1',
      'http://[::1]',
      'http://[::ffff:7f00:1]',
    ];
    for (const url of urls) expect(isBlockedHost(new URL(url).hostname)).toBe(true);
    expect(isBlockedHost('example.com')).toBe(false);
    expect(isBlockedHost('localhost.example.com')).toBe(false);
  });
});
