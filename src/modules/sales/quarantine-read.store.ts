import type { Localized } from '#kernel/localized.ts';
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
}

/** Bills set aside and not settled since, newest first; `before` is the last id of the page before. */
export async function listQuarantined(
  tx: Tx,
  wanted: {
    venueId: string;
    integrationId: string | null;
    before: string | null;
    countMax: number;
  },
): Promise<QuarantinedRow[]> {
  return tx.rows(sql`
    SELECT held.quarantine_id AS "quarantineId", held.key, held.reason, held.payload,
      held.first_seen_at AS "firstSeenAt", held.last_seen_at AS "lastSeenAt",
      location.location_id AS "locationId", location.label AS "locationLabel"
    FROM locations location
    JOIN quarantined_orders held ON held.company_id = location.company_id
      AND held.location_id = location.location_id AND held.resolved_at IS NULL
    WHERE location.company_id = ${tx.companyId} AND location.venue_id = ${wanted.venueId}
      AND (${wanted.integrationId}::uuid IS NULL OR location.integration_id = ${wanted.integrationId}::uuid)
      AND (${wanted.before}::uuid IS NULL OR held.quarantine_id < ${wanted.before}::uuid)
    ORDER BY held.quarantine_id DESC LIMIT ${wanted.countMax}
  `);
}
