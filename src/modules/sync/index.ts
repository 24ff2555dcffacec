export { advanceBackfill } from './advance-backfill.ts';
export { checkIntegration } from './check-integration.ts';
export type { SyncDeps, SyncMetrics } from './deps.ts';
export { reapOrphans } from './reap-orphans.ts';
export { LocationBusy, recomputeVenue } from './recompute-venue.ts';
export { rederiveIntegration } from './rederive-integration.ts';
export { requestRecomputation, requestRederivation } from './requests.ts';
export { startWorker, type Worker, type WorkerOptions } from './worker.ts';
export { takeWorkerKey, type WorkerKey } from './worker-key.ts';
