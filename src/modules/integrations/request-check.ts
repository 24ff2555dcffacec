import { recordTimelineEvent, type TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { IntegrationDeps } from './deps.ts';
import { isSendingProvider } from './file-links.ts';
import { lockIntegration, markDueByUser } from './integration.store.ts';
import { namesOf } from './names.ts';
import {
  integrationCalledOff,
  integrationInactive,
  integrationIsSentFiles,
  integrationNotFound,
} from './refusals.ts';
import { listRunningChecks } from './run.store.ts';

/**
 * "Refresh now": the integration is due at once, whatever wait a failure had put on it. A check
 * that is running goes on and is answered; there is never a second beside it. Asked twice is once.
 * @throws Refusal 404, 409 when it is inactive or called off.
 */
export async function requestCheck(
  tx: Tx,
  deps: Pick<IntegrationDeps, 'clock' | 'notify' | 'vendors'>,
  request: { companyId: string; integrationId: string; actor: TimelineActor },
): Promise<{ runs: { runId: string; locationId: string }[] }> {
  const { companyId, integrationId, actor } = request;
  const integration = await lockIntegration(tx, companyId, integrationId);
  if (integration === null) throw integrationNotFound();
  if (integration.deactivatedAtMs !== null) throw integrationInactive();
  if (isSendingProvider(deps, integration.provider)) throw integrationIsSentFiles();
  if (integration.health.status === 'CalledOff') throw integrationCalledOff();
  const running = await listRunningChecks(tx, companyId, integrationId);
  const nowMs = deps.clock.now();
  const isAskedFor = integration.isDueByUser && integration.nextDueAtMs <= nowMs;
  if (running.length === 0 && !isAskedFor) {
    await markDueByUser(tx, { companyId, integrationId, nowMs });
    const { venueId } = integration;
    await recordTimelineEvent(tx, {
      ...{ companyId, venueId, integrationId, atMs: nowMs, actor },
      name: 'integration.check_requested',
      details: namesOf(deps, integration),
    });
    const data = { integrationId, venueId };
    await deps.notify(tx, { companyId, name: 'integration.changed', data });
  }
  return { runs: running };
}
