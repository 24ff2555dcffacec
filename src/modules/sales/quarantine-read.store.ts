import type { Localized } from '#kernel/localized.ts';
import type { TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

export interface QuarantinedRow {
  quarantineId: string;
  key: string | null;
  reason: Localized;
  payload: string;
  firstSeenAt: Date;
  lastSeenAt: Date;
  locationId: string;
  locationLabel: string;
  integrationId: string;
  runId: string;
  dismissedAt: Date | null;
  dismissedBy: TimelineActor | null;
}

/** Bills set aside and not settled since, dismissed ones apart, newest first; `before` is the last id of the page before. */
export async function listQuarantined(
  tx: Tx,
  wanted: {
    venueId: string;
    integrationId: string | null;
    isDismissed: boolean;
    before: string | null;
    countMax: number;
  },
): Promise<QuarantinedRow[]> {
  return tx.rows(sql`
    SELECT held.quarantine_id AS "quarantineId", held.key, held.reason, held.payload,
      held.first_seen_at AS "firstSeenAt", held.last_seen_at AS "lastSeenAt",
      location.location_id AS "locationId", location.label AS "locationLabel",
      location.integration_id AS "integrationId", held.run_id AS "runId",
      held.dismissed_at AS "dismissedAt", held.dismissed_by AS "dismissedBy"
    FROM locations location
    JOIN quarantined_orders held ON held.company_id = location.company_id
      AND held.location_id = location.location_id AND held.resolved_at IS NULL
    WHERE location.company_id = ${tx.companyId} AND location.venue_id = ${wanted.venueId}
      AND (${wanted.integrationId}::uuid IS NULL OR location.integration_id = ${wanted.integrationId}::uuid)
      AND (held.dismissed_at IS NOT NULL) = ${wanted.isDismissed}
      AND (${wanted.before}::uuid IS NULL OR held.quarantine_id < ${wanted.before}::uuid)
    ORDER BY held.quarantine_id DESC LIMIT ${wanted.countMax}
  `);
}

/** One of a venue's that is not settled; null when there is none (any more). Held until the end. */
export async function lockQuarantined(
  tx: Tx,
  { venueId, quarantineId }: { venueId: string; quarantineId: string },
): Promise<QuarantinedRow | null> {
  return tx.first(sql`
    SELECT held.quarantine_id AS "quarantineId", held.key, held.reason, held.payload,
      held.first_seen_at AS "firstSeenAt", held.last_seen_at AS "lastSeenAt",
      location.location_id AS "locationId", location.label AS "locationLabel",
      location.integration_id AS "integrationId", held.run_id AS "runId",
      held.dismissed_at AS "dismissedAt", held.dismissed_by AS "dismissedBy"
    FROM quarantined_orders held
    JOIN locations location ON location.company_id = held.company_id
      AND location.location_id = held.location_id
    WHERE held.company_id = ${tx.companyId} AND held.venue_id = ${venueId}
      AND held.quarantine_id = ${quarantineId} AND held.resolved_at IS NULL
    FOR UPDATE OF held
  `);
}
