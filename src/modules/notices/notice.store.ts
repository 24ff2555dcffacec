import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

export type NoticeKind = 'integration_warned' | 'integration_called_off' | 'integration_recovered';

/** Writes a notice to the outbox in the caller's transaction; the same cause writes it once. */
export async function recordNotice(
  tx: Tx,
  notice: { companyId: string; kind: NoticeKind; cause: string; payload: unknown; nowMs: number },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO outbox (company_id, message_id, kind, dedupe_key, payload, created_at)
    VALUES (${notice.companyId}, ${newId(notice.nowMs)}, ${notice.kind}, ${notice.cause},
      ${JSON.stringify(notice.payload)}, ${new Date(notice.nowMs)})
    ON CONFLICT (company_id, kind, dedupe_key) DO NOTHING
  `);
}
