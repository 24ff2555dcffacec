import { recordTimelineEvent, type TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { cancelBackfills, reopenBackfills } from './backfill.store.ts';
import type { IntegrationDeps } from './deps.ts';
import { getIntegration } from './get-integration.ts';
import type { Integration } from './integration.ts';
import { lockLocations } from './location.store.ts';
import { namesOf } from './names.ts';
import { integrationInactive } from './refusals.ts';
import { cancelRuns } from './run.store.ts';

interface BackfillRequest {
  companyId: string;
  integrationId: string;
  actor: TimelineActor;
}

type BackfillDeps = Pick<IntegrationDeps, 'clock' | 'notify' | 'vendors'>;

/** Stops the import of history; what it stored stays, and live sync goes on. Twice is once. */
export async function cancelBackfill(
  tx: Tx,
  deps: BackfillDeps,
  request: BackfillRequest,
): Promise<void> {
  const { companyId, integrationId } = request;
  const integration = await getIntegration(tx, companyId, integrationId);
  const nowMs = deps.clock.now();
  await cancelRuns(tx, { companyId, integrationId, lanes: ['backfill'], nowMs });
  await lockLocations(tx, companyId, integrationId);
  const cancelled = await cancelBackfills(tx, companyId, integrationId, nowMs);
  if (cancelled === 0) return;
  await tellOf(tx, deps, { ...request, integration, nowMs, name: 'backfill.cancelled' });
}

/**
 * Goes on with a cancelled or failed import where it stopped. Nothing to go on with is no fault.
 * @throws Refusal 404, 409 `integration_inactive`.
 */
export async function restartBackfill(
  tx: Tx,
  deps: BackfillDeps,
  request: BackfillRequest,
): Promise<void> {
  const { companyId, integrationId } = request;
  await lockLocations(tx, companyId, integrationId);
  const integration = await getIntegration(tx, companyId, integrationId);
  if (integration.deactivatedAtMs !== null) throw integrationInactive();
  const nowMs = deps.clock.now();
  const reopened = await reopenBackfills(tx, companyId, integrationId, nowMs);
  if (reopened === 0) return;
  await tellOf(tx, deps, { ...request, integration, nowMs, name: 'backfill.restarted' });
}

async function tellOf(
  tx: Tx,
  deps: BackfillDeps,
  change: BackfillRequest & { integration: Integration; nowMs: number; name: string },
): Promise<void> {
  const { companyId, integrationId, actor, name } = change;
  const { venueId } = change.integration;
  await recordTimelineEvent(tx, {
    ...{ companyId, venueId, integrationId, actor, name },
    atMs: change.nowMs,
    details: namesOf(deps, change.integration),
  });
  const data = { integrationId, venueId };
  await deps.notify(tx, { companyId, name: 'integration.changed', data });
}
