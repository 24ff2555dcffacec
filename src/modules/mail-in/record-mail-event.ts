import { getIntegration, namesOf } from '#modules/integrations/index.ts';
import { recordTimelineEvent, systemActor, type TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { MailInDeps } from './deps.ts';
import type { InboundMail, MailPart, MailReason } from './mail.ts';

/** What the timeline keeps of a message; nothing of its address, which is a secret. */
type Told = Pick<
  InboundMail,
  'companyId' | 'mailId' | 'venueId' | 'integrationId' | 'sender' | 'deliveryCount' | 'isVouched'
>;

/**
 * Tells the integration's timeline what became of a message, in the transaction that settled it.
 * One that came again and is set aside again says nothing new.
 */
export async function recordSettledMail(
  tx: Tx,
  deps: Pick<MailInDeps, 'vendors' | 'clock'>,
  mail: Told & { subject: string | null; reason: MailReason | null; parts: readonly MailPart[] },
): Promise<void> {
  const { reason, parts, subject } = mail;
  if (reason !== null && mail.deliveryCount > 1 && !mail.isVouched) return;
  const files = parts.filter((part) => 'fileId' in part);
  const [first] = files;
  await record(tx, deps, {
    ...{ mail, actor: systemActor },
    name: reason === null ? 'mail.read' : 'mail.set_aside',
    facts:
      reason === null
        ? { subject, files: files.length, ...(files.length === 1 ? { fileId: first?.fileId } : {}) }
        : { subject, reason },
  });
}

/** Tells that somebody has a message read that was set aside. */
export async function recordReplayedMail(
  tx: Tx,
  deps: Pick<MailInDeps, 'vendors' | 'clock'>,
  mail: InboundMail,
  actor: TimelineActor,
): Promise<void> {
  const facts = { subject: mail.subject };
  await record(tx, deps, { mail, actor, name: 'mail.replayed', facts });
}

async function record(
  tx: Tx,
  deps: Pick<MailInDeps, 'vendors' | 'clock'>,
  event: { mail: Told; actor: TimelineActor; name: string; facts: Record<string, unknown> },
): Promise<void> {
  const { companyId, mailId, venueId, integrationId, sender } = event.mail;
  const integration = await getIntegration(tx, companyId, integrationId);
  await recordTimelineEvent(tx, {
    ...{ companyId, venueId, integrationId, name: event.name, actor: event.actor },
    atMs: deps.clock.now(),
    details: { ...namesOf(deps, integration), mailId, sender, ...event.facts },
  });
}
