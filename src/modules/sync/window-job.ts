import type { Window } from '#connectors/contract.ts';
import type { Location, Run } from '#modules/integrations/index.ts';
import type { DayScope, MergeSource } from '#modules/sales/index.ts';
import type { VenueDayRule } from '#modules/tenancy/index.ts';
import type { Reading, TillSource } from './reading.ts';
import type { SeekBudget } from './seek-moved.ts';

/** One location's run with everything a window of it needs. */
export interface LocationJob {
  run: Run;
  location: Location;
  rule: VenueDayRule;
  includeModifiers: boolean;
  source: Reading;
  /** Store the answer even where it lacks much of what is held. */
  isTrusted?: boolean;
}

/** What is stored of one window, wherever its orders were told. */
export interface StoringJob extends LocationJob {
  window: Window;
  /** Held orders of the window are looked at again; nobody tells all about it, so it covers nothing. */
  isRevisit?: boolean;
  /** Live sync moves the checkpoint to here; a backfill leaves it alone. */
  checkpointMs: number | null;
}

export interface WindowJob extends StoringJob {
  source: TillSource;
  /** For looking where bills went that the till moved to other days; null: history as it comes. */
  seek: SeekBudget | null;
}

export function toDayScope(job: LocationJob): DayScope {
  const { companyId, venueId, locationId } = job.location;
  return { companyId, venueId, locationId };
}

export function toMergeSource(job: LocationJob, nowMs: number): MergeSource {
  return { ...toDayScope(job), runId: job.run.runId, nowMs };
}
