export type { OverviewHooks, WaitingFiles } from './hooks.ts';
export { listImportStates } from './overview.store.ts';
export { overviewRoutes } from './routes.ts';
