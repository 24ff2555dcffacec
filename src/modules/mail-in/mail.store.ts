import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { InboundMail, MailPart, MailReason, MailSource, MailState } from './mail.ts';

/** Whose address it is, active or not. */
export interface Recipient {
  companyId: string;
  integrationId: string;
}

/** Asked before any company is known: the one who shows the token holds it. */
export async function findRecipient(tx: Tx, token: string): Promise<Recipient | null> {
  return tx.first(sql`
    SELECT company_id AS "companyId", integration_id AS "integrationId"
    FROM find_mail_recipient(${token}) LIMIT 1
  `);
}

/** Messages of one integration wait for each other, so that their count holds. */
export async function lockMailbox(tx: Tx, integrationId: string): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(7414, hashtext(${integrationId}))`);
}

export async function measureMailSince(
  tx: Tx,
  { companyId, integrationId, sinceMs }: Recipient & { sinceMs: number },
): Promise<{ messages: number; bytes: number }> {
  const row = await tx.first<{ messages: number; bytes: number }>(sql`
    SELECT count(*)::int AS messages, coalesce(sum(size), 0)::int8 AS bytes FROM inbound_messages
    WHERE company_id = ${companyId} AND integration_id = ${integrationId}
      AND received_at > ${new Date(sinceMs)}
  `);
  return row ?? { messages: 0, bytes: 0 };
}

/** Notes that a message came once more; null when it is new. */
export async function recordRepetition(
  tx: Tx,
  message: Recipient & { identityHash: Buffer },
): Promise<{ mailId: string; state: MailState } | null> {
  return tx.first(sql`
    UPDATE inbound_messages SET delivery_count = delivery_count + 1
    WHERE company_id = ${message.companyId} AND integration_id = ${message.integrationId}
      AND identity_hash = ${message.identityHash}
    RETURNING mail_id AS "mailId", state
  `);
}

export async function insertMail(
  tx: Tx,
  mail: Pick<
    InboundMail,
    'companyId' | 'mailId' | 'venueId' | 'integrationId' | 'receivedAtMs' | 'source' | 'sender'
  > & { identityHash: Buffer; raw: Buffer },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO inbound_messages (company_id, mail_id, venue_id, integration_id, received_at, source,
      sender, identity_hash, raw, size, state)
    VALUES (${mail.companyId}, ${mail.mailId}, ${mail.venueId}, ${mail.integrationId},
      ${new Date(mail.receivedAtMs)}, ${mail.source}, ${mail.sender}, ${mail.identityHash},
      ${mail.raw}, ${mail.raw.length}, 'received')
  `);
}

/** The key of every statement about one message. */
export interface MailPlace {
  companyId: string;
  mailId: string;
}

export async function getRaw(tx: Tx, { companyId, mailId }: MailPlace): Promise<Buffer> {
  const row = await tx.first<{ raw: Buffer }>(sql`
    SELECT raw FROM inbound_messages WHERE company_id = ${companyId} AND mail_id = ${mailId}
  `);
  if (row === null) throw new Error(`no message ${mailId}`);
  return row.raw;
}

/** Waits for its reading again; `isVouched` when a person said that it must be read. */
export async function updateReceived(
  tx: Tx,
  { companyId, mailId, isVouched }: MailPlace & { isVouched: boolean },
): Promise<void> {
  await tx.run(sql`
    UPDATE inbound_messages SET state = 'received', is_vouched = is_vouched OR ${isVouched},
      reason = NULL, settled_at = NULL
    WHERE company_id = ${companyId} AND mail_id = ${mailId}
  `);
}

/** Those that were set aside for no other reason than that their integration was inactive. */
export async function reopenKeptMails(
  tx: Tx,
  { companyId, integrationId }: Recipient,
): Promise<string[]> {
  const rows = await tx.rows<{ mail_id: string }>(sql`
    UPDATE inbound_messages SET state = 'received', reason = NULL, settled_at = NULL
    WHERE company_id = ${companyId} AND integration_id = ${integrationId}
      AND state = 'set_aside' AND reason->>'code' = 'integration_inactive'
    RETURNING mail_id
  `);
  return rows.map((row) => row.mail_id);
}

export async function updateSettled(
  tx: Tx,
  settled: MailPlace & {
    state: 'read' | 'set_aside';
    subject: string | null;
    reason: MailReason | null;
    parts: readonly MailPart[];
    nowMs: number;
  },
): Promise<void> {
  await tx.run(sql`
    UPDATE inbound_messages SET state = ${settled.state},
      subject = coalesce(${settled.subject}, subject),
      reason = ${settled.reason && JSON.stringify(settled.reason)},
      parts = ${JSON.stringify(settled.parts)}, settled_at = ${new Date(settled.nowMs)}
    WHERE company_id = ${settled.companyId} AND mail_id = ${settled.mailId}
  `);
}

interface MailRow {
  company_id: string;
  mail_id: string;
  venue_id: string;
  integration_id: string;
  received_at: Date;
  source: MailSource;
  sender: string | null;
  delivery_count: number;
  size: number;
  state: MailState;
  is_vouched: boolean;
  subject: string | null;
  reason: MailReason | null;
  parts: MailPart[] | null;
  settled_at: Date | null;
}

export async function findMail(tx: Tx, place: MailPlace): Promise<InboundMail | null> {
  const row = await tx.first<MailRow>(sql`
    SELECT company_id, mail_id, venue_id, integration_id, received_at, source, sender,
      delivery_count, size, state, is_vouched, subject, reason, parts, settled_at
    FROM inbound_messages WHERE company_id = ${place.companyId} AND mail_id = ${place.mailId}
  `);
  return row && toMail(row);
}

/** As `findMail`, and nobody else settles it until the transaction ends. */
export async function lockMail(tx: Tx, place: MailPlace): Promise<InboundMail | null> {
  const row = await tx.first<MailRow>(sql`
    SELECT company_id, mail_id, venue_id, integration_id, received_at, source, sender,
      delivery_count, size, state, is_vouched, subject, reason, parts, settled_at
    FROM inbound_messages WHERE company_id = ${place.companyId} AND mail_id = ${place.mailId}
    FOR UPDATE
  `);
  return row && toMail(row);
}

/** Newest first; `before` is the last id of the page before. */
export async function listMails(
  tx: Tx,
  wanted: Recipient & { before: string | null; state: MailState | null; countMax: number },
): Promise<InboundMail[]> {
  const rows = await tx.rows<MailRow>(sql`
    SELECT company_id, mail_id, venue_id, integration_id, received_at, source, sender,
      delivery_count, size, state, is_vouched, subject, reason, parts, settled_at
    FROM inbound_messages
    WHERE company_id = ${wanted.companyId} AND integration_id = ${wanted.integrationId}
      AND (${wanted.before}::uuid IS NULL OR mail_id < ${wanted.before}::uuid)
      AND (${wanted.state}::text IS NULL OR state = ${wanted.state})
    ORDER BY mail_id DESC LIMIT ${wanted.countMax}
  `);
  return rows.map(toMail);
}

function toMail(row: MailRow): InboundMail {
  return {
    companyId: row.company_id,
    mailId: row.mail_id,
    venueId: row.venue_id,
    integrationId: row.integration_id,
    receivedAtMs: row.received_at.getTime(),
    source: row.source,
    sender: row.sender,
    deliveryCount: row.delivery_count,
    size: row.size,
    state: row.state,
    isVouched: row.is_vouched,
    subject: row.subject,
    reason: row.reason,
    parts: row.parts ?? [],
    settledAtMs: row.settled_at?.getTime() ?? null,
  };
}
