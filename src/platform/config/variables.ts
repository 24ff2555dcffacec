import { z } from 'zod';
import { KeyringError, parseKeyring } from '#platform/vault/keyring.ts';

/*
 * One schema per kind of variable. Messages continue the sentence "<NAME> …" and never repeat the
 * value, which may be a secret or hold one (a password in a URL).
 */

/** The text of one connection or base URL with one of the schemes. */
export function url(schemes: readonly string[], example: string) {
  const expected = `must be a URL such as ${example}`;
  return z.string({ error: expected }).refine(
    (text) => {
      const parsed = URL.parse(text);
      return parsed !== null && schemes.includes(parsed.protocol) && parsed.hostname !== '';
    },
    { error: expected },
  );
}

/** A base address under which paths are appended: no query, no fragment, no trailing slash kept. */
export function baseUrl(example: string) {
  return url(['http:', 'https:'], example)
    .refine((text) => !/[?#]/.test(text), { error: 'must not have a query or a fragment' })
    .transform((text) => text.replace(/\/+$/, ''));
}

/** A whole number within both limits. */
export function wholeNumber(range: { min: number; max: number }) {
  const expected = `must be a whole number from ${range.min} to ${range.max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { error: expected })
    .transform(Number)
    .refine((value) => value >= range.min && value <= range.max, { error: expected });
}

/** `true` or `false`; anything else is a mistake worth stopping for. */
export function yesOrNo() {
  return z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((text) => text === 'true');
}

/** The vault's keys. */
export function keyring() {
  return z
    .string({ error: 'is missing: it holds the keys that seal stored secrets, as id:base64key' })
    .transform((text, context) => {
      try {
        return parseKeyring(text);
      } catch (error) {
        if (!(error instanceof KeyringError)) throw error;
        context.addIssue({ code: 'custom', message: `${error.message}` });
        return z.NEVER;
      }
    });
}

/** A random text that signs sessions. */
export function signingSecret() {
  const expected = 'must be a random text of at least 32 characters';
  return z.string({ error: expected }).min(32, { error: expected });
}
