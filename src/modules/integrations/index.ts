export { applyCheckOutcome } from './apply-check-outcome.ts';
export {
  findOpenBackfill,
  insertBackfill,
  listBackfills,
  listOpenBackfills,
  lockOpenBackfill,
  updateBackfillProgress,
  updateBackfillTrouble,
} from './backfill.store.ts';
export { changeIntegration } from './change-integration.ts';
export { createIntegration, type NewIntegration } from './create-integration.ts';
export { openSecret, sealSecret } from './credentials.ts';
export { deactivateIntegration } from './deactivate-integration.ts';
export type { IntegrationDeps, LinkDeps, Notify, SettingsChange } from './deps.ts';
export { getIntegration } from './get-integration.ts';
export {
  findIntegration,
  listDueIntegrations,
  listIntegrations,
  lockDueIntegration,
  lockIntegration,
  updateCheckStarted,
  updateDueAt,
  updateSaleImported,
} from './integration.store.ts';
export type { Backfill, Integration, Location } from './integration.ts';
export { liveDaysBack, liveWindowStartMs } from './live-window.ts';
export {
  getSealedSecret,
  listCovered,
  listLocations,
  listLocationsOfVenue,
  lockLocation,
  replaceCovered,
  updateCovered,
  updateLocationProblem,
} from './location.store.ts';
export { namesOf } from './names.ts';
export { type BackfillView, presentBackfill } from './present-backfill.ts';
export { requestCheck } from './request-check.ts';
export { integrationRoutes } from './routes.ts';
export {
  finishRun,
  insertRun,
  interruptRun,
  listOrphanRuns,
  lockRun,
  noCounts,
  type Run,
  type RunCounts,
} from './run.store.ts';
export { nextBeatMs } from './schedule.ts';
export type { IntegrationStatus } from './status.ts';
export type { Vendors } from './vendors.ts';
