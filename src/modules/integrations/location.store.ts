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
  created_at: Date;
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
    createdAtMs: row.created_at.getTime(),
  };
}

export async function listLocations(
  tx: Tx,
  companyId: string,
  integrationId: string,
): Promise<Location[]> {
  const rows = await tx.rows<LocationRow>(sql`
    SELECT company_id, location_id, integration_id, venue_id, provider, identity, label,
      checkpoint_at, last_problem, created_at
    FROM locations WHERE company_id = ${companyId} AND integration_id = ${integrationId}
    ORDER BY created_at, location_id
  `);
  return rows.map(toLocation);
}

export async function listLocationsOfVenue(
  tx: Tx,
  companyId: string,
  venueId: string,
): Promise<Location[]> {
  const rows = await tx.rows<LocationRow>(sql`
    SELECT company_id, location_id, integration_id, venue_id, provider, identity, label,
      checkpoint_at, last_problem, created_at
    FROM locations WHERE company_id = ${companyId} AND venue_id = ${venueId}
    ORDER BY created_at, location_id
  `);
  return rows.map(toLocation);
}

/**
 * Serialises everything that changes one location's orders. False when it does not exist. Rows that
 * only refer to the location (a new run, a new backfill) need not wait: no key changes.
 */
export async function lockLocation(
  tx: Tx,
  companyId: string,
  locationId: string,
): Promise<boolean> {
  const row = await tx.first(sql`
    SELECT 1 FROM locations WHERE company_id = ${companyId} AND location_id = ${locationId} FOR NO KEY UPDATE
  `);
  return row !== null;
}

/** The sealed envelope; only the vault reads it. */
export async function getSealedSecret(
  tx: Tx,
  companyId: string,
  locationId: string,
): Promise<string> {
  const row = await tx.first<{ secret_sealed: string }>(sql`
    SELECT secret_sealed FROM locations WHERE company_id = ${companyId} AND location_id = ${locationId}
  `);
  if (!row) throw new Error(`no location ${locationId}`);
  return row.secret_sealed;
}

/** A live sync that has not run yet begins at `checkpointAtMs`: nothing before it is its business. */
export async function insertLocation(
  tx: Tx,
  location: Omit<Location, 'lastProblem' | 'createdAtMs'> & { secretSealed: string; nowMs: number },
): Promise<void> {
  const { checkpointAtMs } = location;
  await tx.run(sql`
    INSERT INTO locations (company_id, location_id, integration_id, venue_id, provider, identity, label,
      secret_sealed, checkpoint_at, created_at)
    VALUES (${location.companyId}, ${location.locationId}, ${location.integrationId}, ${location.venueId},
      ${location.provider}, ${location.identity}, ${location.label}, ${location.secretSealed},
      ${checkpointAtMs === null ? null : new Date(checkpointAtMs)}, ${new Date(location.nowMs)})
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

/** Of the one location of a link that is sent its sales. */
export async function updateLabel(
  tx: Tx,
  change: { companyId: string; integrationId: string; label: string },
): Promise<void> {
  await tx.run(sql`
    UPDATE locations SET label = ${change.label}
    WHERE company_id = ${change.companyId} AND integration_id = ${change.integrationId}
  `);
}

/** A location with what tells its integration apart. */
export interface LinkedLocation extends Location {
  /** False while its integration is deactivated. */
  isLive: boolean;
  nickname: string | null;
  deactivatedAtMs: number | null;
}

/**
 * Locations with one of these identities: live ones of the whole company, and those of inactive
 * integrations of the venue. Live first, then what was deactivated last.
 */
export async function listLinkedLocations(
  tx: Tx,
  wanted: {
    companyId: string;
    venueId: string;
    provider: string;
    identities: readonly string[];
  },
): Promise<LinkedLocation[]> {
  const rows = await tx.rows<
    LocationRow & { is_live: boolean; nickname: string | null; deactivated_at: Date | null }
  >(sql`
    SELECT l.company_id, l.location_id, l.integration_id, l.venue_id, l.provider, l.identity, l.label,
      l.checkpoint_at, l.last_problem, l.created_at, l.is_live, i.nickname, i.deactivated_at
    FROM locations l JOIN integrations i USING (company_id, integration_id)
    WHERE l.company_id = ${wanted.companyId} AND l.provider = ${wanted.provider}
      AND l.identity = ANY(${wanted.identities}::text[])
      AND (l.is_live OR l.venue_id = ${wanted.venueId})
    ORDER BY l.is_live DESC, i.deactivated_at DESC, l.location_id
  `);
  return rows.map((row) => ({
    ...toLocation(row),
    isLive: row.is_live,
    nickname: row.nickname,
    deactivatedAtMs: row.deactivated_at?.getTime() ?? null,
  }));
}

/** A till that was linked at another venue of the company, and how far its sales count there. */
export interface CountedElsewhere {
  identity: string;
  venueName: string;
  untilMs: number;
}

/** Of these identities, those that inactive integrations of other venues read, the newest first. */
export async function listCountedElsewhere(
  tx: Tx,
  wanted: {
    companyId: string;
    venueId: string;
    provider: string;
    identities: readonly string[];
  },
): Promise<CountedElsewhere[]> {
  const rows = await tx.rows<{ identity: string; name: string; until_at: Date }>(sql`
    SELECT l.identity, v.name, upper(l.covered) AS until_at
    FROM locations l JOIN venues v USING (company_id, venue_id)
    WHERE l.company_id = ${wanted.companyId} AND l.provider = ${wanted.provider}
      AND l.identity = ANY(${wanted.identities}::text[])
      AND NOT l.is_live AND l.venue_id <> ${wanted.venueId} AND NOT isempty(l.covered)
    ORDER BY until_at DESC, l.location_id
  `);
  return rows.map((row) => ({
    identity: row.identity,
    venueName: row.name,
    untilMs: row.until_at.getTime(),
  }));
}

/** Frees or takes the tills' identities when their integration is deactivated or restored. */
export async function updateLocationsLive(
  tx: Tx,
  companyId: string,
  integrationId: string,
  isLive: boolean,
): Promise<void> {
  await tx.run(sql`
    UPDATE locations SET is_live = ${isLive} WHERE company_id = ${companyId} AND integration_id = ${integrationId}
  `);
}

/** Adds a span that a successful read covers, and moves the checkpoint forward, never back. */
export async function updateCovered(
  tx: Tx,
  change: {
    companyId: string;
    locationId: string;
    fromMs: number;
    toMs: number;
    checkpointMs: number | null;
  },
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

/** A span was taken for read by mistake. */
export async function updateUncovered(
  tx: Tx,
  change: { companyId: string; locationId: string; fromMs: number; toMs: number },
): Promise<void> {
  await tx.run(sql`
    UPDATE locations SET
      covered = covered - tstzmultirange(tstzrange(${new Date(change.fromMs)}, ${new Date(change.toMs)}))
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

/**
 * Holds every location of an integration, as a page being stored does. Whoever changes more of an
 * integration than its own row takes this first (runs, then locations, then backfills, then the
 * integration), so that nobody waits in a circle.
 */
export async function lockLocations(
  tx: Tx,
  companyId: string,
  integrationId: string,
): Promise<void> {
  await tx.rows(sql`
    SELECT 1 FROM locations WHERE company_id = ${companyId} AND integration_id = ${integrationId}
    ORDER BY location_id FOR NO KEY UPDATE
  `);
}

/** The spans of time that successful reads cover, oldest first. */
export async function listCovered(
  tx: Tx,
  companyId: string,
  locationId: string,
): Promise<{ fromMs: number; toMs: number }[]> {
  const rows = await tx.rows<{ from_at: Date; to_at: Date }>(sql`
    SELECT lower(span) AS from_at, upper(span) AS to_at
    FROM locations, unnest(covered) AS span
    WHERE company_id = ${companyId} AND location_id = ${locationId} ORDER BY span
  `);
  return rows.map((row) => ({ fromMs: row.from_at.getTime(), toMs: row.to_at.getTime() }));
}

/** For a change of zone, when the same wall times become other instants. */
export async function replaceCovered(
  tx: Tx,
  change: {
    companyId: string;
    locationId: string;
    spans: readonly { fromMs: number; toMs: number }[];
  },
): Promise<void> {
  const from = change.spans.map((span) => new Date(span.fromMs));
  const to = change.spans.map((span) => new Date(span.toMs));
  await tx.run(sql`
    UPDATE locations SET covered = coalesce(
      (SELECT range_agg(tstzrange(from_at, to_at)) FROM unnest(${from}::timestamptz[], ${to}::timestamptz[]) AS span (from_at, to_at)),
      '{}')
    WHERE company_id = ${change.companyId} AND location_id = ${change.locationId}
  `);
}
