import { closeIncidents } from '#modules/notices/index.ts';
import { recordTimelineEvent, type TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { cancelBackfills } from './backfill.store.ts';
import type { IntegrationDeps } from './deps.ts';
import { getIntegration } from './get-integration.ts';
import { lockIntegration, updateActivity } from './integration.store.ts';
import { lockLocations, updateLocationsLive } from './location.store.ts';
import { namesOf } from './names.ts';
import { cancelRuns } from './run.store.ts';

/**
 * Removes a link: fetching stops at once (a page being stored is waited for, the next finds its run
 * ended), the till can be linked anew, and sales and POS items stay. Twice is once.
 * @throws Refusal 404 `integration_not_found`.
 */
export async function deactivateIntegration(
  tx: Tx,
  deps: Pick<IntegrationDeps, 'clock' | 'notify' | 'vendors'>,
  request: { companyId: string; integrationId: string; actor: TimelineActor },
): Promise<void> {
  const { companyId, integrationId, actor } = request;
  const found = await getIntegration(tx, companyId, integrationId);
  const { venueId } = found;
  const nowMs = deps.clock.now();
  await cancelRuns(tx, { companyId, integrationId, lanes: ['live', 'backfill'], nowMs });
  await lockLocations(tx, companyId, integrationId);
  const integration = await lockIntegration(tx, companyId, integrationId);
  if (integration === null || integration.deactivatedAtMs !== null) return;
  const cancelledBackfills = await cancelBackfills(tx, companyId, integrationId, nowMs);
  await updateLocationsLive(tx, companyId, integrationId, false);
  await updateActivity(tx, { companyId, integrationId, deactivatedAtMs: nowMs });
  await closeIncidents(tx, { companyId, integrationId, nowMs });
  await recordTimelineEvent(tx, {
    ...{ companyId, venueId, integrationId, atMs: nowMs, actor },
    name: 'integration.deactivated',
    details: {
      ...namesOf(deps, found),
      status: integration.health.status,
      importStopped: cancelledBackfills > 0,
    },
  });
  const data = { integrationId, venueId };
  await deps.notify(tx, { companyId, name: 'integration.changed', data });
}
