import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { Venue } from './venue.ts';

export async function insertVenue(tx: Tx, venue: Venue & { createdAtMs: number }): Promise<void> {
  await tx.run(
    sql`INSERT INTO venues
          (company_id, venue_id, name, time_zone, currency, cutoff, morning_end, created_at)
        VALUES (${tx.companyId}, ${venue.venueId}, ${venue.name}, ${venue.timeZone},
                ${venue.currency}, ${venue.cutoff}, ${venue.morningEnd},
                ${new Date(venue.createdAtMs)})`,
  );
}

/** The company's venues by name. `afterName`/`afterId`: the last one of the page before. */
export async function listVenues(
  tx: Tx,
  page: { limit: number; after: { name: string; venueId: string } | null },
): Promise<Venue[]> {
  return tx.rows(
    sql`SELECT venue_id AS "venueId", name, time_zone AS "timeZone", currency, cutoff,
               morning_end AS "morningEnd"
        FROM venues
        WHERE company_id = ${tx.companyId}
          AND (${page.after === null} OR (name, venue_id) >
               (${page.after?.name ?? ''}, ${page.after?.venueId ?? null}::uuid))
        ORDER BY name, venue_id LIMIT ${page.limit}`,
  );
}

export async function findVenue(tx: Tx, venueId: string): Promise<Venue | null> {
  return tx.first(
    sql`SELECT venue_id AS "venueId", name, time_zone AS "timeZone", currency, cutoff,
               morning_end AS "morningEnd"
        FROM venues WHERE company_id = ${tx.companyId} AND venue_id = ${venueId}`,
  );
}

/** The venue, held until the transaction ends. */
export async function lockVenue(tx: Tx, venueId: string): Promise<Venue | null> {
  return tx.first(
    sql`SELECT venue_id AS "venueId", name, time_zone AS "timeZone", currency, cutoff,
               morning_end AS "morningEnd"
        FROM venues WHERE company_id = ${tx.companyId} AND venue_id = ${venueId} FOR NO KEY UPDATE`,
  );
}

export async function updateVenue(tx: Tx, venue: Venue): Promise<void> {
  await tx.run(
    sql`UPDATE venues SET name = ${venue.name}, time_zone = ${venue.timeZone},
               cutoff = ${venue.cutoff}, morning_end = ${venue.morningEnd}
        WHERE company_id = ${tx.companyId} AND venue_id = ${venue.venueId}`,
  );
}
