import type { Clock } from '#kernel/clock.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type { Vault } from '#platform/vault/vault.ts';
import type { Vendors } from './vendors.ts';

/** Tells open pages of something, once the transaction is committed. */
export type Notify = (
  tx: Tx,
  event: { companyId: string; name: string; data: Record<string, unknown> },
) => Promise<void>;

export interface IntegrationDeps {
  database: Database;
  vault: Vault;
  vendors: Vendors;
  clock: Clock;
  log: Log;
  /** From now on the value is hidden in every log line and failure. */
  registerSecret(secret: string): void;
  notify: Notify;
}

/** Settings that decide how stored orders read; both as the connector parsed them. */
export interface SettingsChange {
  companyId: string;
  integrationId: string;
  venueId: string;
  was: Record<string, unknown>;
  now: Record<string, unknown>;
}

/** What the links' own use cases need besides. */
export interface LinkDeps extends IntegrationDeps {
  /** Told, in the transaction of the change, that stored orders must be understood anew. */
  onSettingsChanged(tx: Tx, change: SettingsChange): Promise<void>;
}
