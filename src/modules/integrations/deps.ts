import type { Clock } from '#kernel/clock.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type { Vault } from '#platform/vault/vault.ts';
import type { IntegrationStatus } from './status.ts';
import type { Vendors } from './vendors.ts';

/** Tells open pages of something, once the transaction is committed. */
export type Notify = (
  tx: Tx,
  event: { companyId: string; name: string; data: Record<string, unknown> },
) => Promise<void>;

/** A link's health went from one status to another. */
export interface StatusChange {
  companyId: string;
  integrationId: string;
  venueId: string;
  provider: string;
  was: IntegrationStatus;
  now: IntegrationStatus;
  problem: { kind: string; code: string } | null;
  nowMs: number;
}

export interface IntegrationDeps {
  database: Database;
  vault: Vault;
  vendors: Vendors;
  clock: Clock;
  log: Log;
  /** From now on the value is hidden in every log line and failure. */
  registerSecret(secret: string): void;
  notify: Notify;
  /** Told in the transaction of the change, for whoever is to hear of it outside. */
  onStatusChanged(tx: Tx, change: StatusChange): Promise<void>;
  /** Told in the transaction that restores a link, for what was kept for it meanwhile. */
  onRestored(tx: Tx, restored: LinkRestored): Promise<void>;
}

/** An inactive link is active again. */
export interface LinkRestored {
  companyId: string;
  integrationId: string;
  venueId: string;
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
