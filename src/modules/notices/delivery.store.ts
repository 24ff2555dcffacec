import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { NoticeContent } from './notice.store.ts';

/** A notice with its venue as it is called now. */
export type Notice = NoticeContent & {
  noticeId: string;
  venueId: string;
  venueName: string;
  timeZone: string;
  createdAtMs: number;
};

type NoticeRow = NoticeContent & {
  notice_id: string;
  venue_id: string;
  venue_name: string;
  time_zone: string;
  created_at: Date;
};

export function toNotice(row: NoticeRow): Notice {
  const { kind, payload } = row;
  return {
    ...({ kind, payload } as NoticeContent),
    noticeId: row.notice_id,
    venueId: row.venue_id,
    venueName: row.venue_name,
    timeZone: row.time_zone,
    createdAtMs: row.created_at.getTime(),
  };
}

/** Notices of all companies that nobody was told of yet, oldest first. Ids only. */
export async function listNewNotices(
  tx: Tx,
  countMax: number,
): Promise<{ companyId: string; noticeId: string }[]> {
  return tx.rows(sql`
    SELECT company_id AS "companyId", notice_id AS "noticeId" FROM new_notices(${countMax})
  `);
}

/** People of all companies for whom a mail is due. Ids only. */
export async function listDueReaders(
  tx: Tx,
  due: { nowMs: number; countMax: number },
): Promise<{ companyId: string; userId: string }[]> {
  return tx.rows(sql`
    SELECT company_id AS "companyId", user_id AS "userId"
    FROM due_notice_readers(${new Date(due.nowMs)}, ${due.countMax})
  `);
}

/** The notice, held, if nobody else has it and it was not handed out. */
export async function lockNewNotice(
  tx: Tx,
  companyId: string,
  noticeId: string,
): Promise<Notice | null> {
  const row = await tx.first<NoticeRow>(sql`
    SELECT o.message_id AS notice_id, o.kind, v.venue_id, v.name AS venue_name, v.time_zone,
      o.payload, o.created_at
    FROM outbox o
    JOIN venues v ON v.company_id = o.company_id AND v.venue_id = (o.payload->>'venueId')::uuid
    WHERE o.company_id = ${companyId} AND o.message_id = ${noticeId} AND o.handed_out_at IS NULL
    FOR UPDATE OF o SKIP LOCKED
  `);
  return row && toNotice(row);
}

export async function recordDeliveries(
  tx: Tx,
  of: {
    companyId: string;
    noticeId: string;
    deliveries: readonly { userId: string; dueAtMs: number }[];
  },
): Promise<void> {
  const userIds = of.deliveries.map(({ userId }) => userId);
  const dueAt = of.deliveries.map(({ dueAtMs }) => new Date(dueAtMs));
  await tx.run(sql`
    INSERT INTO notice_deliveries (company_id, notice_id, user_id, state, due_at)
    SELECT ${of.companyId}, ${of.noticeId}, d.user_id, 'waiting', d.due_at
    FROM unnest(${userIds}::text[], ${dueAt}::timestamptz[]) AS d (user_id, due_at)
    ON CONFLICT (company_id, notice_id, user_id) DO NOTHING
  `);
}

export async function updateHandedOut(
  tx: Tx,
  notice: { companyId: string; noticeId: string; nowMs: number },
): Promise<void> {
  await tx.run(sql`
    UPDATE outbox SET handed_out_at = ${new Date(notice.nowMs)}
    WHERE company_id = ${notice.companyId} AND message_id = ${notice.noticeId}
  `);
}

/** A notice that waits for one person. */
export type Waiting = Notice & { dueAtMs: number };

/** What waits for a person and no other worker has, held: the longest due of it, oldest first. */
export async function lockWaiting(
  tx: Tx,
  of: { companyId: string; userId: string; countMax: number },
): Promise<Waiting[]> {
  const rows = await tx.rows<NoticeRow & { due_at: Date }>(sql`
    SELECT d.notice_id, o.kind, v.venue_id, v.name AS venue_name, v.time_zone, o.payload,
      o.created_at, d.due_at
    FROM notice_deliveries d
    JOIN outbox o ON o.company_id = d.company_id AND o.message_id = d.notice_id
    JOIN venues v ON v.company_id = o.company_id AND v.venue_id = (o.payload->>'venueId')::uuid
    WHERE d.company_id = ${of.companyId} AND d.user_id = ${of.userId} AND d.state = 'waiting'
    ORDER BY d.due_at, d.notice_id LIMIT ${of.countMax}
    FOR UPDATE OF d SKIP LOCKED
  `);
  return rows
    .map((row) => ({ ...toNotice(row), dueAtMs: row.due_at.getTime() }))
    .sort((a, b) => a.createdAtMs - b.createdAtMs);
}

/** Ends the wait of some of a person's notices. */
export async function settleDeliveries(
  tx: Tx,
  of: { companyId: string; userId: string; noticeIds: readonly string[] } & (
    | { state: 'mailed'; mailId: string }
    | { state: 'withdrawn' | 'expired' }
  ),
): Promise<void> {
  const mailId = of.state === 'mailed' ? of.mailId : null;
  await tx.run(sql`
    UPDATE notice_deliveries SET state = ${of.state}, mail_id = ${mailId}
    WHERE company_id = ${of.companyId} AND user_id = ${of.userId}
      AND notice_id = ANY(${of.noticeIds}::uuid[])
  `);
}

/** Lets one of a person's notices wait on. */
export async function delayDelivery(
  tx: Tx,
  of: { companyId: string; userId: string; noticeId: string; dueAtMs: number },
): Promise<void> {
  await tx.run(sql`
    UPDATE notice_deliveries SET due_at = ${new Date(of.dueAtMs)}
    WHERE company_id = ${of.companyId} AND user_id = ${of.userId} AND notice_id = ${of.noticeId}
  `);
}
