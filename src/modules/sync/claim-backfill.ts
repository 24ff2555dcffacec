import type { Window } from '#connectors/contract.ts';
import { addDays, businessDateOf, dayStartMs } from '#kernel/business-day.ts';
import { newId } from '#kernel/ids.ts';
import {
  type Backfill,
  findIntegration,
  findOpenBackfill,
  getSealedSecret,
  type Integration,
  insertRun,
  type Location,
  listLocations,
  type Run,
} from '#modules/integrations/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { SyncDeps } from './deps.ts';
import type { SyncVenue } from './open-till.ts';
import { getSyncVenue } from './venue.ts';

/** A backfill that is ours to advance, with its first chunk's run already begun. */
export interface ClaimedBackfill {
  backfill: Backfill;
  integration: Integration;
  location: Location;
  venue: SyncVenue;
  secretSealed: string;
  run: Run;
}

/** Null when it ended, its integration is inactive, or somebody else advances it. */
export async function claimBackfill(
  tx: Tx,
  deps: SyncDeps,
  due: { companyId: string; backfillId: string; workerKey: number },
): Promise<ClaimedBackfill | null> {
  const { companyId, backfillId, workerKey } = due;
  const backfill = await findOpenBackfill(tx, companyId, backfillId);
  if (!backfill) return null;
  const integration = await findIntegration(tx, companyId, backfill.integrationId);
  const locations = await listLocations(tx, companyId, backfill.integrationId);
  const location = locations.find((candidate) => candidate.locationId === backfill.locationId);
  if (!integration || integration.deactivatedAtMs !== null || !location) return null;
  const venue = await getSyncVenue(tx, integration.venueId);
  const run = toBackfillRun({
    backfill,
    workerKey,
    nowMs: deps.clock.now(),
    window: nextWindow(backfill.reachedMs, backfill.chunkDays, { backfill, venue }),
  });
  if (!(await insertRun(tx, run))) return null;
  return {
    backfill,
    integration,
    location,
    venue,
    run,
    secretSealed: await getSealedSecret(tx, companyId, location.locationId),
  };
}

/** The run of one chunk. */
export function toBackfillRun(start: {
  backfill: Backfill;
  workerKey: number;
  nowMs: number;
  window: Window;
}): Run {
  const { companyId, integrationId, locationId } = start.backfill;
  return {
    companyId,
    integrationId,
    locationId,
    workerKey: start.workerKey,
    runId: newId(start.nowMs),
    lane: 'backfill',
    kind: 'backfill',
    trigger: 'schedule',
    ...start.window,
    startedAtMs: start.nowMs,
  };
}

/** The chunk of whole business days that ends where the import has got to. */
export function nextWindow(
  reachedMs: number,
  days: number,
  of: Pick<ClaimedBackfill, 'backfill' | 'venue'>,
): Window {
  const first = addDays(businessDateOf(reachedMs - 1, of.venue.rule), 1 - days);
  return {
    fromMs: Math.min(reachedMs, Math.max(of.backfill.fromMs, dayStartMs(first, of.venue.rule))),
    toMs: reachedMs,
  };
}
