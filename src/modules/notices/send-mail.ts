import type { EpochMs } from '#kernel/clock.ts';
import type { Tx } from '#platform/db/database.ts';
import type { MailOutcome } from '#platform/mail/mail.ts';
import type { NoticeDeps } from './deps.ts';
import { noticeAgeMaxMs } from './gather-mail.ts';
import {
  claimMail,
  endMail,
  listZonesOfMail,
  lockDueMail,
  markHandedOver,
  returnMail,
  type StoredMail,
} from './mail.store.ts';
import { findReader, type Reader } from './preferences.store.ts';
import { quietEndMs } from './quiet-hours.ts';

/** Longer than a mailer tries to come to the text; a silent worker's mail is then another's. */
const claimMs = 180_000;
/** Longer than a mailer waits for the answer to the text. */
const answerMs = 900_000;

/** Somebody else has the mail by now: nothing of it may go out from here. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

type Request = { companyId: string; mailId: string; signal: AbortSignal };
type Claim = { mail: StoredMail; reader: Reader; attempt: number };

/**
 * One attempt to send one mail, if it is due. What is known before and after each step stands in
 * the database, so that a worker may die anywhere; see docs/adr/0013.
 */
export async function sendMail(deps: NoticeDeps, request: Request): Promise<void> {
  const { database, mailer } = deps;
  if (mailer === null) return;
  const { companyId, mailId, signal } = request;
  const claim = await database.withCompany(companyId, (tx) =>
    beginAttempt(tx, deps, { companyId, mailId, nowMs: deps.clock.now() }),
  );
  if (claim === null) return;
  const { mail, reader, attempt } = claim;
  const letter = {
    ...{ id: mailId, subject: mail.subject, text: mail.text, html: mail.html },
    to: { name: reader.name, address: reader.email },
    writtenAtMs: mail.createdAtMs,
  };
  const beforeText = async () => {
    const untilMs = deps.clock.now() + answerMs;
    const isOurs = await database.withCompany(companyId, async (tx) => {
      // Removed between claim and now: the last moment at which it can be heeded.
      if ((await findReader(tx, companyId, mail.userId)) === null) return false;
      return markHandedOver(tx, { companyId, mailId, attempt, untilMs });
    });
    if (!isOurs) throw new ClaimLost(`mail ${mailId} is no longer ours to send`);
  };
  let outcome: MailOutcome;
  try {
    outcome = await mailer.send(letter, { beforeText, signal });
  } catch (error) {
    if (error instanceof ClaimLost) return;
    throw error;
  }
  await database.withCompany(companyId, (tx) =>
    settle(tx, { companyId, claim, outcome, nowMs: deps.clock.now() }),
  );
  if (outcome.kind !== 'accepted') {
    deps.log.warn('a notice was not sent for certain', { companyId, mailId, attempt, outcome });
  }
}

/** Claims the mail, or ends or delays it where it is not to go out now. */
async function beginAttempt(
  tx: Tx,
  deps: NoticeDeps,
  of: { companyId: string; mailId: string; nowMs: number },
): Promise<Claim | null> {
  const { companyId, mailId, nowMs } = of;
  const mail = await lockDueMail(tx, of);
  if (mail === null) return null;
  const place = { companyId, mailId, attempt: mail.attempt, nowMs };
  if (mail.state === 'handed_over') {
    const error = 'the program ended before the mail server had answered';
    await endMail(tx, { ...place, state: 'unconfirmed', error });
    deps.log.warn('a notice may or may not have been sent', { companyId, mailId });
    return null;
  }
  const reader = await findReader(tx, companyId, mail.userId);
  if (reader === null) {
    await endMail(tx, { ...place, state: 'withdrawn', error: null });
    return null;
  }
  const zones = await listZonesOfMail(tx, companyId, mailId);
  const { quietHours } = reader.preferences;
  const loudMs = Math.max(nowMs, ...zones.map((zone) => quietEndMs(nowMs, quietHours, zone)));
  if (loudMs > nowMs) {
    await returnMail(tx, { ...place, nextAtMs: loudMs, error: null });
    return null;
  }
  const attempt = mail.attempt + 1;
  await claimMail(tx, { companyId, mailId, attempt, untilMs: nowMs + claimMs });
  return { mail, reader, attempt };
}

async function settle(
  tx: Tx,
  of: { companyId: string; claim: Claim; outcome: MailOutcome; nowMs: number },
): Promise<void> {
  const { companyId, outcome, nowMs } = of;
  const { mail, attempt } = of.claim;
  const place = { companyId, mailId: mail.mailId, attempt, nowMs };
  if (outcome.kind === 'accepted') return endMail(tx, { ...place, state: 'sent', error: null });
  const error = outcome.text;
  if (outcome.kind === 'unknown') return endMail(tx, { ...place, state: 'unconfirmed', error });
  if (outcome.isFinal || nowMs - mail.createdAtMs > noticeAgeMaxMs) {
    return endMail(tx, { ...place, state: 'failed', error });
  }
  return returnMail(tx, { ...place, nextAtMs: nowMs + retryDelayMs(attempt), error });
}

/** After a minute, then less and less often, up to once an hour. */
export function retryDelayMs(attempt: number): EpochMs {
  return Math.min(3_600_000, 60_000 * 2 ** Math.min(attempt - 1, 10));
}
