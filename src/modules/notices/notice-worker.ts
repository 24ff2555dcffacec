import { setTimeout as delay } from 'node:timers/promises';
import { listDueReaders, listNewNotices } from './delivery.store.ts';
import type { NoticeDeps } from './deps.ts';
import { gatherMail } from './gather-mail.ts';
import { handOutNotice } from './hand-out.ts';
import { listDueMails } from './mail.store.ts';
import { sendMail } from './send-mail.ts';

export interface NoticeWorker {
  /** Ends: mails under way get a short time to be answered. */
  stop(): Promise<void>;
}

/** How many of each kind of work one look takes. */
const perLookMax = 100;
/** Mails under way at once: one slow server holds up this many and no check of a till. */
const mailsAtOnce = 4;

/**
 * Hands new notices out, writes the mails that are due and sends them, once every tick. Any number
 * of workers may run; the database decides who gets what. It outlives a lost database.
 */
export function startNoticeWorker(deps: NoticeDeps, options: { tickMs: number }): NoticeWorker {
  const stopping = new AbortController();
  const { signal } = stopping;
  const ended = (async () => {
    while (!signal.aborted) {
      await deliverNotices(deps, signal).catch((error: unknown) => {
        if (!signal.aborted) deps.log.warn('notices could not be delivered', { error });
      });
      await delay(options.tickMs, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** One round of all three steps. One company's trouble is logged and does not hold up another's. */
export async function deliverNotices(deps: NoticeDeps, signal: AbortSignal): Promise<void> {
  const { database, clock } = deps;
  const look = { nowMs: clock.now(), countMax: perLookMax };
  const fresh = await database.withoutCompany((tx) => listNewNotices(tx, perLookMax));
  await forEach(deps, { signal, items: fresh, atOnce: 1 }, ({ companyId, noticeId }) =>
    database.withCompany(companyId, (tx) =>
      handOutNotice(tx, { companyId, noticeId, nowMs: look.nowMs }),
    ),
  );
  if (deps.mailer === null) return;
  const readers = await database.withoutCompany((tx) => listDueReaders(tx, look));
  await forEach(deps, { signal, items: readers, atOnce: 1 }, ({ companyId, userId }) =>
    database.withCompany(companyId, (tx) =>
      gatherMail(tx, deps, { companyId, userId, nowMs: look.nowMs }),
    ),
  );
  const mails = await database.withoutCompany((tx) => listDueMails(tx, look));
  await forEach(deps, { signal, items: mails, atOnce: mailsAtOnce }, (mail) =>
    sendMail(deps, { ...mail, signal }),
  );
}

async function forEach<Item extends { companyId: string }>(
  deps: NoticeDeps,
  of: { signal: AbortSignal; items: readonly Item[]; atOnce: number },
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = [...of.items];
  const lane = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) {
      if (of.signal.aborted) return;
      const { companyId } = item;
      await work(item).catch((error: unknown) =>
        deps.log.warn('a notice could not be delivered', { companyId, error }),
      );
    }
  };
  await Promise.all(Array.from({ length: of.atOnce }, lane));
}
