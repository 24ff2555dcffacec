import { createHmac, randomBytes } from 'node:crypto';

/*
 * Standard Webhooks: HMAC-SHA256 over id, timestamp and body; every secret that is valid at the
 * moment signs, so that a receiver may change from one to the next when it likes.
 */
const prefix = 'whsec_';
const secretBytes = 32;

/** A new signing secret as its owner keeps it. */
export function newSecretText(): string {
  return prefix + randomBytes(secretBytes).toString('base64');
}

/**
 * The three headers of a message.
 * @param message.secrets as texts, the newest first.
 */
export function signMessage(message: {
  id: string;
  atMs: number;
  body: string;
  secrets: readonly string[];
}): Record<string, string> {
  const timestamp = String(Math.floor(message.atMs / 1000));
  const signed = `${message.id}.${timestamp}.${message.body}`;
  const signatures = message.secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  });
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
