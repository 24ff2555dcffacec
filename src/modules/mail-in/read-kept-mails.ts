import type { Tx } from '#platform/db/database.ts';
import type { MailInDeps } from './deps.ts';
import { lockMailbox, reopenKeptMails } from './mail.store.ts';

/**
 * Has the messages read that came while their integration was inactive, oldest first: in the
 * transaction that restores it.
 */
export async function readKeptMails(
  tx: Tx,
  deps: Pick<MailInDeps, 'queue' | 'notify'>,
  restored: { companyId: string; integrationId: string; venueId: string },
): Promise<void> {
  const { companyId, integrationId, venueId } = restored;
  await lockMailbox(tx, integrationId);
  const mailIds = await reopenKeptMails(tx, { companyId, integrationId });
  for (const mailId of mailIds.sort()) {
    await deps.queue.send(tx, 'mail.read', { companyId, mailId }, { key: mailId });
    const data = { integrationId, venueId, mailId };
    await deps.notify(tx, { companyId, name: 'mail.changed', data });
  }
}
