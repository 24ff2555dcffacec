import type { Clock } from '#kernel/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type { Vault } from '#platform/vault/vault.ts';

export interface WebhookDeps {
  database: Database;
  vault: Vault;
  clock: Clock;
  log: Log;
  /** From now on the value is hidden in every log line and failure. */
  registerSecret(secret: string): void;
  /** Cleans what is quoted of receivers' answers. */
  redact(text: string): string;
  /** Whether receivers may live on loopback and private networks, and without TLS. */
  allowPrivateAddresses: boolean;
  /** How long a receiver may take; 15 seconds when absent. */
  sendTimeoutMs?: number;
}
