import type { Connector, LocationCredentials } from '#connectors/contract.ts';
import type { Language, Localized } from '#kernel/localized.ts';
import { getVenue, type Venue } from '#modules/tenancy/index.ts';
import { recordTimelineEvent, type TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { decideChoices, type SettingsInput } from './decide-choices.ts';
import { isSameNickname } from './decide-link.ts';
import type { LinkDeps } from './deps.ts';
import { extendHistory } from './extend-history.ts';
import { nameSentLocation } from './file-links.ts';
import { getIntegration } from './get-integration.ts';
import {
  listIntegrations,
  lockIntegration,
  lockLinking,
  updateChoices,
} from './integration.store.ts';
import type { Integration } from './integration.ts';
import { getConnector, parseLocations, parseSettings } from './link-request.ts';
import { lockLocations } from './location.store.ts';
import { namesOf } from './names.ts';
import { integrationInactive, nicknameRequired, nicknameTaken } from './refusals.ts';
import { requireUnlinked } from './require-unlinked.ts';
import { saveLocations } from './save-locations.ts';
import { checkSchedule } from './schedule.ts';
import { requireVerified } from './verify-credentials.ts';
import { verifyLocations } from './verify-locations.ts';

export interface IntegrationChange {
  companyId: string;
  integrationId: string;
  actor: TimelineActor;
  language: Language;
  /** Null takes it away. */
  nickname?: string | null | undefined;
  everyMinutes?: number | undefined;
  /** Only what changes. */
  settings?: SettingsInput | undefined;
  /** Tills that change or come along; the others stay as they are. */
  credentials?: unknown;
}

interface Prepared {
  integration: Integration;
  venue: Venue;
  connector: Connector;
  settings: Record<string, unknown>;
  locations: LocationCredentials[];
}

/**
 * Changes an active integration: all of it or nothing. New credentials are verified before they are
 * sealed; an earlier history is imported; a change of settings reaches the orders already stored.
 * @throws Refusal 404, 409 (inactive, nickname or till taken) or 422, each saying what to do.
 */
export async function changeIntegration(deps: LinkDeps, change: IntegrationChange): Promise<void> {
  const { companyId, integrationId, language } = change;
  const prepared = await deps.database.withCompany(companyId, (tx) => prepare(tx, deps, change));
  const { connector, settings, locations, venue } = prepared;
  if (locations.length > 0) {
    const till = { connector, settings, locations, timeZone: venue.timeZone };
    requireVerified(await verifyLocations(deps, till), language);
  }
  await deps.database.withCompany(companyId, async (tx) => {
    await lockLinking(tx, companyId);
    await lockLocations(tx, companyId, integrationId);
    await lockIntegration(tx, companyId, integrationId);
    await store(tx, deps, change, await prepare(tx, deps, change));
  });
}

/** Everything that can be checked without the till, against what is stored now. */
async function prepare(tx: Tx, deps: LinkDeps, change: IntegrationChange): Promise<Prepared> {
  const { companyId, integrationId, language } = change;
  const integration = await getIntegration(tx, companyId, integrationId);
  if (integration.deactivatedAtMs !== null) throw integrationInactive();
  const connector = getConnector(deps, integration.provider);
  checkSchedule(connector, change.everyMinutes);
  const venue = await getVenue(tx, integration.venueId);
  const settings = parseSettings(connector, {
    settings: mergeSettings(integration.settings, change.settings ?? {}),
    language,
  });
  const locations =
    change.credentials === undefined
      ? []
      : parseLocations(deps, connector, { credentials: change.credentials, language });
  const { provider, venueId } = integration;
  await requireUnlinked(tx, { companyId, venueId, provider, locations, except: integrationId });
  await checkNickname(tx, { integration, change, name: connector.describe.name });
  return { integration, venue, connector, settings, locations };
}

/** Months and a first date exclude each other: naming one takes the other's place. */
function mergeSettings(
  was: Record<string, unknown>,
  input: SettingsInput,
): Record<string, unknown> {
  const { historyMonths, historyFrom, ...rest } = was;
  const isHistoryNamed = 'historyMonths' in input || 'historyFrom' in input;
  if (isHistoryNamed) return { ...rest, ...input };
  return { ...was, ...input };
}

async function checkNickname(
  tx: Tx,
  check: { integration: Integration; change: IntegrationChange; name: Localized },
): Promise<void> {
  const { integration, change, name } = check;
  const { companyId, venueId, provider, integrationId } = integration;
  if (change.nickname === undefined) return;
  const active = await listIntegrations(tx, { companyId, venueId, isActive: true });
  const others = active.filter(
    (each) => each.provider === provider && each.integrationId !== integrationId,
  );
  const nickname = change.nickname;
  if (nickname === null && others.length > 0) throw nicknameRequired(name);
  if (others.some((each) => isSameNickname(each.nickname, nickname))) {
    throw nicknameTaken(nickname, name);
  }
}

async function store(
  tx: Tx,
  deps: LinkDeps,
  change: IntegrationChange,
  { integration, venue, connector, settings, locations }: Prepared,
): Promise<void> {
  const { companyId, integrationId, venueId } = integration;
  const nowMs = deps.clock.now();
  const { monthsDefault } = connector.describe.history;
  const { nickname, everyMinutes } = change;
  const decided = decideChoices(integration, {
    ...{ nickname, everyMinutes, settings, monthsDefault, nowMs },
    rule: venue,
    hasNewCredentials: locations.length > 0,
  });
  const { next, changes } = decided;
  await updateChoices(tx, next);
  await nameSentLocation(tx, deps, next);
  if (decided.isHistoryEarlier) {
    const wasFrom = integration.historyFrom;
    await extendHistory(tx, { integration: next, wasFrom, rule: venue, nowMs });
  }
  const saved = await saveLocations(tx, deps, { integration: next, locations, rule: venue, nowMs });
  if (saved.resealed.length > 0) changes.credentials = { locations: saved.resealed };
  if (saved.added.length > 0) changes.locationsAdded = { locations: saved.added };
  if (Object.keys(changes).length === 0) return;
  if (decided.isMeaningChanged) {
    const { settings: was } = integration;
    await deps.onSettingsChanged(tx, { companyId, integrationId, venueId, was, now: settings });
  }
  await recordTimelineEvent(tx, {
    ...{ companyId, venueId, integrationId, atMs: nowMs, actor: change.actor },
    name: 'integration.changed',
    details: { ...namesOf(deps, next), changes },
  });
  const data = { integrationId, venueId };
  await deps.notify(tx, { companyId, name: 'integration.changed', data });
}
