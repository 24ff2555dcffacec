/** Of a token: what `newFileLocation` writes, and nothing that could be something else. */
const TOKEN = /^[a-z2-7]{26}$/;

/** The address that an integration's files are mailed to. */
export function addressOf(token: string, domain: string): string {
  return `${token}@${domain}`;
}

/**
 * The token inside `token@domain` or `token+anything@domain`; null for every other address. Case
 * does not matter: mail systems change it. Pure.
 */
export function tokenOf(address: string, domain: string): string | null {
  const at = address.lastIndexOf('@');
  if (at < 0) return null;
  const host = address.slice(at + 1).replace(/\.$/, '');
  if (host.toLowerCase() !== domain.toLowerCase()) return null;
  return readToken(address.slice(0, at));
}

/** The token in the part before the `@`. Pure. */
export function readToken(local: string): string | null {
  const token = (local.split('+', 1)[0] ?? '').toLowerCase();
  return TOKEN.test(token) ? token : null;
}
