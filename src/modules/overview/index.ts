export { type OverviewHooks, overviewRoutes } from './routes.ts';
