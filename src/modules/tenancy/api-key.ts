import { createHash, randomBytes } from 'node:crypto';

const KEY_TEXT = /^tb_[A-Za-z0-9_-]{43}$/;

/** A new API key: `tb_` and 32 random bytes. Shown once; only its hash is kept. */
export function newApiKeyText(): string {
  return `tb_${randomBytes(32).toString('base64url')}`;
}

export function isApiKeyText(text: string): boolean {
  return KEY_TEXT.test(text);
}

/** SHA-256 without salt: 256 random bits cannot be guessed, and the hash is what we look up. */
export function hashApiKey(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
