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

/** A mail server: `smtp:` (STARTTLS where offered) or `smtps:` (TLS from the start), with or without an account. */
export function mailServer(example: string) {
  return url(['smtp:', 'smtps:'], example).transform((text, context) => {
    const parsed = new URL(text);
    const isTlsFromStart = parsed.protocol === 'smtps:';
    if (parsed.search !== '' || parsed.hash !== '' || !['', '/'].includes(parsed.pathname)) {
      context.addIssue({ code: 'custom', message: 'must end with the host or its port' });
      return z.NEVER;
    }
    const user = decoded(parsed.username);
    const password = decoded(parsed.password);
    if (user === null || password === null || (user === '') !== (password === '')) {
      const message = 'must have both a user and a password, percent-encoded, or neither';
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    return {
      // Node connects to an IPv6 address without the brackets it has in a URL.
      host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: parsed.port === '' ? (isTlsFromStart ? 465 : 587) : Number(parsed.port),
      isTlsFromStart,
      account: user === '' ? null : { user, password },
    };
  });
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** What stands after the `@` of an address. */
export function domainName(example: string) {
  const expected = `must be a domain such as ${example}`;
  return z
    .string({ error: expected })
    .max(253, { error: expected })
    .regex(/^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/i, { error: expected })
    .transform((text) => text.toLowerCase());
}

/** `name@example.com` or `A name <name@example.com>`. */
export function mailbox(example: string) {
  const expected = `must be an address such as ${example}`;
  return z.string({ error: expected }).transform((text, context) => {
    const [, name = '', inBrackets] = /^([^<>"\p{Cc}]*)<([^<>]*)>$/u.exec(text) ?? [];
    const address = z
      .email()
      .max(254)
      .safeParse((inBrackets ?? text).trim());
    if (address.success) return { name: name.trim(), address: address.data };
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
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
