import { BlockList, isIP } from 'node:net';

/*
 * Addresses a vendor on the public internet cannot have (IANA special-purpose registries, RFC 6890
 * and its updates). Reaching them from a URL somebody typed would let that person look around in
 * the operator's network.
 */
const BLOCKED_IPV4: readonly [string, number][] = [
  ['0.0.0.0', 8], // this host
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, cloud metadata
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
];
const BLOCKED_IPV6: readonly [string, number][] = [
  ['::', 96], // unspecified, loopback, IPv4-compatible
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32], // Teredo
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4
  ['fc00::', 7], // unique local
  ['fe80::', 10], // link-local
  ['fec0::', 10],
  ['ff00::', 8], // multicast
];
/** Prefixes whose last 32 bits are an IPv4 address: mapped, and NAT64 of IPv6-only networks. */
const IPV4_CARRIERS = ['0:0:0:0:0:ffff:', '64:ff9b:0:0:0:0:'];

const blocked = new BlockList();
for (const [network, prefix] of BLOCKED_IPV4) blocked.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of BLOCKED_IPV6) blocked.addSubnet(network, prefix, 'ipv6');

/** Whether an IP address (as text, without brackets) lies outside the public internet. */
export function isBlockedAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  if (family === 4) return blocked.check(address, 'ipv4');
  const [withoutZone = ''] = address.split('%');
  const carried = findCarriedIpv4(withoutZone);
  return carried === null ? blocked.check(withoutZone, 'ipv6') : blocked.check(carried, 'ipv4');
}

/** Whether a URL's host is, on its face, a blocked address or a name of this machine. */
export function isBlockedHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIP(host) !== 0) return isBlockedAddress(host);
  const name = host.replace(/\.$/, '');
  return name === 'localhost' || name.endsWith('.localhost');
}

function findCarriedIpv4(address: string): string | null {
  const groups = expand(address);
  const prefix = `${groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(':')}:`;
  if (!IPV4_CARRIERS.includes(prefix)) return null;
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight 16-bit groups of a valid IPv6 address. The URL parser writes any form canonically. */
function expand(address: string): number[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16));
}
