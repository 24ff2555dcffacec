import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** A mail as it is kept. */
export interface StoredMail {
  mailId: string;
  userId: string;
  subject: string;
  text: string;
  html: string;
  state: 'ready' | 'sending' | 'handed_over';
  attempt: number;
  createdAtMs: number;
}

export async function insertMail(
  tx: Tx,
  mail: {
    companyId: string;
    userId: string;
    mailId: string;
    subject: string;
    text: string;
    html: string;
    nowMs: number;
  },
): Promise<void> {
  const now = new Date(mail.nowMs);
  await tx.run(sql`
    INSERT INTO notice_mails (company_id, mail_id, user_id, subject, body_text, body_html, state,
      next_at, created_at)
    VALUES (${mail.companyId}, ${mail.mailId}, ${mail.userId}, ${mail.subject}, ${mail.text},
      ${mail.html}, 'ready', ${now}, ${now})
  `);
}

/** Mails of all companies to send, or whose worker fell silent. Ids only. */
export async function listDueMails(
  tx: Tx,
  due: { nowMs: number; countMax: number },
): Promise<{ companyId: string; mailId: string }[]> {
  return tx.rows(sql`
    SELECT company_id AS "companyId", mail_id AS "mailId"
    FROM due_notice_mails(${new Date(due.nowMs)}, ${due.countMax})
  `);
}

/** The mail, held, if it is due and no other worker has it. */
export async function lockDueMail(
  tx: Tx,
  of: { companyId: string; mailId: string; nowMs: number },
): Promise<StoredMail | null> {
  const row = await tx.first<Omit<StoredMail, 'createdAtMs'> & { createdAt: Date }>(sql`
    SELECT mail_id AS "mailId", user_id AS "userId", subject, body_text AS text,
      body_html AS html, state, attempt, created_at AS "createdAt"
    FROM notice_mails
    WHERE company_id = ${of.companyId} AND mail_id = ${of.mailId}
      AND state IN ('ready', 'sending', 'handed_over') AND next_at <= ${new Date(of.nowMs)}
    FOR UPDATE SKIP LOCKED
  `);
  if (row === null) return null;
  const { createdAt, ...mail } = row;
  return { ...mail, createdAtMs: createdAt.getTime() };
}

/** Zones of the venues a mail speaks of. */
export async function listZonesOfMail(
  tx: Tx,
  companyId: string,
  mailId: string,
): Promise<string[]> {
  const rows = await tx.rows<{ zone: string }>(sql`
    SELECT DISTINCT v.time_zone AS zone FROM notice_deliveries d
    JOIN outbox o ON o.company_id = d.company_id AND o.message_id = d.notice_id
    JOIN venues v ON v.company_id = o.company_id AND v.venue_id = (o.payload->>'venueId')::uuid
    WHERE d.company_id = ${companyId} AND d.mail_id = ${mailId}
  `);
  return rows.map((row) => row.zone);
}

interface MailChange {
  companyId: string;
  mailId: string;
}

/** Claims the mail for one more attempt until an instant. */
export async function claimMail(
  tx: Tx,
  claim: MailChange & { attempt: number; untilMs: number },
): Promise<void> {
  await tx.run(sql`
    UPDATE notice_mails SET state = 'sending', attempt = ${claim.attempt},
      next_at = ${new Date(claim.untilMs)}
    WHERE company_id = ${claim.companyId} AND mail_id = ${claim.mailId}
  `);
}

/** Notes that the text goes out now. False when the claim is no longer this attempt's. */
export async function markHandedOver(
  tx: Tx,
  claim: MailChange & { attempt: number; untilMs: number },
): Promise<boolean> {
  const changed = await tx.run(sql`
    UPDATE notice_mails SET state = 'handed_over', next_at = ${new Date(claim.untilMs)}
    WHERE company_id = ${claim.companyId} AND mail_id = ${claim.mailId}
      AND state = 'sending' AND attempt = ${claim.attempt}
  `);
  return changed === 1;
}

/** Lets the mail be sent again from an instant on. Without an attempt, whoever has it. */
export async function returnMail(
  tx: Tx,
  of: MailChange & { attempt: number; nextAtMs: number; error: string | null },
): Promise<void> {
  await tx.run(sql`
    UPDATE notice_mails SET state = 'ready', next_at = ${new Date(of.nextAtMs)},
      last_error = coalesce(${of.error}, last_error)
    WHERE company_id = ${of.companyId} AND mail_id = ${of.mailId} AND attempt = ${of.attempt}
      AND state IN ('ready', 'sending', 'handed_over')
  `);
}

export type MailEnd = 'sent' | 'unconfirmed' | 'failed' | 'withdrawn';

/** Ends the mail's way. An answer that comes late still corrects `unconfirmed`. */
export async function endMail(
  tx: Tx,
  of: MailChange & { attempt: number; state: MailEnd; nowMs: number; error: string | null },
): Promise<void> {
  await tx.run(sql`
    UPDATE notice_mails SET state = ${of.state}, ended_at = ${new Date(of.nowMs)},
      last_error = ${of.error}
    WHERE company_id = ${of.companyId} AND mail_id = ${of.mailId} AND attempt = ${of.attempt}
      AND state IN ('ready', 'sending', 'handed_over', 'unconfirmed')
  `);
}

/** Lets mails of a notice that did not arrive for certain be sent again. @returns how many. */
export async function reviveMails(
  tx: Tx,
  of: { companyId: string; noticeId: string; nowMs: number },
): Promise<number> {
  return tx.run(sql`
    UPDATE notice_mails m SET state = 'ready', next_at = ${new Date(of.nowMs)}, ended_at = NULL
    WHERE m.company_id = ${of.companyId} AND m.state IN ('unconfirmed', 'failed')
      AND m.mail_id IN (
        SELECT d.mail_id FROM notice_deliveries d
        WHERE d.company_id = ${of.companyId} AND d.notice_id = ${of.noticeId})
  `);
}
