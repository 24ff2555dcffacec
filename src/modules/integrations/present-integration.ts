import type { Problem } from '#connectors/contract.ts';
import type { DayRule } from '#kernel/business-day.ts';
import type { EpochMs } from '#kernel/clock.ts';
import type { Language, Localized } from '#kernel/localized.ts';
import { sayHalted } from '#modules/notices/index.ts';
import type { Backfill, Integration, Location } from './integration.ts';
import { presentBackfill, type VendorPace } from './present-backfill.ts';
import { presentProblem } from './present-problem.ts';
import { attemptsLeft, callOffNotBeforeMs } from './status.ts';

/** Everything an integration's card tells, from what is stored. */
export interface IntegrationParts {
  integration: Integration;
  /** As people know the provider. */
  providerName: Localized;
  /** Sales are sent as files: nobody looks for them. */
  isSentFiles: boolean;
  /** Null when this version knows no connector for it. */
  limits: VendorPace | null;
  locations: readonly Location[];
  revenueCentres: ReadonlyMap<string, string | null>;
  /** The newest of each location. */
  backfills: readonly Backfill[];
  rule: DayRule;
  /** The till itself moved the next check, after the last that failed. */
  isRateLimited: boolean;
}

/** An integration as the API shows it: no secret, no internal detail. */
export function presentIntegration(
  parts: IntegrationParts,
  reader: { language: Language; nowMs: EpochMs },
) {
  const { integration, locations, backfills, rule } = parts;
  const nextCheckAt = parts.isSentFiles ? null : nextCheckOf(integration);
  const isActive = integration.deactivatedAtMs === null;
  return {
    id: integration.integrationId,
    venueId: integration.venueId,
    provider: integration.provider,
    providerName: parts.providerName[reader.language],
    nickname: integration.nickname,
    active: isActive,
    deactivatedAt: findInstant(integration.deactivatedAtMs),
    status: integration.health.status,
    statusReason: presentReason(parts, { language: reader.language, nextCheckAt }),
    statusChangedAt: toInstant(integration.health.changedAtMs),
    lastSalesCheckAt: findInstant(integration.lastSalesCheckAtMs),
    lastSaleImportedAt: findInstant(integration.lastSaleImportedAtMs),
    nextCheckAt,
    backfill: presentBackfill(integration, backfills, {
      nowMs: reader.nowMs,
      rule,
      limits: parts.limits,
    }),
    locations: locations.map((location) => ({
      ...presentLocation(location, parts, reader.language),
      revenueCentre: parts.revenueCentres.get(location.locationId) ?? null,
    })),
    settings: integration.settings,
    schedule: { everyMinutes: integration.everyMinutes },
    createdAt: toInstant(integration.createdAtMs),
  };
}

function presentReason(
  parts: IntegrationParts,
  reader: { language: Language; nextCheckAt: string | null },
) {
  const { integration, isSentFiles, isRateLimited } = parts;
  const { health } = integration;
  if (health.reason === null) return null;
  return {
    ...presentTrouble(health.reason, parts, reader.language),
    since: findInstant(health.firstFailureAtMs),
    failureCount: health.failureCount,
    // Silence calls off what is sent to us, not a number of attempts.
    attemptsLeft: isSentFiles ? null : attemptsLeft(health),
    calledOffNotBefore: isSentFiles ? null : findInstant(callOffNotBeforeMs(health)),
    nextAttemptAt: reader.nextCheckAt,
    waitsForRateLimit: isRateLimited,
  };
}

/** What a connector says goes on by itself does not, once nobody asks any more. */
function presentTrouble(problem: Problem, of: IntegrationParts, language: Language) {
  const isHalted = of.integration.health.status === 'CalledOff' && !of.isSentFiles;
  const message = isHalted ? sayHalted(problem, of.providerName) : problem.message;
  return presentProblem({ ...problem, message }, language);
}

/** What sends us its sales has one location, which goes by the name of its integration. */
function presentLocation(location: Location, of: IntegrationParts, language: Language) {
  const { lastProblem } = location;
  const ownName = of.integration.nickname ?? of.providerName[language];
  return {
    id: location.locationId,
    label: of.isSentFiles ? ownName : location.label,
    identity: location.identity,
    checkpointAt: findInstant(location.checkpointAtMs),
    lastProblem: lastProblem === null ? null : presentTrouble(lastProblem, of, language),
  };
}

/** Null when nobody will look: removed, or called off. */
function nextCheckOf({ deactivatedAtMs, health, nextDueAtMs }: Integration): string | null {
  const isAsleep = deactivatedAtMs !== null || health.status === 'CalledOff';
  return isAsleep ? null : toInstant(nextDueAtMs);
}

function toInstant(instantMs: EpochMs): string {
  return new Date(instantMs).toISOString();
}

function findInstant(instantMs: EpochMs | null): string | null {
  return instantMs === null ? null : toInstant(instantMs);
}
