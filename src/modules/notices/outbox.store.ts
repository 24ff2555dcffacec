import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import { type Notice, toNotice } from './delivery.store.ts';

/** How a notice goes to one person. */
export interface DeliveryRow {
  noticeId: string;
  userId: string;
  name: string;
  /** Of the company still; nobody else is told anything. */
  isMember: boolean;
  state: 'waiting' | 'mailed' | 'withdrawn' | 'expired';
  dueAt: Date;
  mailState:
    | 'ready'
    | 'sending'
    | 'handed_over'
    | 'sent'
    | 'unconfirmed'
    | 'failed'
    | 'withdrawn'
    | null;
  nextAt: Date | null;
  endedAt: Date | null;
  lastError: string | null;
}

/** The company's notices, newest first; `before` is the id of the last of the page before. */
export async function listNotices(
  tx: Tx,
  page: { companyId: string; before: string | null; countMax: number },
): Promise<Notice[]> {
  const rows = await tx.rows<Parameters<typeof toNotice>[0]>(sql`
    SELECT o.message_id AS notice_id, o.kind, v.venue_id, v.name AS venue_name, v.time_zone,
      o.payload, o.created_at
    FROM outbox o
    JOIN venues v ON v.company_id = o.company_id AND v.venue_id = (o.payload->>'venueId')::uuid
    WHERE o.company_id = ${page.companyId}
      AND (${page.before}::uuid IS NULL OR o.message_id < ${page.before}::uuid)
    ORDER BY o.message_id DESC LIMIT ${page.countMax}
  `);
  return rows.map(toNotice);
}

/** Whether the company has the notice. */
export async function hasNotice(tx: Tx, companyId: string, noticeId: string): Promise<boolean> {
  const row = await tx.first(sql`
    SELECT 1 FROM outbox WHERE company_id = ${companyId} AND message_id = ${noticeId}
  `);
  return row !== null;
}

/** To whom some notices go, and how far they are. */
export async function listDeliveries(
  tx: Tx,
  companyId: string,
  noticeIds: readonly string[],
): Promise<DeliveryRow[]> {
  return tx.rows<DeliveryRow>(sql`
    SELECT d.notice_id AS "noticeId", d.user_id AS "userId", coalesce(u.name, '') AS name,
      member.user_id IS NOT NULL AS "isMember", d.state, d.due_at AS "dueAt", m.state AS "mailState", m.next_at AS "nextAt", m.ended_at AS "endedAt",
      m.last_error AS "lastError"
    FROM notice_deliveries d
    LEFT JOIN auth.users u ON u.id = d.user_id
    LEFT JOIN memberships member
      ON member.company_id = d.company_id AND member.user_id = d.user_id
    LEFT JOIN notice_mails m ON m.company_id = d.company_id AND m.mail_id = d.mail_id
    WHERE d.company_id = ${companyId} AND d.notice_id = ANY(${noticeIds}::uuid[])
    ORDER BY name, d.user_id
  `);
}
