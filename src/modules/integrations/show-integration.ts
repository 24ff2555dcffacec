import type { EpochMs } from '#kernel/clock.ts';
import type { Language } from '#kernel/localized.ts';
import { getVenue } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { listBackfills } from './backfill.store.ts';
import type { IntegrationDeps } from './deps.ts';
import { isSendingProvider } from './file-links.ts';
import { getIntegration } from './get-integration.ts';
import { listIntegrations } from './integration.store.ts';
import type { Integration } from './integration.ts';
import { listLocations } from './location.store.ts';
import { providerNameOf } from './names.ts';
import { presentIntegration } from './present-integration.ts';
import { listRevenueCentres } from './revenue-centre.store.ts';
import { wasDeferredSince } from './run.store.ts';

interface Reader {
  language: Language;
  nowMs: EpochMs;
}

type ShowDeps = Pick<IntegrationDeps, 'vendors'>;

/** @throws Refusal 404 `integration_not_found`. */
export async function showIntegration(
  tx: Tx,
  deps: ShowDeps,
  wanted: Reader & { companyId: string; integrationId: string },
) {
  return show(tx, deps, await getIntegration(tx, wanted.companyId, wanted.integrationId), wanted);
}

/** Oldest first; `isActive` null means both. @throws Refusal 404 `venue_not_found`. */
export async function showIntegrations(
  tx: Tx,
  deps: ShowDeps,
  wanted: Reader & { companyId: string; venueId: string; isActive: boolean | null },
) {
  await getVenue(tx, wanted.venueId);
  const shown = [];
  for (const integration of await listIntegrations(tx, wanted)) {
    shown.push(await show(tx, deps, integration, wanted));
  }
  return shown;
}

async function show(tx: Tx, deps: ShowDeps, integration: Integration, reader: Reader) {
  const { companyId, integrationId, venueId, provider } = integration;
  const parts = {
    integration,
    providerName: providerNameOf(deps, provider),
    isSentFiles: isSendingProvider(deps, provider),
    limits: deps.vendors.find(provider)?.describe.limits ?? null,
    locations: await listLocations(tx, companyId, integrationId),
    revenueCentres: await listRevenueCentres(tx, companyId, integrationId),
    backfills: await listBackfills(tx, companyId, integrationId),
    rule: await getVenue(tx, venueId),
    isRateLimited: await isRateLimited(tx, integration, reader.nowMs),
  };
  return presentIntegration(parts, reader);
}

/** Whether a failing link waits as long as its till asked for, rather than by our own schedule. */
async function isRateLimited(tx: Tx, integration: Integration, nowMs: EpochMs): Promise<boolean> {
  const { status, lastFailureAtMs } = integration.health;
  if (status !== 'Failed' || lastFailureAtMs === null || integration.nextDueAtMs <= nowMs) {
    return false;
  }
  return wasDeferredSince(tx, { ...integration, sinceMs: lastFailureAtMs });
}
