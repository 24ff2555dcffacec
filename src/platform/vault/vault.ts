import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keyring, VaultKey } from './keyring.ts';

/** Where a secret belongs. Sealed text opens nowhere else. */
export interface SecretPlace {
  companyId: string;
  integrationId: string;
  field: string;
}

/** Seals secrets for storage and opens them again; see {@link openVault}. */
export interface Vault {
  /** Seals with the active key: the same text gives a different envelope each time. */
  seal(plain: string, place: SecretPlace): string;
  /** @throws VaultError when the envelope is damaged, moved, or sealed with a key we do not hold. */
  open(envelope: string, place: SecretPlace): string;
  /** Whether the envelope was sealed with a key that is no longer the active one. */
  needsRotation(envelope: string): boolean;
  /** Opens and seals again with the active key. @throws VaultError as {@link Vault.open}. */
  reseal(envelope: string, place: SecretPlace): string;
}

/** `malformed`: not an envelope. `unknown_key`: its key is not in the ring. `tampered`: not what was sealed here. */
export type VaultErrorCode = 'malformed' | 'unknown_key' | 'tampered';

export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface Envelope {
  keyId: string;
  iv: Buffer;
  tag: Buffer;
  ciphertext: Buffer;
}

/**
 * A vault over a keyring. Envelopes are text: `v1.<keyId>.<iv>.<tag>.<ciphertext>`, the last three
 * base64url. Version, key id and place are authenticated with the ciphertext (AES-256-GCM associated
 * data), so an envelope copied to another company, integration or field does not open.
 */
export function openVault(keyring: Keyring): Vault {
  const [active] = keyring;
  if (active === undefined) throw new TypeError('a vault needs at least one key');
  const keys = new Map(keyring.map((key) => [key.id, key]));

  const open = (text: string, place: SecretPlace): string => {
    const envelope = parseEnvelope(text);
    const key = keys.get(envelope.keyId);
    if (key === undefined) {
      throw new VaultError('unknown_key', `no key "${envelope.keyId}" in the keyring`);
    }
    return decipher(envelope, key, place);
  };
  const seal = (plain: string, place: SecretPlace): string => encipher(plain, active, place);
  return {
    seal,
    open,
    needsRotation: (text) => parseEnvelope(text).keyId !== active.id,
    reseal: (text, place) => seal(open(text, place), place),
  };
}

function encipher(plain: string, key: VaultKey, place: SecretPlace): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key.key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(key.id, place));
  const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  const parts = [iv, cipher.getAuthTag(), ciphertext].map((part) => part.toString('base64url'));
  return [VERSION, key.id, ...parts].join('.');
}

function decipher(envelope: Envelope, key: VaultKey, place: SecretPlace): string {
  const { iv, tag, ciphertext } = envelope;
  const decipherer = createDecipheriv(CIPHER, key.key, iv, { authTagLength: TAG_BYTES });
  decipherer.setAAD(associatedData(key.id, place));
  decipherer.setAuthTag(tag);
  try {
    return Buffer.concat([decipherer.update(ciphertext), decipherer.final()]).toString('utf8');
  } catch {
    throw new VaultError('tampered', 'a sealed secret was changed or belongs somewhere else');
  }
}

/** JSON keeps the parts apart: ("a", "bc") and ("ab", "c") differ. */
function associatedData(keyId: string, place: SecretPlace): Buffer {
  const { companyId, integrationId, field } = place;
  return Buffer.from(JSON.stringify([VERSION, keyId, companyId, integrationId, field]), 'utf8');
}

function parseEnvelope(text: string): Envelope {
  const parts = text.split('.');
  const [version, keyId, ...encoded] = parts;
  if (parts.length !== 5 || version !== VERSION || !keyId) throw notAnEnvelope();
  const [iv, tag, ciphertext] = encoded.map(decodeStrictly);
  if (iv?.length !== IV_BYTES || tag?.length !== TAG_BYTES || ciphertext === undefined) {
    throw notAnEnvelope();
  }
  return { keyId, iv, tag, ciphertext };
}

/** Node's decoder skips what it does not know; two texts for one value would hide a change. */
function decodeStrictly(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw notAnEnvelope();
  return bytes;
}

function notAnEnvelope(): VaultError {
  return new VaultError('malformed', 'a stored secret is not a sealed envelope');
}
