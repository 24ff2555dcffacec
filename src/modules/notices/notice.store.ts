import { newId } from '#kernel/ids.ts';
import type { Localized } from '#kernel/localized.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** Everything people can be told of, in the order in which they choose among it. */
export const noticeKinds = [
  'integration_warned',
  'integration_called_off',
  'integration_recovered',
  'webhook_disabled',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];
/** Of those, what is told of an integration. */
export type LinkNoticeKind = Exclude<NoticeKind, 'webhook_disabled'>;

/** What a message is written from: facts only, no secret. */
export interface NoticePayload {
  venueId: string;
  integrationId: string;
  provider: string;
  /** A plain text in notices of older versions. */
  providerName: Localized | string;
  nickname: string | null;
  /** How its sales come by themselves; absent or null where the till is asked for them. */
  sentAs?: 'file' | 'push' | null;
  /** When it happened, ISO 8601 UTC. */
  at: string;
  /** Since when checks fail, ISO 8601 UTC; null in a recovery. */
  failingSince: string | null;
  failureCount: number;
  problem: { kind: string; code: string; message: Localized } | null;
  /** Of a warning about failing checks: how many more call the link off, and not before when. */
  attemptsLeft?: number | null;
  calledOffNotBefore?: string | null;
}

/** What is told of a webhook that was switched off. */
export interface WebhookNoticePayload {
  /** By whose clock it is told, and from which its settings are reached: webhooks are the company's. */
  venueId: string;
  endpointId: string;
  /** Of its address; the rest may hold a secret. */
  host: string;
  reason: 'gone' | 'failing';
  at: string;
  failingSince: string | null;
}

export type NoticeContent =
  | { kind: LinkNoticeKind; payload: NoticePayload }
  | { kind: 'webhook_disabled'; payload: WebhookNoticePayload };

/**
 * Writes a notice to the outbox in the caller's transaction; the same cause writes it once.
 * @param notice.cause the incident's id, or what names the one time that something else happened.
 */
export async function recordNotice(
  tx: Tx,
  notice: { companyId: string; cause: string; nowMs: number } & NoticeContent,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO outbox (company_id, message_id, kind, dedupe_key, payload, created_at)
    VALUES (${notice.companyId}, ${newId(notice.nowMs)}, ${notice.kind}, ${notice.cause},
      ${JSON.stringify(notice.payload)}, ${new Date(notice.nowMs)})
    ON CONFLICT (company_id, kind, dedupe_key) DO NOTHING
  `);
}
