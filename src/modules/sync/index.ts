export { advanceBackfill } from './advance-backfill.ts';
export {
  applyToldOrders,
  recordFailedFile,
  type StoredOrders,
  type ToldOrders,
} from './apply-told-orders.ts';
export { checkIntegration } from './check-integration.ts';
export type { FinishedRun, RestatedDays, SeenDays, SyncDeps, SyncMetrics } from './deps.ts';
export { createLane } from './lane.ts';
export { toReading } from './open-till.ts';
export { previewResync, type ResyncPreview } from './preview-resync.ts';
export type { Reading } from './reading.ts';
export { reapOrphans } from './reap-orphans.ts';
export { LocationBusy, recomputeVenue } from './recompute-venue.ts';
export { rederiveIntegration } from './rederive-integration.ts';
export { requestDay, requestRecomputation, requestRederivation } from './requests.ts';
export { performResync, type ResyncResult } from './resync.ts';
export type { ResyncJob } from './resync-rest.ts';
export { syncRoutes } from './routes.ts';
export { toUnreadable } from './understand-orders.ts';
export { getSyncVenue } from './venue.ts';
export { startWorker, type Worker, type WorkerOptions } from './worker.ts';
export { takeWorkerKey, type WorkerKey } from './worker-key.ts';
