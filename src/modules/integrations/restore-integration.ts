import type { Language } from '#kernel/localized.ts';
import { getVenue } from '#modules/tenancy/index.ts';
import type { TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { bringBack } from './bring-back.ts';
import { decideLink, requireLinkable } from './decide-link.ts';
import type { IntegrationDeps } from './deps.ts';
import { getIntegration } from './get-integration.ts';
import { listIntegrations, lockLinking } from './integration.store.ts';
import type { Integration } from './integration.ts';
import { getConnector, parseSettings } from './link-request.ts';
import { listLocations } from './location.store.ts';
import { openLocations } from './open-locations.ts';
import { requireUnlinked } from './require-unlinked.ts';
import { requireVerified } from './verify-credentials.ts';
import { verifyLocations } from './verify-locations.ts';

export interface IntegrationRequest {
  companyId: string;
  integrationId: string;
  actor: TimelineActor;
  language: Language;
}

/**
 * "Restore Inactive" with the stored credentials: verified first, then active again and due now. An
 * active integration stays as it is.
 * @throws Refusal 404, 409 when its till or nickname is taken, 422 `nickname_required` beside an
 * active one of its type, or `verification_failed`.
 */
export async function restoreIntegration(
  deps: IntegrationDeps,
  request: IntegrationRequest & {
    /** What it is called from now on; null or absent: as it was. */
    nickname?: string | null | undefined;
  },
): Promise<void> {
  const { companyId, integrationId } = request;
  const nickname = request.nickname ?? null;
  const found = await deps.database.withCompany(companyId, async (tx) => {
    const integration = await getIntegration(tx, companyId, integrationId);
    if (integration.deactivatedAtMs === null) return null;
    await checkRestorable(tx, deps, { integration, nickname });
    const venue = await getVenue(tx, integration.venueId);
    return { integration, venue, locations: await openLocations(tx, deps, integration) };
  });
  if (found === null) return;
  const { integration, venue, locations } = found;
  const connector = getConnector(deps, integration.provider);
  const settings = parseSettings(connector, { ...integration, language: request.language });
  const till = { connector, locations, settings, timeZone: venue.timeZone };
  requireVerified(await verifyLocations(deps, till), request.language, 'restore');
  await deps.database.withCompany(companyId, async (tx) => {
    await lockLinking(tx, companyId);
    const now = await getIntegration(tx, companyId, integrationId);
    if (now.deactivatedAtMs === null) return;
    await checkRestorable(tx, deps, { integration: now, nickname });
    await bringBack(tx, deps, { ...request, integration: now, rule: venue, locations: [] });
  });
}

async function checkRestorable(
  tx: Tx,
  deps: IntegrationDeps,
  restored: { integration: Integration; nickname: string | null },
): Promise<void> {
  const { companyId, venueId, provider, integrationId } = restored.integration;
  const { name: providerName } = getConnector(deps, provider).describe;
  const all = await listIntegrations(tx, { companyId, venueId, isActive: null });
  const choice = {
    ...{ providerName, nickname: restored.nickname, isCreateNew: false },
    restore: integrationId,
    existing: all.filter((each) => each.provider === provider),
  };
  requireLinkable(decideLink(choice), choice);
  const locations = await listLocations(tx, companyId, integrationId);
  await requireUnlinked(tx, { companyId, venueId, provider, locations, except: integrationId });
}
