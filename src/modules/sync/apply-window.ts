import { businessDateOf } from '#kernel/business-day.ts';
import type { Localized } from '#kernel/localized.ts';
import {
  lockLocation,
  lockRun,
  type RunCounts,
  updateCovered,
  updateSaleImported,
} from '#modules/integrations/index.ts';
import { recordPosItems } from '#modules/menu/index.ts';
import {
  clearSuspicion,
  insertEmptyDays,
  keepFirstSeen,
  listHeldOrders,
  listHeldOrdersByKey,
  listVenueDays,
  planOrders,
  type Restatement,
  rebuildDays,
  recordOrders,
  recordQuarantined,
  resolveQuarantined,
  toVenueDay,
} from '#modules/sales/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { toCauses } from './day-causes.ts';
import { holdApprovedBack } from './hold-approved.ts';
import type { WindowAnswer } from './read-window.ts';
import { toUnreadable, type Understood, understandOrders } from './understand-orders.ts';
import { type StoringJob, toDayScope, toMergeSource } from './window-job.ts';

/** Another worker or the user ended the run: nothing of this page may be stored. */
export class RunLost extends Error {}

/** An order that moved to another day counts as changed on both. */
export type DayCounts = Pick<RunCounts, 'ordersNew' | 'ordersChanged' | 'ordersGone'>;

export interface AppliedWindow {
  counts: RunCounts;
  warnings: Localized[];
  /** Bills that would change approved days, and do not. */
  heldBackCount: number;
  /** Business dates whose figures were rebuilt, oldest first. */
  rebuiltDates: string[];
  /** By business date, the orders it gained, lost or has changed. */
  ordersOf: ReadonlyMap<string, DayCounts>;
  restatedDates: string[];
  restatements: Restatement[];
  /** Business dates now read as a whole for the first time. */
  seenDates: string[];
}

export interface ApplyOptions {
  missingKeys: Pick<ReadonlySet<string>, 'has'>;
  nowMs: number;
  /** Approved days are changed as well: to see what would come of it. */
  passesApproved?: boolean;
}

/**
 * Stores one window in the caller's transaction: quarantine, orders, POS items, the totals of
 * touched days, cover and checkpoint, all or nothing. Told again, it changes nothing.
 * @throws RunLost when the run is no longer ours; PayloadsNeeded when the answer was written out as
 *   new while some of it is held: read the window again with its payloads.
 */
export async function applyWindow(
  tx: Tx,
  job: StoringJob,
  answer: WindowAnswer,
  options: ApplyOptions,
): Promise<AppliedWindow> {
  const { companyId, locationId, integrationId } = job.location;
  const { nowMs } = options;
  if (!(await lockRun(tx, job.run))) throw new RunLost(`run ${job.run.runId} is no longer ours`);
  await lockLocation(tx, companyId, locationId);
  const planned = await planAgainstHeld(tx, job, answer);
  const missing = planned.missing.filter((order) => options.missingKeys.has(order.key));
  const confirmed = { ...planned, gone: missing };
  const { told } = answer;
  const held = options.passesApproved
    ? { kept: confirmed, heldBackCount: 0 }
    : await holdApprovedBack(tx, job, confirmed, { told, ...options });
  const { kept: plan, heldBackCount } = held;
  const { includeModifiers, source: reading } = job;
  const understood =
    findWritten(answer, plan) ?? understandOrders(reading, plan, { includeModifiers, nowMs });
  setAsideUnreadable(job, answer, understood);

  const source = toMergeSource(job, nowMs);
  const writes = {
    sheet: understood.sheet,
    fresh: understood.fresh,
    changed: understood.changed,
    returned: plan.returned,
    gone: plan.gone,
  };
  const changes = await recordOrders(tx, source, writes);
  await recordPosItems(tx, { ...source, integrationId }, [...understood.posItems.values()]);
  await recordQuarantined(tx, source, understood.unreadable);
  const storedKeys = [...understood.fresh, ...understood.changed.map((change) => change.now)].map(
    (order) => order.key,
  );
  await resolveQuarantined(tx, source, readableKeys(answer, understood));
  if (storedKeys.length > 0) await updateSaleImported(tx, companyId, integrationId, nowMs);

  const causes = toCauses(job.rule, { changes, fresh: understood.fresh, keyOf: keysOf(writes) });
  const ordersOf = countByDay(job, writes);
  const touched = [...ordersOf.keys()].sort();
  const rebuilt = touched.map((date) => toVenueDay(date, job.rule));
  const restatements = await rebuildDays(tx, source, {
    days: rebuilt,
    timeZone: job.rule.timeZone,
    runId: job.run.runId,
    nowMs,
    causesOf: (date) => causes.get(date) ?? [],
  });
  const seenDates = await coverWindow(tx, job, { rebuilt, nowMs });
  return {
    counts: {
      ordersNew: understood.fresh.length,
      ordersChanged: understood.changed.length + plan.returned.length,
      ordersGone: plan.gone.length,
      ordersUnchanged: plan.unchangedCount,
      ordersQuarantined: understood.unreadable.length,
    },
    warnings: answer.warnings,
    heldBackCount,
    rebuiltDates: touched,
    ordersOf,
    restatedDates: restatements.map((restatement) => restatement.businessDate),
    restatements,
    seenDates,
  };
}

type Writes = Parameters<typeof recordOrders>[2];

/** What was written out as it came, if the orders are indeed all new. */
function findWritten(answer: WindowAnswer, plan: { fresh: readonly unknown[] }): Understood | null {
  if (!answer.written || plan.fresh.length < answer.told.size) return null;
  return { ...answer.written, unreadable: [...answer.written.unreadable] };
}

async function planAgainstHeld(tx: Tx, job: StoringJob, answer: WindowAnswer) {
  const { companyId, locationId } = job.location;
  const heldInWindow = await listHeldOrders(tx, { companyId, locationId, ...job.window });
  const known = new Set(heldInWindow.map((order) => order.key));
  const keys = [...answer.told.keys()].filter((key) => !known.has(key));
  const heldElsewhere = await listHeldOrdersByKey(tx, { companyId, locationId, keys });
  return planOrders({ told: [...answer.told.values()], heldInWindow, heldElsewhere });
}

/** Rows without a key or time never reach the plan; the connector says what is wrong with them. */
function setAsideUnreadable(job: StoringJob, answer: WindowAnswer, understood: Understood): void {
  for (const raw of answer.unreadable) {
    const result = job.source.connector.transform(raw, job.source.transformContext);
    if (result.kind !== 'invalid') continue;
    understood.unreadable.push(toUnreadable(raw, result.reason));
  }
}

/** Orders that can be read now, changed or not: an earlier version that could not is settled. */
function readableKeys(answer: WindowAnswer, understood: Understood): string[] {
  const unreadable = new Set(understood.unreadable.map((order) => order.key));
  return [...answer.told.keys()].filter((key) => !unreadable.has(key));
}

function keysOf(writes: Writes): Map<string, string> {
  const keys = new Map<string, string>();
  for (const { now, was } of writes.changed) keys.set(was.orderId, now.key);
  for (const order of [...writes.returned, ...writes.gone]) keys.set(order.orderId, order.key);
  return keys;
}

/** Days an order leaves count as well as days it enters. */
function countByDay(job: StoringJob, writes: Writes): Map<string, DayCounts> {
  const days = new Map<string, DayCounts>();
  const note = (occurredAtMs: number, name: keyof DayCounts) => {
    const date = businessDateOf(occurredAtMs, job.rule);
    const day = days.get(date) ?? { ordersNew: 0, ordersChanged: 0, ordersGone: 0 };
    day[name] += 1;
    days.set(date, day);
  };
  for (const order of writes.fresh) note(order.occurredAtMs, 'ordersNew');
  for (const { now, was } of writes.changed) {
    note(now.occurredAtMs, 'ordersChanged');
    const isMoved =
      businessDateOf(was.occurredAtMs, job.rule) !== businessDateOf(now.occurredAtMs, job.rule);
    if (isMoved) note(was.occurredAtMs, 'ordersChanged');
  }
  for (const order of writes.returned) note(order.occurredAtMs, 'ordersChanged');
  for (const order of writes.gone) note(order.occurredAtMs, 'ordersGone');
  return days;
}

/** Says what is now known: days read without sales are zero, ended checkpoints are first seen. */
async function coverWindow(
  tx: Tx,
  job: StoringJob,
  options: { rebuilt: ReturnType<typeof listVenueDays>; nowMs: number },
): Promise<string[]> {
  const { companyId, locationId } = job.location;
  const scope = toDayScope(job);
  const { fromMs } = job.window;
  const told = job.isRevisit ? { fromMs, toMs: fromMs } : job.window;
  const days = listVenueDays(told, job.rule);
  await updateCovered(tx, { companyId, locationId, ...told, checkpointMs: job.checkpointMs });
  await insertEmptyDays(tx, scope, days, options.nowMs);
  const inWindow = new Set(days.map((day) => day.businessDate));
  const outside = options.rebuilt.filter((day) => !inWindow.has(day.businessDate));
  const seenDates = await keepFirstSeen(tx, scope, [...days, ...outside], options.nowMs);
  await clearSuspicion(
    tx,
    scope,
    days.map((day) => day.businessDate),
  );
  return seenDates;
}
