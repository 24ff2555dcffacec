import type { EpochMs } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import { delayDelivery, lockWaiting, settleDeliveries, type Waiting } from './delivery.store.ts';
import type { NoticeDeps } from './deps.ts';
import { insertMail } from './mail.store.ts';
import { findReader, type Reader } from './preferences.store.ts';
import { wantsNotice } from './preferences.ts';
import { quietEndMs } from './quiet-hours.ts';
import { renderMail } from './render-mail.ts';

/** Nobody is helped by the news of last week: it stays in the portal. */
export const noticeAgeMaxMs = 7 * 24 * 3_600_000;
/** More go into the next mail. */
const noticesPerMailMax = 50;

/** What is to be done with what waits for a person. */
export interface Sorted {
  now: Waiting[];
  later: { notice: Waiting; dueAtMs: EpochMs }[];
  expired: Waiting[];
  unwanted: Waiting[];
}

/**
 * Sorts what waits for one person. What is due takes along everything that may go out at this
 * hour: several notices are one mail. Pure.
 */
export function sortWaiting(
  waiting: readonly Waiting[],
  reader: Pick<Reader, 'role' | 'preferences'>,
  nowMs: EpochMs,
): Sorted {
  const sorted: Sorted = { now: [], later: [], expired: [], unwanted: [] };
  for (const notice of waiting) {
    const quietMs = quietEndMs(nowMs, reader.preferences.quietHours, notice.timeZone);
    if (nowMs - notice.createdAtMs > noticeAgeMaxMs) sorted.expired.push(notice);
    else if (!wantsNotice(reader, notice)) sorted.unwanted.push(notice);
    else if (quietMs > nowMs) sorted.later.push({ notice, dueAtMs: quietMs });
    else sorted.now.push(notice);
  }
  if (sorted.now.every(({ dueAtMs }) => dueAtMs > nowMs)) sorted.now = [];
  return sorted;
}

/**
 * Writes the mail that is due for one person, if there is one, and nothing for somebody who no
 * longer belongs to those who are told. The mail and the end of its notices' wait are one
 * transaction: whoever dies after it leaves a mail to be sent, not a notice to be told twice.
 */
export async function gatherMail(
  tx: Tx,
  deps: NoticeDeps,
  request: { companyId: string; userId: string; nowMs: number },
): Promise<void> {
  const { companyId, userId, nowMs } = request;
  const place = { companyId, userId };
  const waiting = await lockWaiting(tx, { ...place, countMax: noticesPerMailMax });
  if (waiting.length === 0) return;
  const reader = await findReader(tx, companyId, userId);
  if (reader === null) {
    return settleDeliveries(tx, { ...place, noticeIds: idsOf(waiting), state: 'withdrawn' });
  }
  const sorted = sortWaiting(waiting, reader, nowMs);
  const { expired, unwanted } = sorted;
  await settleDeliveries(tx, { ...place, noticeIds: idsOf(expired), state: 'expired' });
  await settleDeliveries(tx, { ...place, noticeIds: idsOf(unwanted), state: 'withdrawn' });
  for (const { notice, dueAtMs } of sorted.later) {
    await delayDelivery(tx, { ...place, noticeId: notice.noticeId, dueAtMs });
  }
  if (sorted.now.length === 0) return;
  const mailId = newId(nowMs);
  const mail = renderMail(sorted.now, { ...deps, language: reader.preferences.language });
  await insertMail(tx, { ...place, mailId, ...mail, nowMs });
  const noticeIds = idsOf(sorted.now);
  await settleDeliveries(tx, { ...place, noticeIds, state: 'mailed', mailId });
}

function idsOf(notices: readonly Waiting[]): string[] {
  return notices.map(({ noticeId }) => noticeId);
}
