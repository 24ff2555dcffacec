/** The public face of the Cluster sandbox. */

export type { ClusterControl, LedgerDaysAnswer, LedgerDaysQuery } from './operations.ts';
export { SHAPES, type Shape } from './rows.ts';
export {
  type ClusterLocation,
  type ClusterSandbox,
  type ClusterSandboxOptions,
  type ClusterVenue,
  startClusterSandbox,
} from './sandbox.ts';
