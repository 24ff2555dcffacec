import type { LocationCredentials } from '#connectors/contract.ts';
import type { DayRule } from '#kernel/business-day.ts';
import { recordTimelineEvent, type TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { applyCheckOutcome } from './apply-check-outcome.ts';
import { reopenBackfills } from './backfill.store.ts';
import type { IntegrationDeps } from './deps.ts';
import { nameSentLocation } from './file-links.ts';
import {
  lockIntegration,
  updateActivated,
  updateActivity,
  updateChoices,
} from './integration.store.ts';
import type { Integration } from './integration.ts';
import { lockLocations, updateLocationsLive } from './location.store.ts';
import { namesOf } from './names.ts';
import { saveLocations } from './save-locations.ts';

/**
 * Makes an inactive integration active in the caller's transaction, which holds the linking lock and
 * has checked that nothing stands against it. Entered locations get their new secrets; unknown ones
 * are added. An import that its deactivation stopped goes on.
 */
export async function bringBack(
  tx: Tx,
  deps: Pick<
    IntegrationDeps,
    'vault' | 'clock' | 'notify' | 'onStatusChanged' | 'onRestored' | 'vendors'
  >,
  restored: {
    companyId: string;
    actor: TimelineActor;
    integration: Integration;
    /** Null or absent: as it was. */
    nickname?: string | null | undefined;
    rule: DayRule;
    locations: readonly LocationCredentials[];
  },
): Promise<string> {
  const { companyId, actor, rule } = restored;
  const { integrationId } = restored.integration;
  const nowMs = deps.clock.now();
  await lockLocations(tx, companyId, integrationId);
  const integration = await lockIntegration(tx, companyId, integrationId);
  if (integration === null) throw new Error(`integration ${integrationId} vanished`);
  await saveLocations(tx, deps, { integration, rule, nowMs, locations: restored.locations });
  await updateLocationsLive(tx, companyId, integrationId, true);
  const stoppedAtMs = integration.deactivatedAtMs;
  if (stoppedAtMs !== null) {
    await reopenBackfills(tx, companyId, integrationId, nowMs, { stoppedAtMs });
  }
  const nickname = restored.nickname ?? integration.nickname;
  await updateChoices(tx, { ...integration, nickname });
  if (nickname !== integration.nickname) {
    const { venueId } = integration;
    const changes = { nickname: { was: integration.nickname, now: nickname } };
    await recordTimelineEvent(tx, {
      ...{ companyId, venueId, integrationId, atMs: nowMs, actor },
      name: 'integration.changed',
      details: { ...namesOf(deps, integration), changes },
    });
  }
  await nameSentLocation(tx, deps, { ...integration, nickname });
  await updateActivity(tx, { companyId, integrationId, deactivatedAtMs: null });
  await updateActivated(tx, companyId, integrationId, nowMs);
  const event = { name: 'restored' as const };
  await applyCheckOutcome(tx, deps, { companyId, integrationId, event, nowMs, actor });
  await deps.onRestored(tx, { companyId, integrationId, venueId: integration.venueId });
  return integrationId;
}
