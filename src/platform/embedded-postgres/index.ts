export {
  type EmbeddedPostgres,
  type EmbeddedPostgresUrls,
  findEmbeddedPostgres,
  startEmbeddedPostgres,
} from './launch.ts';
export { EmbeddedPostgresError, type LaunchLog } from './problem.ts';
export { ensureRolesAndDatabase, OWNER_ROLE } from './roles.ts';
