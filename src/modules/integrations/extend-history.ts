import { type DayRule, dayStartMs } from '#kernel/business-day.ts';
import type { Tx } from '#platform/db/database.ts';
import { addBackfill } from './add-locations.ts';
import { listBackfills, updateBackfillFrom } from './backfill.store.ts';
import type { Integration } from './integration.ts';
import { liveDaysBack, liveWindowStartMs } from './live-window.ts';
import { listLocations } from './location.store.ts';

/**
 * Has the history before what was imported so far imported too. An import that is going on reaches
 * further back; one that ended is followed by another for what is missing.
 * @param extended.integration with its new `historyFrom`; `wasFrom`: the one before.
 */
export async function extendHistory(
  tx: Tx,
  extended: { integration: Integration; wasFrom: string; rule: DayRule; nowMs: number },
): Promise<void> {
  const { integration, wasFrom, rule, nowMs } = extended;
  const { companyId, integrationId } = integration;
  const fromMs = dayStartMs(integration.historyFrom, rule);
  const backfills = await listBackfills(tx, companyId, integrationId);
  const newestOf = new Map(backfills.map((backfill) => [backfill.locationId, backfill]));
  for (const { locationId, createdAtMs } of await listLocations(tx, companyId, integrationId)) {
    const newest = newestOf.get(locationId);
    const isOpen = newest?.state === 'pending' || newest?.state === 'running';
    if (newest && isOpen) {
      const { backfillId } = newest;
      await updateBackfillFrom(tx, { companyId, backfillId, fromMs });
      continue;
    }
    const doneMs = newest?.state === 'done' ? newest.fromMs : newest?.reachedMs;
    const asked = { checkpointMs: null, historyFrom: wasFrom };
    const toMs = doneMs ?? liveWindowStartMs(createdAtMs, rule, asked, liveDaysBack);
    await addBackfill(tx, { companyId, integrationId, locationId, fromMs, toMs, nowMs });
  }
}
