import { businessDateOf } from '#kernel/business-day.ts';
import { newId } from '#kernel/ids.ts';
import { getVenue, type Venue } from '#modules/tenancy/index.ts';
import { recordTimelineEvent, type TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { addLocations } from './add-locations.ts';
import { bringBack } from './bring-back.ts';
import { decideLink, type LinkDecision, requireLinkable } from './decide-link.ts';
import type { IntegrationDeps } from './deps.ts';
import { isSentToUs, nameSentLocation } from './file-links.ts';
import { fileSilence } from './file-silence.ts';
import { historyFromOf, isEarlier } from './history.ts';
import { insertIntegration, listIntegrations, lockLinking } from './integration.store.ts';
import type { Integration } from './integration.ts';
import { type Link, type LinkInput, parseLink } from './link-request.ts';
import { listLocations } from './location.store.ts';
import { namesOf } from './names.ts';
import { historyInFuture, restoreIsOtherTill } from './refusals.ts';
import { requireUnlinked } from './require-unlinked.ts';
import { checkSchedule, everyMinutesChoices, nextNightlyMs, offsetSecondsOf } from './schedule.ts';
import { untroubled } from './status.ts';
import { requireVerified } from './verify-credentials.ts';
import { verifyLocations } from './verify-locations.ts';

export interface NewIntegration extends LinkInput {
  companyId: string;
  venueId: string;
  actor: TimelineActor;
  nickname?: string | null | undefined;
  /** The inactive integration to bring back. */
  restore?: string | undefined;
  /** The user says it is another till than the ones there are. */
  createNew?: boolean | undefined;
  everyMinutes?: number | undefined;
}

/**
 * Links a till to a venue, or brings a removed link back, once every location of it was verified.
 * Either all of it is stored (integration, sealed secrets, backfills, timeline) or nothing.
 * @returns the integration's id.
 * @throws Refusal 404, 409 (`integration_exists`, `inactive_integration_exists`,
 * `location_already_linked`, `nickname_taken`) or 422, each saying what to do.
 */
export async function createIntegration(
  deps: IntegrationDeps,
  request: NewIntegration,
): Promise<string> {
  const { companyId } = request;
  const link = parseLink(deps, request);
  checkSchedule(link.connector, request.everyMinutes);
  // Cheap refusals first: nobody should wait for a till to hear that one is linked already.
  const venue = await deps.database.withCompany(companyId, async (tx) => {
    const found = await getVenue(tx, request.venueId);
    checkHistory(link, { venue: found, nowMs: deps.clock.now() });
    await checkLinkable(tx, request, link);
    return found;
  });
  const verdicts = await verifyLocations(deps, { ...link, timeZone: venue.timeZone });
  requireVerified(verdicts, request.language);
  return deps.database.withCompany(companyId, async (tx) => {
    await lockLinking(tx, companyId);
    const decision = await checkLinkable(tx, request, link);
    const rule = await getVenue(tx, request.venueId);
    if (decision.kind === 'restore') {
      const { integration } = decision;
      const locations = isSentToUs(link.connector) ? [] : link.locations;
      return bringBack(tx, deps, { ...request, integration, rule, locations });
    }
    return insertLink(tx, deps, { request, link, rule });
  });
}

type Allowed = Extract<LinkDecision, { kind: 'create' | 'restore' }>;

async function checkLinkable(tx: Tx, request: NewIntegration, link: Link): Promise<Allowed> {
  const { companyId, venueId } = request;
  const { id: provider, name: providerName } = link.connector.describe;
  const all = await listIntegrations(tx, { companyId, venueId, isActive: null });
  const nickname = request.nickname ?? null;
  const choice = {
    ...{ providerName, nickname },
    isCreateNew: request.createNew ?? false,
    restore: request.restore ?? null,
    existing: all.filter((each) => each.provider === provider),
  };
  const decision = requireLinkable(decideLink(choice), choice);
  const wanted = { companyId, venueId, provider, locations: link.locations };
  if (decision.kind === 'create') await requireUnlinked(tx, wanted);
  if (decision.kind === 'restore') {
    const except = decision.integration.integrationId;
    await requireUnlinked(tx, { ...wanted, except });
    const old = await listLocations(tx, companyId, except);
    await requireUnlinked(tx, { ...wanted, locations: old, except });
    if (isSentToUs(link.connector)) return decision;
    const isSameTill = old.some(({ identity }) =>
      link.locations.some((entered) => entered.identity === identity),
    );
    if (old.length > 0 && !isSameTill) throw restoreIsOtherTill();
  }
  return decision;
}

function checkHistory(link: Link, at: { venue: Venue; nowMs: number }): void {
  const historyFrom = link.settings.historyFrom;
  if (typeof historyFrom !== 'string') return;
  if (isEarlier(businessDateOf(at.nowMs, at.venue), historyFrom)) throw historyInFuture();
}

async function insertLink(
  tx: Tx,
  deps: IntegrationDeps,
  { request, link, rule }: { request: NewIntegration; link: Link; rule: Venue },
): Promise<string> {
  const nowMs = deps.clock.now();
  const { companyId, venueId } = request;
  const { connector, settings, locations } = link;
  const { describe } = connector;
  const integrationId = newId(nowMs);
  const isSentFiles = isSentToUs(connector);
  // Nobody is asked for files; the column wants a period all the same.
  const everyMinutes = isSentFiles
    ? Math.max(...everyMinutesChoices)
    : (request.everyMinutes ?? describe.schedule.everyMinutes);
  const { monthsDefault } = describe.history;
  const integration: Integration = {
    ...{ companyId, integrationId, venueId, settings, everyMinutes },
    provider: describe.id,
    nickname: request.nickname ?? null,
    // Files bring what they bring; the first of them says since when.
    historyFrom: isSentFiles
      ? businessDateOf(nowMs, rule)
      : historyFromOf(settings, { nowMs, rule, monthsDefault }),
    offsetSeconds: offsetSecondsOf(integrationId, everyMinutes),
    deactivatedAtMs: null,
    health: untroubled('Initializing', nowMs),
    activatedAtMs: nowMs,
    nextDueAtMs: isSentFiles ? nowMs + fileSilence.remindAfterMs : nowMs,
    isDueByUser: false,
    // The days before the live ones come with the history: the first check need not read them.
    nextNightlyAtMs: nextNightlyMs(nowMs, rule),
    lastSalesCheckAtMs: null,
    lastSaleImportedAtMs: null,
    createdAtMs: nowMs,
  };
  await insertIntegration(tx, integration);
  await addLocations(tx, deps, { integration, locations, rule, nowMs, isSentFiles });
  await nameSentLocation(tx, deps, integration);
  await recordTimelineEvent(tx, {
    ...{ companyId, venueId, integrationId, atMs: nowMs, actor: request.actor },
    name: 'integration.added',
    details: {
      ...namesOf(deps, integration),
      ...{ settings, everyMinutes },
      ...(isSentFiles
        ? { sendTo: sendToOf(connector, venueId) }
        : {
            historyFrom: integration.historyFrom,
            locations: locations.map((location) => location.label),
          }),
    },
  });
  const data = { integrationId, venueId };
  await deps.notify(tx, { companyId, name: 'integration.changed', data });
  return integrationId;
}

/** Where a till sends its calls; null for files, whose address is a secret. */
function sendToOf({ describe }: Link['connector'], venueId: string): string | null {
  return describe.kind === 'push' ? `POST /api/v1/venues/${venueId}/sales` : null;
}
