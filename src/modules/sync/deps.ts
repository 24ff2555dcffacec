import type { IntegrationDeps } from '#modules/integrations/index.ts';

/** What the engine works with; wired in main/compose. */
export interface SyncDeps extends IntegrationDeps {
  metrics: SyncMetrics;
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
