import type { LocationCredentials } from '#connectors/contract.ts';
import { type DayRule, dayStartMs } from '#kernel/business-day.ts';
import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import { insertBackfill } from './backfill.store.ts';
import { sealSecret } from './credentials.ts';
import type { IntegrationDeps } from './deps.ts';
import type { Integration } from './integration.ts';
import { liveDaysBack, liveWindowStartMs } from './live-window.ts';
import { insertLocation } from './location.store.ts';

/** Days a backfill asks for at first; the engine adapts it to what the vendor answers. */
const chunkDaysFirst = 7;

/**
 * Adds verified tills to an integration: each with its sealed secret, its live sync beginning some
 * business days back, and a backfill for everything before that.
 */
export async function addLocations(
  tx: Tx,
  deps: Pick<IntegrationDeps, 'vault'>,
  added: {
    integration: Pick<
      Integration,
      'companyId' | 'integrationId' | 'venueId' | 'provider' | 'historyFrom'
    >;
    locations: readonly LocationCredentials[];
    rule: DayRule;
    nowMs: number;
    /** Sales are sent: there is nothing to read from a checkpoint on, and no history to ask for. */
    isSentFiles: boolean;
  },
): Promise<void> {
  const { integration, rule, nowMs, isSentFiles } = added;
  const { companyId, integrationId, venueId, provider } = integration;
  const { historyFrom } = integration;
  const asked = { checkpointMs: null, historyFrom };
  const liveFromMs = liveWindowStartMs(nowMs, rule, asked, liveDaysBack);
  for (const { identity, label, secret } of added.locations) {
    const locationId = newId(nowMs);
    const place = { companyId, integrationId, locationId };
    await insertLocation(tx, {
      ...{ ...place, venueId, provider, identity, label, nowMs },
      secretSealed: sealSecret(deps.vault, place, secret),
      checkpointAtMs: isSentFiles ? null : liveFromMs,
    });
    if (isSentFiles) continue;
    const fromMs = dayStartMs(historyFrom, rule);
    await addBackfill(tx, { ...place, fromMs, toMs: liveFromMs, nowMs });
  }
}

/** Asks for the history of a span; an empty one needs nothing. */
export async function addBackfill(
  tx: Tx,
  span: {
    companyId: string;
    integrationId: string;
    locationId: string;
    fromMs: number;
    toMs: number;
    nowMs: number;
  },
): Promise<void> {
  if (span.fromMs >= span.toMs) return;
  const backfillId = newId(span.nowMs);
  await insertBackfill(tx, { ...span, backfillId, chunkDays: chunkDaysFirst });
}
