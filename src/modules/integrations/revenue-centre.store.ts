import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** By location; null where its bills say it themselves, or nobody named one. */
export async function listRevenueCentres(
  tx: Tx,
  companyId: string,
  integrationId: string,
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await tx.rows<{ id: string; revenueCentre: string | null }>(sql`
    SELECT location_id AS id, revenue_centre AS "revenueCentre" FROM locations
    WHERE company_id = ${companyId} AND integration_id = ${integrationId}
  `);
  return new Map(rows.map(({ id, revenueCentre }) => [id, revenueCentre]));
}

export async function updateRevenueCentre(
  tx: Tx,
  change: { companyId: string; locationId: string; revenueCentre: string | null },
): Promise<void> {
  await tx.run(sql`
    UPDATE locations SET revenue_centre = ${change.revenueCentre}
    WHERE company_id = ${change.companyId} AND location_id = ${change.locationId}
  `);
}
