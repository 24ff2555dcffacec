import { Refusal } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { findOpenRecomputations } from '#modules/sales/index.ts';
import { lockVenue } from '#modules/tenancy/index.ts';
import { recordTimelineEvent, type TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { insertAdjustment, listAdjustments, removeAdjustment } from './adjustment.store.ts';
import type { ZReport } from './compare.ts';
import { decideApproval } from './decide-approval.ts';
import {
  type DayKey,
  lockReconciliation,
  updateApproval,
  updateZReport,
} from './reconciliation.store.ts';
import type { Adjustment } from './reconciliation.ts';
import {
  adjustmentNotFound,
  dayApproved,
  dayNotApproved,
  daysBeingComputed,
  tooManyAdjustments,
} from './refusals.ts';
import { showReconciliation } from './show-reconciliation.ts';

/** Who decides about which day, and when. */
export interface Decision extends DayKey {
  actor: TimelineActor;
  nowMs: number;
}

/** So many of the largest amount still add up exactly. */
const adjustmentsMax = 200;

/** Called in the transaction of a reopening, to have the day read again. */
export type OnDayReopened = (tx: Tx, day: DayKey) => Promise<void>;

/** Keeps the till's report; null takes it away. @throws Refusal 409 while the day is approved. */
export async function setZReport(tx: Tx, decision: Decision, z: ZReport | null): Promise<void> {
  const { approval } = await lockReconciliation(tx, decision);
  if (approval) throw dayApproved();
  await updateZReport(tx, decision, z);
  await tell(tx, decision, z === null ? 'day.report_removed' : 'day.report_entered');
}

/**
 * @throws Refusal 409 `day_not_settled`, `day_approved` or `days_being_computed`, 422 `note_needed`.
 */
export async function approveDay(tx: Tx, decision: Decision, note: string): Promise<void> {
  // Whoever changes the venue's day rule waits, or is waited for: a day approved meanwhile by the
  // old rule would change unasked.
  await lockVenue(tx, decision.venueId);
  const recomputing = await findOpenRecomputations(tx, [decision.venueId]);
  if (recomputing.size > 0) throw daysBeingComputed();
  const { approval } = await lockReconciliation(tx, decision);
  if (approval) throw dayApproved();
  const day = await showReconciliation(tx, decision, decision.nowMs);
  const verdict = decideApproval(day, note);
  if (!verdict.mayApprove) {
    const status = verdict.code === 'note_needed' ? 422 : 409;
    throw new Refusal({ code: verdict.code, status, detail: verdict.detail });
  }
  const at = new Date(decision.nowMs).toISOString();
  await updateApproval(tx, decision, { at, actor: decision.actor, note });
  await tell(tx, decision, 'day.approved', { note });
}

/** Lets the day follow the till again; what was held back comes with the reading asked for here. */
export async function reopenDay(
  tx: Tx,
  decision: Decision & { because?: 'day_rule_changed' },
  onDayReopened: OnDayReopened,
): Promise<void> {
  const { approval, heldBack } = await lockReconciliation(tx, decision);
  if (!approval) throw dayNotApproved();
  await updateApproval(tx, decision, null);
  const { because } = decision;
  await tell(tx, decision, 'day.reopened', because === undefined ? {} : { because });
  if (heldBack) await onDayReopened(tx, decision);
}

/** @throws Refusal 409 while the day is approved, or `adjustments_too_many`. */
export async function addAdjustment(
  tx: Tx,
  decision: Decision,
  given: Pick<Adjustment, 'category' | 'tender' | 'netMinor' | 'reason'>,
): Promise<void> {
  const { approval } = await lockReconciliation(tx, decision);
  if (approval) throw dayApproved();
  const before = await listAdjustments(tx, decision);
  if (before.length >= adjustmentsMax) throw tooManyAdjustments(adjustmentsMax);
  const { nowMs, actor } = decision;
  const adjustmentId = newId(nowMs);
  const made = { adjustmentId, madeAt: new Date(nowMs), madeBy: actor };
  await insertAdjustment(tx, decision, { ...given, ...made });
  await tell(tx, decision, 'day.adjusted', given);
}

/** The adjustment goes; that it was there stays in the timeline. @throws Refusal 404, 409. */
export async function withdrawAdjustment(
  tx: Tx,
  decision: Decision,
  adjustmentId: string,
): Promise<void> {
  const { approval } = await lockReconciliation(tx, decision);
  if (approval) throw dayApproved();
  const removed = await removeAdjustment(tx, decision, { ...decision, adjustmentId });
  if (!removed) throw adjustmentNotFound();
  await tell(tx, decision, 'day.adjustment_removed', removed);
}

async function tell(
  tx: Tx,
  { companyId, venueId, businessDate, actor, nowMs }: Decision,
  name: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  await recordTimelineEvent(tx, {
    ...{ companyId, venueId, integrationId: null, atMs: nowMs },
    ...{ actor, name, details: { businessDate, ...details } },
  });
}
