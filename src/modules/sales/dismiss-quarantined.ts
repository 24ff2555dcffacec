import { Refusal } from '#kernel/errors.ts';
import type { Localized } from '#kernel/localized.ts';
import { getIntegration, type IntegrationDeps, namesOf } from '#modules/integrations/index.ts';
import { recordTimelineEvent, type TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { updateDismissal } from './quarantine.store.ts';
import { lockQuarantined, type QuarantinedRow } from './quarantine-read.store.ts';

/** What dismissing needs from elsewhere. */
export type QuarantineDeps = Pick<IntegrationDeps, 'vendors' | 'clock' | 'notify'>;

interface Wish {
  companyId: string;
  venueId: string;
  quarantineId: string;
  actor: TimelineActor;
}

/**
 * Says of something set aside that it will never be read and nobody needs to be reminded of it. It
 * stays, and what was dismissed already stays dismissed by whom it was.
 * @throws Refusal 404 for what is settled, or another venue's.
 */
export async function dismissQuarantined(
  tx: Tx,
  deps: QuarantineDeps,
  wish: Wish,
): Promise<QuarantinedRow> {
  const row = await findWaiting(tx, wish);
  if (row.dismissedAt !== null) return row;
  const at = new Date(deps.clock.now());
  await updateDismissal(tx, row.quarantineId, { at, by: wish.actor });
  await tell(tx, deps, { wish, row, name: 'quarantine.dismissed' });
  return { ...row, dismissedAt: at, dismissedBy: wish.actor };
}

/** Takes a dismissal back. @throws Refusal 404 for what is settled, or another venue's. */
export async function restoreQuarantined(
  tx: Tx,
  deps: QuarantineDeps,
  wish: Wish,
): Promise<QuarantinedRow> {
  const row = await findWaiting(tx, wish);
  if (row.dismissedAt === null) return row;
  await updateDismissal(tx, row.quarantineId, null);
  await tell(tx, deps, { wish, row, name: 'quarantine.restored' });
  return { ...row, dismissedAt: null, dismissedBy: null };
}

async function findWaiting(tx: Tx, wish: Wish): Promise<QuarantinedRow> {
  const row = await lockQuarantined(tx, wish);
  if (row === null) throw new Refusal({ code: 'quarantine_not_found', status: 404, detail: gone });
  return row;
}

const gone: Localized = {
  en: 'Nothing is set aside under this id. It may have been read since.',
  fr: 'Rien n’est mis de côté sous cet identifiant. Cela a peut-être été lu depuis.',
};

async function tell(
  tx: Tx,
  deps: QuarantineDeps,
  { wish, row, name }: { wish: Wish; row: QuarantinedRow; name: string },
): Promise<void> {
  const { companyId, venueId, actor } = wish;
  const { integrationId, quarantineId, key, reason } = row;
  const link = await getIntegration(tx, companyId, integrationId);
  await recordTimelineEvent(tx, {
    ...{ companyId, venueId, integrationId, actor, name, atMs: deps.clock.now() },
    details: { ...namesOf(deps, link), quarantineId, key, reason: { message: reason } },
  });
  const data = { integrationId, venueId };
  await deps.notify(tx, { companyId, name: 'integration.changed', data });
}
