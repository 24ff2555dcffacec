import { receiveFile } from '#modules/files/index.ts';
import { getIntegration } from '#modules/integrations/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { MailInDeps } from './deps.ts';
import {
  findMail,
  getRaw,
  lockMail,
  lockMailbox,
  type MailPlace,
  updateSettled,
} from './mail.store.ts';
import type { InboundMail, MailPart, MailReason } from './mail.ts';
import type { MessageReading } from './parts/message-reading.ts';
import { readInThread, type ThreadAnswer } from './parts/read-in-thread.ts';
import { reasonOf } from './reasons.ts';
import { recordSettledMail } from './record-mail-event.ts';

/**
 * Reads a message that was received: its sales files are handed on and it is settled, in one
 * transaction. However often this is begun, that happens once; a settled message is left alone.
 */
export async function readMail(
  deps: MailInDeps,
  { signal, ...place }: MailPlace & { signal: AbortSignal },
): Promise<void> {
  const waiting = await deps.database.withCompany(place.companyId, async (tx) => {
    const mail = await findMail(tx, place);
    if (mail?.state !== 'received') return null;
    const { sender, integrationId } = mail;
    return { integrationId, sender, raw: await getRaw(tx, place) };
  });
  if (waiting === null) return;
  const { integrationId, sender, raw } = waiting;
  const answer = await readInThread({ sender, raw, signal });
  await deps.database.withCompany(place.companyId, async (tx) => {
    // Whoever restores the integration either finds what is set aside here, or is waited for.
    await lockMailbox(tx, integrationId);
    const mail = await lockMail(tx, place);
    if (mail?.state !== 'received') return;
    await settle(tx, deps, mail, answer);
  });
}

async function settle(
  tx: Tx,
  deps: MailInDeps,
  mail: InboundMail,
  answer: ThreadAnswer,
): Promise<void> {
  const { companyId, mailId, integrationId, venueId } = mail;
  const { deactivatedAtMs } = await getIntegration(tx, companyId, integrationId);
  const reason = whyNot(mail, answer, deactivatedAtMs === null);
  const reading = answer.kind === 'read' ? answer.reading : null;
  const files = reason === null && reading ? await handOn(tx, deps, mail, reading) : [];
  const parts = [...files, ...skippedOf(reading)];
  const nowMs = deps.clock.now();
  const state = reason === null ? 'read' : 'set_aside';
  const subject = reading?.subject ?? null;
  await updateSettled(tx, { companyId, mailId, state, subject, reason, parts, nowMs });
  await recordSettledMail(tx, deps, { ...mail, subject: subject ?? mail.subject, reason, parts });
  await deps.notify(tx, {
    companyId,
    name: 'mail.changed',
    data: { integrationId, venueId, mailId },
  });
}

/** Why a message is set aside; null when its files are to be read. Pure. */
function whyNot(mail: InboundMail, answer: ThreadAnswer, isActive: boolean): MailReason | null {
  if (!isActive) return reasonOf('integration_inactive');
  if (answer.kind === 'unreadable') return reasonOf(answer.code);
  const { objection, files } = answer.reading;
  if (objection !== null && !mail.isVouched) return reasonOf(objection);
  return files.length === 0 ? reasonOf(objection === 'broken' ? 'broken' : 'no_file') : null;
}

async function handOn(
  tx: Tx,
  deps: MailInDeps,
  mail: InboundMail,
  { files }: MessageReading,
): Promise<MailPart[]> {
  const { companyId, integrationId, source } = mail;
  const parts: MailPart[] = [];
  for (const { name, bytes } of files) {
    const { fileId, isDuplicate } = await receiveFile(tx, deps, {
      ...{ companyId, integrationId, name, source },
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      receivedAtMs: deps.clock.now(),
    });
    parts.push({ name, size: bytes.length, fileId, isDuplicate });
  }
  return parts;
}

function skippedOf(reading: MessageReading | null): MailPart[] {
  const skipped = reading?.skipped ?? [];
  return skipped.map(({ name, size, code }) => ({ name, size, reason: reasonOf(code) }));
}
