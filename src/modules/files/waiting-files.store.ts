import type { WaitingFiles } from '#modules/overview/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/**
 * Of active links that have any: files that ask, and files since `sinceMs` that could not be read
 * and of whose name none was read later.
 */
export async function listWaitingFiles(tx: Tx, sinceMs: number): Promise<WaitingFiles[]> {
  return tx.rows(sql`
    SELECT waiting.integration_id AS "integrationId",
      count(*) FILTER (WHERE waiting.state = 'asking')::int AS asking,
      (max(waiting.file_id::text) FILTER (WHERE waiting.state = 'asking'))::uuid AS "askingFileId",
      count(*) FILTER (WHERE waiting.state = 'unreadable')::int AS unreadable,
      (max(waiting.file_id::text) FILTER (WHERE waiting.state = 'unreadable'))::uuid
        AS "unreadableFileId"
    FROM integrations integration
    JOIN sales_files waiting ON waiting.company_id = integration.company_id
      AND waiting.integration_id = integration.integration_id
    WHERE integration.company_id = ${tx.companyId} AND integration.deactivated_at IS NULL
      AND (waiting.state = 'asking'
        OR (waiting.state = 'unreadable' AND waiting.received_at >= ${new Date(sinceMs)}
          AND NOT EXISTS (SELECT FROM sales_files later
            WHERE later.company_id = waiting.company_id
              AND later.integration_id = waiting.integration_id AND later.name = waiting.name
              AND later.file_id > waiting.file_id AND later.state = 'read')))
    GROUP BY waiting.integration_id
  `);
}
