import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** By link, the mails since `sinceMs` that were set aside, but for bounces and automatic replies. */
export async function countStrayMails(
  tx: Tx,
  sinceMs: number,
): Promise<{ integrationId: string; count: number }[]> {
  return tx.rows(sql`
    SELECT integration_id AS "integrationId", count(*)::int AS count
    FROM inbound_messages
    WHERE company_id = ${tx.companyId} AND received_at >= ${new Date(sinceMs)}
      AND state = 'set_aside' AND reason->>'code' NOT IN ('bounce', 'auto_reply')
    GROUP BY integration_id
  `);
}
