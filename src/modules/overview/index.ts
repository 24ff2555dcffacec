export { listApprovedDates } from './overview.store.ts';
export { type OverviewHooks, overviewRoutes } from './routes.ts';
