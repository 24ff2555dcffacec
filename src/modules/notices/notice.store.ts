import { newId } from '#kernel/ids.ts';
import type { Localized } from '#kernel/localized.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** Everything people can be told of, in the order in which they choose among it. */
export const noticeKinds = [
  'integration_warned',
  'integration_called_off',
  'integration_recovered',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What a message is written from: facts only, no secret. */
export interface NoticePayload {
  venueId: string;
  integrationId: string;
  provider: string;
  /** A plain text in notices of older versions. */
  providerName: Localized | string;
  nickname: string | null;
  /** When it happened, ISO 8601 UTC. */
  at: string;
  /** Since when checks fail, ISO 8601 UTC; null in a recovery. */
  failingSince: string | null;
  failureCount: number;
  problem: { kind: string; code: string; message: Localized } | null;
}

/**
 * Writes a notice to the outbox in the caller's transaction; the same cause writes it once.
 * @param notice.cause the incident's id.
 */
export async function recordNotice(
  tx: Tx,
  notice: {
    companyId: string;
    kind: NoticeKind;
    cause: string;
    payload: NoticePayload;
    nowMs: number;
  },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO outbox (company_id, message_id, kind, dedupe_key, payload, created_at)
    VALUES (${notice.companyId}, ${newId(notice.nowMs)}, ${notice.kind}, ${notice.cause},
      ${JSON.stringify(notice.payload)}, ${new Date(notice.nowMs)})
    ON CONFLICT (company_id, kind, dedupe_key) DO NOTHING
  `);
}
