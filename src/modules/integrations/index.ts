export { applyCheckOutcome } from './apply-check-outcome.ts';
export {
  countOpenBackfills,
  findOpenBackfill,
  insertBackfill,
  listOpenBackfills,
  lockOpenBackfill,
  updateBackfillProgress,
  updateBackfillTrouble,
} from './backfill.store.ts';
export { createIntegration, type NewIntegration } from './create-integration.ts';
export { openSecret, sealSecret } from './credentials.ts';
export type {
  IntegrationDeps,
  LinkDeps,
  Notify,
  SettingsChange,
  StatusChange,
} from './deps.ts';
export {
  isFileProvider,
  isSendingProvider,
  judgeFileSilence,
  recordFileRead,
  recordFileRefused,
} from './file-links.ts';
export { getIntegration, requireActiveIntegration } from './get-integration.ts';
export {
  extendHistoryTo,
  findIntegration,
  listDueIntegrations,
  listIntegrations,
  lockDueIntegration,
  updateCheckStarted,
  updateDueAt,
  updateSaleImported,
} from './integration.store.ts';
export type { Backfill, Integration, Location } from './integration.ts';
export { type IntegrationNames, listIntegrationNames } from './list-integration-names.ts';
export { liveWindowStartMs } from './live-window.ts';
export {
  getSealedSecret,
  listCovered,
  listLocations,
  listLocationsOfVenue,
  lockLocation,
  replaceCovered,
  updateCovered,
  updateLocationProblem,
  updateUncovered,
} from './location.store.ts';
export { namesOf, providerNameOf, sentAs } from './names.ts';
export { integrationIsSentFiles } from './refusals.ts';
export { requestCheck } from './request-check.ts';
export { integrationRoutes } from './routes.ts';
export {
  cancelRuns,
  countLosingChecks,
  finishRun,
  hasRun,
  insertRun,
  interruptRun,
  listOrphanRuns,
  listRunsToldAfter,
  lockRun,
  noCounts,
  type Run,
  type RunCounts,
  updateDerivedItems,
} from './run.store.ts';
export { nextBeatMs, nextNightlyMs } from './schedule.ts';
export { showIntegrations } from './show-integration.ts';
export type { IntegrationStatus } from './status.ts';
export type { Vendors } from './vendors.ts';
