import type { Problem } from '#connectors/contract.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { Location } from './integration.ts';

interface LocationRow {
  company_id: string;
  location_id: string;
  integration_id: string;
  venue_id: string;
  provider: string;
  identity: string;
  label: string;
  checkpoint_at: Date | null;
  last_problem: Problem | null;
}

function toLocation(row: LocationRow): Location {
  return {
    companyId: row.company_id,
    locationId: row.location_id,
    integrationId: row.integration_id,
    venueId: row.venue_id,
    provider: row.provider,
    identity: row.identity,
    label: row.label,
    checkpointAtMs: row.checkpoint_at?.getTime() ?? null,
    lastProblem: row.last_problem,
  };
}

export async function listLocations(tx: Tx, companyId: string, integrationId: string): Promise<Location[]> {
  const rows = await tx.rows<LocationRow>(sql`
    SELECT company_id, location_id, integration_id, venue_id, provider, identity, label, checkpoint_at, last_problem
    FROM locations WHERE company_id = ${companyId} AND integration_id = ${integrationId}
    ORDER BY created_at, location_id
  `);
  return rows.map(toLocation);
}

export async function listLocationsOfVenue(tx: Tx, companyId: string, venueId: string): Promise<Location[]> {
  const rows = await tx.rows<LocationRow>(sql`
    SELECT company_id, location_id, integration_id, venue_id, provider, identity, label, checkpoint_at, last_problem
    FROM locations WHERE company_id = ${companyId} AND venue_id = ${venueId}
    ORDER BY created_at, location_id
  `);
  return rows.map(toLocation);
}

/** Serialises everything that changes one location's orders. False when it does not exist. */
export async function lockLocation(tx: Tx, companyId: string, locationId: string): Promise<boolean> {
  const row = await tx.first(sql`
    SELECT 1 FROM locations WHERE company_id = ${companyId} AND location_id = ${locationId} FOR UPDATE
  `);
  return row !== null;
}

/** The sealed envelope; only the vault reads it. */
export async function getSealedSecret(tx: Tx, companyId: string, locationId: string): Promise<string> {
  const row = await tx.first<{ secret_sealed: string }>(sql`
    SELECT secret_sealed FROM locations WHERE company_id = ${companyId} AND location_id = ${locationId}
  `);
  if (!row) throw new Error(`no location ${locationId}`);
  return row.secret_sealed;
}

export async function insertLocation(tx: Tx, location: Location & { secretSealed: string; nowMs: number }): Promise<void> {
  await tx.run(sql`
    INSERT INTO locations (company_id, location_id, integration_id, venue_id, provider, identity, label,
      secret_sealed, created_at)
    VALUES (${location.companyId}, ${location.locationId}, ${location.integrationId}, ${location.venueId},
      ${location.provider}, ${location.identity}, ${location.label}, ${location.secretSealed}, ${new Date(location.nowMs)})
  `);
}

export async function updateSecret(
  tx: Tx,
  change: { companyId: string; locationId: string; label: string; secretSealed: string },
): Promise<void> {
  await tx.run(sql`
    UPDATE locations SET label = ${change.label}, secret_sealed = ${change.secretSealed}, last_problem = NULL
    WHERE company_id = ${change.companyId} AND location_id = ${change.locationId}
  `);
}

/** Live locations of a company with one of these identities: a till is linked once. */
export async function listLinkedLocations(
  tx: Tx,
  wanted: { companyId: string; provider: string; identities: readonly string[] },
): Promise<Location[]> {
  const rows = await tx.rows<LocationRow>(sql`
    SELECT company_id, location_id, integration_id, venue_id, provider, identity, label, checkpoint_at, last_problem
    FROM locations
    WHERE company_id = ${wanted.companyId} AND provider = ${wanted.provider}
      AND identity = ANY(${wanted.identities}::text[]) AND is_live
  `);
  return rows.map(toLocation);
}

/** Frees or takes the tills' identities when their integration is deactivated or restored. */
export async function updateLocationsLive(tx: Tx, companyId: string, integrationId: string, isLive: boolean): Promise<void> {
  await tx.run(sql`
    UPDATE locations SET is_live = ${isLive} WHERE company_id = ${companyId} AND integration_id = ${integrationId}
  `);
}

/** Adds a span that a successful read covers, and moves the checkpoint forward, never back. */
export async function updateCovered(
  tx: Tx,
  change: { companyId: string; locationId: string; fromMs: number; toMs: number; checkpointMs: number | null },
): Promise<void> {
  const checkpoint = change.checkpointMs === null ? null : new Date(change.checkpointMs);
  await tx.run(sql`
    UPDATE locations SET
      covered = covered + tstzmultirange(tstzrange(${new Date(change.fromMs)}, ${new Date(change.toMs)})),
      checkpoint_at = greatest(checkpoint_at, ${checkpoint}::timestamptz),
      checkpoint_version = checkpoint_version + 1,
      last_problem = CASE WHEN ${checkpoint}::timestamptz IS NULL THEN last_problem END
    WHERE company_id = ${change.companyId} AND location_id = ${change.locationId}
  `);
}

export async function updateLocationProblem(
  tx: Tx,
  change: { companyId: string; locationId: string; problem: Problem },
): Promise<void> {
  await tx.run(sql`
    UPDATE locations SET last_problem = ${JSON.stringify(change.problem)}
    WHERE company_id = ${change.companyId} AND location_id = ${change.locationId}
  `);
}
