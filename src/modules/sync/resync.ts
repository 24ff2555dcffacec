import type { Problem, Window } from '#connectors/contract.ts';
import { dayWindow } from '#kernel/business-day.ts';
import { newId } from '#kernel/ids.ts';
import {
  findIntegration,
  getSealedSecret,
  type Integration,
  insertRun,
  isSendingProvider,
  type Location,
  listLocations,
  type Run,
} from '#modules/integrations/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { applyHeldBack } from './apply-held-back.ts';
import { checkLocation } from './check-location.ts';
import type { SyncDeps } from './deps.ts';
import type { SyncVenue } from './open-till.ts';
import { LocationBusy } from './recompute-venue.ts';
import { getSyncVenue } from './venue.ts';

/** Business dates to be read again, both included. */
export interface ResyncRange {
  companyId: string;
  integrationId: string;
  from: string;
  to: string;
}

interface Target {
  integration: Integration;
  venue: SyncVenue;
  locations: Location[];
  window: Window;
}

/** What a re-sync works on; null when the integration is gone. */
export async function findResyncTarget(
  tx: Tx,
  range: ResyncRange,
  nowMs: number,
): Promise<Target | null> {
  const { companyId, integrationId } = range;
  const integration = await findIntegration(tx, companyId, integrationId);
  if (!integration) return null;
  const venue = await getSyncVenue(tx, integration.venueId);
  const fromMs = dayWindow(range.from, venue.rule).startMs;
  const toMs = Math.min(dayWindow(range.to, venue.rule).endMs, nowMs);
  const locations = await listLocations(tx, companyId, integrationId);
  return { integration, venue, locations, window: { fromMs, toMs: Math.max(fromMs, toMs) } };
}

/**
 * Reads the days again and stores what the till tells now, even where it tells of far fewer bills
 * than are held: the user asked for it. Says what failed; the integration's health is not touched.
 * A till that sends its sales cannot be asked: what was held back of it is applied.
 * @throws LocationBusy when a check is running; call again.
 */
export async function performResync(
  deps: SyncDeps,
  job: ResyncRange & { workerKey: number; signal: AbortSignal },
): Promise<Problem[]> {
  const { companyId, workerKey, signal } = job;
  const problems: Problem[] = [];
  const target = await deps.database.withCompany(companyId, (tx) =>
    findResyncTarget(tx, job, deps.clock.now()),
  );
  if (!target) return problems;
  const { integration } = target;
  if (isSendingProvider(deps, integration.provider)) {
    for (const location of target.locations) {
      await deps.database.withCompany(companyId, (tx) =>
        applyHeldBack(tx, deps, { integration, location }),
      );
    }
    return problems;
  }
  if (integration.deactivatedAtMs !== null) return problems;
  for (const location of target.locations) {
    const claimed = await deps.database.withCompany(companyId, async (tx) => {
      const run = toResyncRun(location, {
        workerKey,
        nowMs: deps.clock.now(),
        window: target.window,
      });
      if (!(await insertRun(tx, run)))
        throw new LocationBusy(`location ${location.locationId} is being checked`);
      return { run, secretSealed: await getSealedSecret(tx, companyId, location.locationId) };
    });
    const outcome = await checkLocation(deps, {
      ...target,
      ...claimed,
      location,
      signal,
      isTrusted: true,
    });
    if (outcome.kind === 'failed') problems.push(outcome.problem);
  }
  return problems;
}

/** A run over the days; `resync` leaves the checkpoint alone. */
export function toResyncRun(
  location: Location,
  start: { workerKey: number; nowMs: number; window: Window },
): Run {
  const { companyId, integrationId, locationId } = location;
  return {
    companyId,
    integrationId,
    locationId,
    workerKey: start.workerKey,
    runId: newId(start.nowMs),
    lane: 'live',
    kind: 'resync',
    trigger: 'user',
    ...start.window,
    startedAtMs: start.nowMs,
  };
}
