import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

export type IncidentKind = 'failing' | 'called_off';

interface IncidentPlace {
  companyId: string;
  integrationId: string;
  kind: IncidentKind;
}

/** Opens an incident unless one of its kind is open. Answers its id, or null when one was open. */
export async function openIncident(
  tx: Tx,
  incident: IncidentPlace & { reason: unknown; nowMs: number },
): Promise<string | null> {
  const row = await tx.first<{ incident_id: string }>(sql`
    INSERT INTO incidents (company_id, incident_id, integration_id, kind, opened_at, reason)
    VALUES (${incident.companyId}, ${newId(incident.nowMs)}, ${incident.integrationId}, ${incident.kind},
      ${new Date(incident.nowMs)}, ${JSON.stringify(incident.reason)})
    ON CONFLICT (company_id, integration_id, kind) WHERE closed_at IS NULL DO NOTHING
    RETURNING incident_id
  `);
  return row?.incident_id ?? null;
}

/** The id of the open incident of a kind; null when none is open. */
export async function findOpenIncident(tx: Tx, place: IncidentPlace): Promise<string | null> {
  const row = await tx.first<{ incident_id: string }>(sql`
    SELECT incident_id FROM incidents
    WHERE company_id = ${place.companyId} AND integration_id = ${place.integrationId}
      AND kind = ${place.kind} AND closed_at IS NULL
  `);
  return row?.incident_id ?? null;
}

export interface ClosedIncident {
  incidentId: string;
  kind: IncidentKind;
  openedAtMs: number;
}

/** Closes what is open for the integration (of one kind, or all); answers what was closed, oldest first. */
export async function closeIncidents(
  tx: Tx,
  place: { companyId: string; integrationId: string; kind?: IncidentKind; nowMs: number },
): Promise<ClosedIncident[]> {
  const kind = place.kind ?? null;
  const rows = await tx.rows<{ incident_id: string; kind: IncidentKind; opened_at: Date }>(sql`
    UPDATE incidents SET closed_at = ${new Date(place.nowMs)}
    WHERE company_id = ${place.companyId} AND integration_id = ${place.integrationId}
      AND (${kind}::text IS NULL OR kind = ${kind}) AND closed_at IS NULL
    RETURNING incident_id, kind, opened_at
  `);
  return rows
    .map((row) => ({
      incidentId: row.incident_id,
      kind: row.kind,
      openedAtMs: row.opened_at.getTime(),
    }))
    .sort((a, b) => a.openedAtMs - b.openedAtMs);
}

/**
 * Whether anybody was told of an incident of the integration that opened at or after an instant. A
 * notice of an incident names it as its cause.
 */
export async function wasNoticed(
  tx: Tx,
  place: { companyId: string; integrationId: string; sinceMs: number },
): Promise<boolean> {
  const row = await tx.first(sql`
    SELECT 1 FROM incidents i
    JOIN outbox o ON o.company_id = i.company_id AND o.dedupe_key = i.incident_id::text
      AND o.kind IN ('integration_warned', 'integration_called_off')
    WHERE i.company_id = ${place.companyId} AND i.integration_id = ${place.integrationId}
      AND i.opened_at >= ${new Date(place.sinceMs)}
    LIMIT 1
  `);
  return row !== null;
}
