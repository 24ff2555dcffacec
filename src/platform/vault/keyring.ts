import { randomBytes } from 'node:crypto';

/** One AES-256 key and the name under which envelopes refer to it. */
export interface VaultKey {
  id: string;
  key: Buffer;
}

/** Every key that can still open something. The first one seals. */
export type Keyring = readonly [VaultKey, ...VaultKey[]];

/** The keyring's text cannot be used. The message never holds key material. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
}

const KEY_BYTES = 32;
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

/**
 * Reads a keyring written as `id:base64key,id2:base64key`, the active key first.
 * @throws KeyringError naming the entry (by position and id) that cannot be used.
 */
export function parseKeyring(text: string): Keyring {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const keys = entries.map((entry, index) => parseEntry(entry, index + 1));
  const [first, ...others] = keys;
  if (first === undefined) throw new KeyringError('holds no key');
  const ids = new Set(keys.map((key) => key.id));
  if (ids.size < keys.length) throw new KeyringError('uses one key id twice');
  return [first, ...others];
}

function parseEntry(entry: string, position: number): VaultKey {
  const colon = entry.indexOf(':');
  const id = colon < 0 ? '' : entry.slice(0, colon);
  // An entry without an id may be a bare key: nothing of it may reach the message.
  if (!KEY_ID.test(id)) {
    throw new KeyringError(`has an entry (number ${position}) that does not start with "id:"`);
  }
  const key = Buffer.from(entry.slice(colon + 1), 'base64');
  if (key.length !== KEY_BYTES) {
    throw new KeyringError(`has a key ("${id}") that is not 32 bytes in base64`);
  }
  return { id, key };
}

/** The text {@link parseKeyring} reads. */
export function formatKeyring(keyring: Keyring): string {
  return keyring.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(',');
}

/** A fresh random key. Ids must be unique within a keyring; a date or a counter will do. */
export function newVaultKey(id: string): VaultKey {
  if (!KEY_ID.test(id)) throw new KeyringError(`key id must match ${KEY_ID.source}`);
  return { id, key: randomBytes(KEY_BYTES) };
}
