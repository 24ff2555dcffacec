export { listImportStates } from './overview.store.ts';
export { type OverviewHooks, overviewRoutes } from './routes.ts';
