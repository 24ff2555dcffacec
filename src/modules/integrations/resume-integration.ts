import type { Problem } from '#connectors/contract.ts';
import { getVenue } from '#modules/tenancy/index.ts';
import { recordTimelineEvent, type TimelineActor } from '#modules/timeline/index.ts';
import { applyCheckOutcome } from './apply-check-outcome.ts';
import type { IntegrationDeps } from './deps.ts';
import { getIntegration } from './get-integration.ts';
import { updateActivated } from './integration.store.ts';
import type { Integration } from './integration.ts';
import { getConnector, parseSettings } from './link-request.ts';
import { namesOf } from './names.ts';
import { openLocations } from './open-locations.ts';
import { integrationInactive, integrationNotCalledOff } from './refusals.ts';
import type { IntegrationRequest } from './restore-integration.ts';
import { problemsOf, requireVerified } from './verify-credentials.ts';
import { verifyLocations } from './verify-locations.ts';

/**
 * Takes a called-off integration up again once its till answers with the stored credentials. It is
 * due now, and its live sync begins where it stopped, so the gap is filled.
 * @throws Refusal 404, 409 when it is inactive or was not called off, 422 `verification_failed`.
 */
export async function resumeIntegration(
  deps: IntegrationDeps,
  request: IntegrationRequest,
): Promise<void> {
  const { companyId, integrationId, actor, language } = request;
  const { integration, venue, locations } = await deps.database.withCompany(
    companyId,
    async (tx) => {
      const found = await getIntegration(tx, companyId, integrationId);
      requireResumable(found);
      return {
        integration: found,
        venue: await getVenue(tx, found.venueId),
        locations: await openLocations(tx, deps, found),
      };
    },
  );
  const connector = getConnector(deps, integration.provider);
  const settings = parseSettings(connector, { ...integration, language });
  const till = { connector, locations, settings, timeZone: venue.timeZone };
  const verdicts = await verifyLocations(deps, till);
  await recordRefused(deps, { integration, actor, problem: problemsOf(verdicts)[0] });
  requireVerified(verdicts, language, 'resume');
  await deps.database.withCompany(companyId, async (tx) => {
    const nowMs = deps.clock.now();
    const event = { name: 'resumed' as const };
    const applied = await applyCheckOutcome(tx, deps, {
      ...{ companyId, integrationId, event, nowMs, actor },
    });
    if (applied === null) throw integrationInactive();
    if (!applied.effects.includes('resumed')) throw integrationNotCalledOff();
    await updateActivated(tx, companyId, integrationId, nowMs);
  });
}

/** An attempt in vain is told as well: whoever looks next sees that it was tried. */
async function recordRefused(
  deps: IntegrationDeps,
  attempt: { integration: Integration; actor: TimelineActor; problem: Problem | undefined },
): Promise<void> {
  const { integration, actor, problem } = attempt;
  if (problem === undefined) return;
  const { companyId, venueId, integrationId } = integration;
  // `detail` stays out of what is stored.
  const { kind, code, message } = problem;
  await deps.database.withCompany(companyId, (tx) =>
    recordTimelineEvent(tx, {
      ...{ companyId, venueId, integrationId, actor, atMs: deps.clock.now() },
      name: 'integration.resume_refused',
      details: { ...namesOf(deps, integration), problem: { kind, code, message } },
    }),
  );
}

function requireResumable(integration: Integration): void {
  if (integration.deactivatedAtMs !== null) throw integrationInactive();
  if (integration.health.status !== 'CalledOff') throw integrationNotCalledOff();
}
