import { measureBackfill } from './backfill.ts';
import { measureDays } from './days.ts';
import { measureFiles } from './files.ts';
import type { BenchOptions } from './options.ts';
import type { BenchResult } from './result.ts';
import { measureResync } from './resync.ts';
import { measureStart } from './start.ts';
import { measureSync } from './sync.ts';

export type { BenchOptions } from './options.ts';
export { type BenchResult, renderTable } from './result.ts';

/** Every measurement by its name. */
export const benches: Readonly<Record<string, (options: BenchOptions) => Promise<BenchResult>>> = {
  backfill: measureBackfill,
  resync: measureResync,
  days: measureDays,
  sync: measureSync,
  files: measureFiles,
  start: measureStart,
};
