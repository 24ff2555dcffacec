import type { Problem } from '#connectors/contract.ts';
import type { Health } from './status.ts';

/** One venue's link to a kind of till. */
export interface Integration {
  companyId: string;
  integrationId: string;
  venueId: string;
  provider: string;
  nickname: string | null;
  settings: Record<string, unknown>;
  historyFrom: string;
  everyMinutes: number;
  offsetSeconds: number;
  /** Null while the user wants it active. */
  deactivatedAtMs: number | null;
  health: Health;
  activatedAtMs: number;
  /** Somebody asked for the check that is due. */
  isDueByUser: boolean;
  nextDueAtMs: number;
  nextNightlyAtMs: number;
  lastSalesCheckAtMs: number | null;
  lastSaleImportedAtMs: number | null;
  createdAtMs: number;
}

/** One credential set inside an integration, without its secret. */
export interface Location {
  companyId: string;
  locationId: string;
  integrationId: string;
  venueId: string;
  provider: string;
  identity: string;
  label: string;
  /** Up to here live sync has read; before its first read, where it begins. */
  checkpointAtMs: number | null;
  lastProblem: Problem | null;
  createdAtMs: number;
}

/** The first import of one location's history. */
export interface Backfill {
  companyId: string;
  backfillId: string;
  integrationId: string;
  locationId: string;
  state: 'pending' | 'running' | 'done' | 'cancelled' | 'failed';
  fromMs: number;
  toMs: number;
  /** Newest first: everything from here up to `toMs` is stored. */
  reachedMs: number;
  ordersImported: number;
  chunkDays: number;
  failureCount: number;
  startedAtMs: number | null;
  finishedAtMs: number | null;
  problem: Problem | null;
}
