import { newId } from '#kernel/ids.ts';
import { getIntegration } from '#modules/integrations/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { MailInDeps } from './deps.ts';
import { identifyMessage } from './identify-message.ts';
import {
  insertMail,
  lockMailbox,
  measureMailSince,
  type Recipient,
  recordRepetition,
  updateReceived,
  updateSettled,
} from './mail.store.ts';
import { type MailSource, mailLimits } from './mail.ts';
import { reasonOf } from './reasons.ts';
import { recordSettledMail } from './record-mail-event.ts';

/** A message as it came, for one of its recipients. */
export interface ReceivedMail {
  raw: Buffer;
  /** Of the envelope: empty for bounces, null without an envelope. */
  sender: string | null;
  source: MailSource;
}

export type Receipt =
  | { kind: 'kept'; mailId: string; isRepeated: boolean }
  /** Too much came within a day: the sender should try again later. */
  | { kind: 'too_much' };

const dayMs = 86_400_000;

/**
 * Keeps a message and queues its reading, both or neither. The same message again is counted and
 * adds nothing, unless nothing came of it before: then it is looked at anew.
 */
export async function receiveMail(
  deps: MailInDeps,
  recipient: Recipient,
  received: ReceivedMail,
): Promise<Receipt> {
  const identityHash = identifyMessage(received.raw);
  return deps.database.withCompany(recipient.companyId, async (tx) => {
    await lockMailbox(tx, recipient.integrationId);
    const again = await recordRepetition(tx, { ...recipient, identityHash });
    if (again !== null) {
      const { mailId, state } = again;
      if (state === 'set_aside') await readAgain(tx, deps, { ...recipient, mailId });
      return { kind: 'kept', mailId, isRepeated: true };
    }
    return keepNew(tx, deps, { ...recipient, ...received, identityHash });
  });
}

async function keepNew(
  tx: Tx,
  deps: MailInDeps,
  mail: Recipient & ReceivedMail & { identityHash: Buffer },
): Promise<Receipt> {
  const { companyId, integrationId } = mail;
  const nowMs = deps.clock.now();
  const day = await measureMailSince(tx, { companyId, integrationId, sinceMs: nowMs - dayMs });
  const isFull =
    day.messages >= mailLimits.messagesPerDayMax ||
    day.bytes + mail.raw.length > mailLimits.bytesPerDayMax;
  if (isFull) return { kind: 'too_much' };
  const { venueId, deactivatedAtMs } = await getIntegration(tx, companyId, integrationId);
  const mailId = newId(nowMs);
  await insertMail(tx, { ...mail, mailId, venueId, receivedAtMs: nowMs });
  if (deactivatedAtMs === null) {
    await deps.queue.send(tx, 'mail.read', { companyId, mailId }, { key: mailId });
  } else {
    const reason = reasonOf('integration_inactive');
    const nothing = { subject: null, parts: [], nowMs };
    await updateSettled(tx, { companyId, mailId, state: 'set_aside', reason, ...nothing });
    const { sender } = mail;
    const told = { companyId, mailId, venueId, integrationId, sender, reason, ...nothing };
    await recordSettledMail(tx, deps, { ...told, deliveryCount: 1, isVouched: false });
  }
  await deps.notify(tx, {
    companyId,
    name: 'mail.changed',
    data: { integrationId, venueId, mailId },
  });
  return { kind: 'kept', mailId, isRepeated: false };
}

async function readAgain(
  tx: Tx,
  deps: MailInDeps,
  { companyId, mailId }: Recipient & { mailId: string },
): Promise<void> {
  await updateReceived(tx, { companyId, mailId, isVouched: false });
  await deps.queue.send(tx, 'mail.read', { companyId, mailId }, { key: mailId });
}
