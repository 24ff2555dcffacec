import type { Tx } from '#platform/db/database.ts';
import { lockNewNotice, recordDeliveries, updateHandedOut } from './delivery.store.ts';
import { listReaders } from './preferences.store.ts';
import { wantsNotice } from './preferences.ts';
import { quietEndMs } from './quiet-hours.ts';

/**
 * Decides who is told of one new notice, and not before when. A notice that another worker has, or
 * that is handed out already, is left alone; what is written here is written once for each person.
 */
export async function handOutNotice(
  tx: Tx,
  request: { companyId: string; noticeId: string; nowMs: number },
): Promise<void> {
  const { companyId, noticeId, nowMs } = request;
  const notice = await lockNewNotice(tx, companyId, noticeId);
  if (notice === null) return;
  const readers = await listReaders(tx, companyId);
  const deliveries = readers
    .filter((reader) => wantsNotice(reader, notice))
    .map(({ userId, preferences: { quietHours, gatherMinutes } }) => {
      const gatheredMs = Math.max(nowMs, notice.createdAtMs + gatherMinutes * 60_000);
      return { userId, dueAtMs: quietEndMs(gatheredMs, quietHours, notice.timeZone) };
    });
  await recordDeliveries(tx, { companyId, noticeId, deliveries });
  await updateHandedOut(tx, { companyId, noticeId, nowMs });
}
