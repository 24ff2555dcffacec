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

/** Closes whatever is open for the integration; answers what was closed. */
export async function closeIncidents(
  tx: Tx,
  place: { companyId: string; integrationId: string; nowMs: number },
): Promise<{ incidentId: string; kind: IncidentKind }[]> {
  const rows = await tx.rows<{ incident_id: string; kind: IncidentKind }>(sql`
    UPDATE incidents SET closed_at = ${new Date(place.nowMs)}
    WHERE company_id = ${place.companyId} AND integration_id = ${place.integrationId} AND closed_at IS NULL
    RETURNING incident_id, kind
  `);
  return rows.map((row) => ({ incidentId: row.incident_id, kind: row.kind }));
}
