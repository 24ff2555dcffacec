import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

export interface SealedLocation {
  companyId: string;
  integrationId: string;
  locationId: string;
  secretSealed: string;
}

/** Every sealed secret of the company, held: nobody changes one while it is sealed anew. */
export async function listSealedLocations(tx: Tx): Promise<SealedLocation[]> {
  return tx.rows(
    sql`SELECT company_id AS "companyId", integration_id AS "integrationId",
               location_id AS "locationId", secret_sealed AS "secretSealed"
        FROM locations WHERE company_id = ${tx.companyId} ORDER BY location_id FOR UPDATE`,
  );
}

export async function updateSealedSecret(
  tx: Tx,
  location: { locationId: string; secretSealed: string },
): Promise<void> {
  await tx.run(
    sql`UPDATE locations SET secret_sealed = ${location.secretSealed}
        WHERE company_id = ${tx.companyId} AND location_id = ${location.locationId}`,
  );
}
