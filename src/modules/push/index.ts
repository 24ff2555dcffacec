export { type PushDeps, pushRoutes } from './routes.ts';
