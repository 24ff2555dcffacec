import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { DisabledReason } from './decide-delivery.ts';

export interface Endpoint {
  endpointId: string;
  url: string;
  description: string;
  eventTypes: string[];
  disabledAt: Date | null;
  disabledReason: DisabledReason | null;
  failingSince: Date | null;
  lastSuccessAt: Date | null;
  prunedAt: Date | null;
  createdAt: Date;
}

const columns = `endpoint_id AS "endpointId", url, description, event_types AS "eventTypes",
  disabled_at AS "disabledAt", disabled_reason AS "disabledReason", failing_since AS "failingSince",
  last_success_at AS "lastSuccessAt", pruned_at AS "prunedAt", created_at AS "createdAt"`;

/** Oldest first. */
export async function listEndpoints(tx: Tx): Promise<Endpoint[]> {
  return tx.rows({
    text: `SELECT ${columns} FROM webhook_endpoints WHERE company_id = $1 ORDER BY endpoint_id`,
    values: [tx.companyId],
  });
}

export async function findEndpoint(tx: Tx, endpointId: string): Promise<Endpoint | null> {
  return tx.first({
    text: `SELECT ${columns} FROM webhook_endpoints WHERE company_id = $1 AND endpoint_id = $2`,
    values: [tx.companyId, endpointId],
  });
}

/** The same, held against other changes until the transaction ends. */
export async function lockEndpoint(tx: Tx, endpointId: string): Promise<Endpoint | null> {
  return tx.first({
    text: `SELECT ${columns} FROM webhook_endpoints
      WHERE company_id = $1 AND endpoint_id = $2 FOR NO KEY UPDATE`,
    values: [tx.companyId, endpointId],
  });
}

/** Ids of those that want to hear of a type; held, so that none is deleted before it is told. */
export async function listSubscribers(tx: Tx, type: string): Promise<string[]> {
  const rows = await tx.rows<{ endpointId: string }>(sql`
    SELECT endpoint_id AS "endpointId" FROM webhook_endpoints
    WHERE company_id = ${tx.companyId} AND disabled_at IS NULL AND ${type} = ANY(event_types)
    ORDER BY endpoint_id FOR KEY SHARE
  `);
  return rows.map((row) => row.endpointId);
}

export async function insertEndpoint(
  tx: Tx,
  endpoint: { url: string; description: string; eventTypes: readonly string[]; nowMs: number },
): Promise<string> {
  const endpointId = newId(endpoint.nowMs);
  await tx.run(sql`
    INSERT INTO webhook_endpoints (company_id, endpoint_id, url, description, event_types, created_at)
    VALUES (${tx.companyId}, ${endpointId}, ${endpoint.url}, ${endpoint.description},
      ${endpoint.eventTypes}, ${new Date(endpoint.nowMs)})
  `);
  return endpointId;
}

export async function updateEndpoint(tx: Tx, endpoint: Endpoint): Promise<void> {
  await tx.run(sql`
    UPDATE webhook_endpoints SET url = ${endpoint.url}, description = ${endpoint.description},
      event_types = ${endpoint.eventTypes}, disabled_at = ${endpoint.disabledAt},
      disabled_reason = ${endpoint.disabledReason}, failing_since = ${endpoint.failingSince},
      last_success_at = ${endpoint.lastSuccessAt}, pruned_at = ${endpoint.prunedAt}
    WHERE company_id = ${tx.companyId} AND endpoint_id = ${endpoint.endpointId}
  `);
}

/** With its secrets and its log. */
export async function deleteEndpoint(tx: Tx, endpointId: string): Promise<void> {
  await tx.run(sql`
    DELETE FROM webhook_endpoints
    WHERE company_id = ${tx.companyId} AND endpoint_id = ${endpointId}
  `);
}

/** Those with a message due, over all companies, the longest waiting first. */
export async function listDueEndpoints(
  tx: Tx,
  due: { nowMs: number; countMax: number },
): Promise<{ companyId: string; endpointId: string }[]> {
  return tx.rows(sql`
    SELECT company_id AS "companyId", endpoint_id AS "endpointId"
    FROM due_webhook_endpoints(${new Date(due.nowMs)}, ${due.countMax})
  `);
}
