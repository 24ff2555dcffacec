import type { Problem } from '#connectors/contract.ts';
import type { IntegrationDeps, Location, Run, RunCounts } from '#modules/integrations/index.ts';
import type { Restatement } from '#modules/sales/index.ts';
import type { Tx } from '#platform/db/database.ts';

/** What the engine works with; wired in main/compose. */
export interface SyncDeps extends IntegrationDeps {
  metrics: SyncMetrics;
  /*
   * Told in the transactions of the facts, for whoever is to hear of them outside.
   */
  onRunFinished(tx: Tx, finished: FinishedRun): Promise<void>;
  onDaysSeen(tx: Tx, seen: SeenDays): Promise<void>;
  onDaysRestated(tx: Tx, restated: RestatedDays): Promise<void>;
}

/** A run that asked a till and ended; of a backfill the whole import, told once. */
export interface FinishedRun {
  run: Run;
  venueId: string;
  state: 'succeeded' | 'failed' | 'deferred';
  counts: RunCounts;
  problem: Problem | null;
  nowMs: number;
}

/** Ended business days that a location was read for as a whole, for the first time. */
export interface SeenDays {
  companyId: string;
  venueId: string;
  dates: readonly string[];
  nowMs: number;
}

export interface RestatedDays {
  location: Location;
  runId: string;
  restatements: readonly Restatement[];
  nowMs: number;
}

export interface SyncMetrics {
  runFinished(run: {
    provider: string;
    kind: string;
    state: string;
    durationMs: number;
    ordersImported: number;
  }): void;
}
