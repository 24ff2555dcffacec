import { businessDateOf, type DayRule } from '#kernel/business-day.ts';
import {
  approvedDatesOf,
  type BillChanges,
  type BillTimes,
  type HeldBackOrder,
  keepHeldBack,
  listHeldBackTimes,
  recordHeldBack,
} from '#modules/reconciliation/index.ts';
import type { HeldOrder, OrderPlan } from '#modules/sales/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { ToldRawOrder } from './reading.ts';
import { PayloadsNeeded } from './understand-orders.ts';
import type { StoringJob } from './window-job.ts';

/** What an answer changes, confirmed. */
export interface Changes
  extends Pick<OrderPlan<ToldRawOrder>, 'fresh' | 'changed' | 'returned' | 'unchangedCount'> {
  gone: HeldOrder[];
}

/**
 * The changes without those of approved days: somebody vouched for these, so the till does not
 * change them alone. What it tells otherwise is counted for the day's page; a till that is asked
 * tells it again, and what was sent is kept until the day is reopened.
 */
export async function holdApprovedBack(
  tx: Tx,
  job: StoringJob,
  changes: Changes,
  answer: Answer,
): Promise<{ kept: Changes; heldBackCount: number }> {
  const { companyId, venueId, locationId } = job.location;
  const { nowMs } = answer;
  const superseded = isSent(job) ? await listSuperseded(tx, job, answer) : [];
  const span = spanOf(job, changes, superseded);
  const approved = await approvedDatesOf(tx, { companyId, venueId, ...span });
  if (approved.size === 0 && superseded.length === 0) return { kept: changes, heldBackCount: 0 };
  const isVoided = (change: Changes['changed'][number]) => isVoidedNow(job, change);
  const { kept, heldBack } = splitChanges(changes, approved, { rule: job.rule, isVoided });
  const scope = { companyId, venueId, locationId, nowMs };
  if (isSent(job)) {
    const orders = listHeldBack(changes, kept, answer.told);
    const { rule, run } = job;
    const sent = { ...scope, rule, toldAtMs: run.toldAtMs ?? nowMs };
    await keepHeldBack(tx, sent, { orders, superseded, approved });
  } else {
    await recordHeldBack(tx, scope, heldBack);
  }
  return { kept, heldBackCount: countOf(changes) - countOf(kept) };
}

/** Only what is held back is asked this, so reading it once more costs nothing to speak of. */
function isVoidedNow({ source }: StoringJob, { told, held }: Changes['changed'][number]): boolean {
  const { key, occurredAtMs, payloadText } = told;
  if (payloadText === null || held.state === 'void') return false;
  const raw = { key, occurredAtMs, payloadText };
  const result = source.connector.transform(raw, source.transformContext);
  return result.kind === 'order' && result.order.state === 'void';
}

function countOf({ fresh, changed, returned, gone }: Changes): number {
  return fresh.length + changed.length + returned.length + gone.length;
}

/** What was told, as far as what was held back before is concerned. */
interface Answer {
  told: ReadonlyMap<string, ToldRawOrder>;
  missingKeys: Pick<ReadonlySet<string>, 'has'>;
  nowMs: number;
}

/** Whether nobody can ask for these sales again. */
function isSent({ run }: StoringJob): boolean {
  return run.kind === 'file';
}

/** What was kept and is told again now, or taken back: the last word counts. */
async function listSuperseded(
  tx: Tx,
  { location }: StoringJob,
  { told, missingKeys }: Answer,
): Promise<BillTimes[]> {
  const before = await listHeldBackTimes(tx, location);
  return before.filter(({ key }) => told.has(key) || missingKeys.has(key));
}

/** What did not pass, with the words to apply it by later. Pure. */
export function listHeldBack(
  changes: Changes,
  kept: Changes,
  told: ReadonlyMap<string, ToldRawOrder>,
): HeldBackOrder[] {
  const passed = new Set<object>([...kept.fresh, ...kept.changed, ...kept.returned, ...kept.gone]);
  const orders: HeldBackOrder[] = [];
  const hold = (
    bill: { key: string; occurredAtMs: number },
    change: HeldBackOrder['change'],
    storedAtMs: number | null,
  ) => {
    const { key, occurredAtMs } = bill;
    const payloadText = change === 'gone' ? null : wordsOf(told, key);
    orders.push({ key, occurredAtMs, storedAtMs, change, payloadText });
  };
  for (const bill of changes.fresh) if (!passed.has(bill)) hold(bill, 'late', null);
  for (const bill of changes.changed) {
    if (!passed.has(bill)) hold(bill.told, 'edited', bill.held.occurredAtMs);
  }
  for (const change of ['returned', 'gone'] as const) {
    for (const bill of changes[change]) {
      if (!passed.has(bill)) hold(bill, change, bill.occurredAtMs);
    }
  }
  return orders;
}

function wordsOf(told: ReadonlyMap<string, ToldRawOrder>, key: string): string {
  const payloadText = told.get(key)?.payloadText;
  if (payloadText == null) throw new PayloadsNeeded(`the payload of ${key} was let go`);
  return payloadText;
}

/** Splits by business date. A bill that moves between days is held back if either is approved. Pure. */
export function splitChanges(
  changes: Changes,
  approved: ReadonlySet<string>,
  by: { rule: DayRule; isVoided: (change: Changes['changed'][number]) => boolean },
): { kept: Changes; heldBack: Map<string, BillChanges> } {
  const heldBack = new Map<string, Required<BillChanges>>();
  for (const date of approved)
    heldBack.set(date, { late: 0, edited: 0, voided: 0, gone: 0, returned: 0 });
  const heldBy = (...instantsMs: number[]) => {
    const dates = new Set(instantsMs.map((ms) => businessDateOf(ms, by.rule)));
    return [...dates].flatMap((date) => heldBack.get(date) ?? []);
  };
  const note = (kind: keyof BillChanges, held: Required<BillChanges>[]): boolean => {
    for (const bills of held) bills[kind] += 1;
    return held.length === 0;
  };
  const mayPass = (kind: keyof BillChanges, atMs: number) => note(kind, heldBy(atMs));
  const kept = {
    unchangedCount: changes.unchangedCount,
    fresh: changes.fresh.filter((told) => mayPass('late', told.occurredAtMs)),
    changed: changes.changed.filter((change) => {
      const holding = heldBy(change.held.occurredAtMs, change.told.occurredAtMs);
      return holding.length === 0 || note(by.isVoided(change) ? 'voided' : 'edited', holding);
    }),
    returned: changes.returned.filter((held) => mayPass('returned', held.occurredAtMs)),
    gone: changes.gone.filter((held) => mayPass('gone', held.occurredAtMs)),
  };
  return { kept, heldBack };
}

/** Every business date that the answer speaks of or touches. */
function spanOf(
  job: StoringJob,
  changes: Changes,
  superseded: readonly BillTimes[],
): { from: string; to: string } {
  let { fromMs, toMs } = job.window;
  const reach = (instantMs: number) => {
    fromMs = Math.min(fromMs, instantMs);
    toMs = Math.max(toMs, instantMs);
  };
  for (const told of changes.fresh) reach(told.occurredAtMs);
  for (const { told, held } of changes.changed) {
    reach(told.occurredAtMs);
    reach(held.occurredAtMs);
  }
  for (const held of [...changes.returned, ...changes.gone]) reach(held.occurredAtMs);
  for (const { occurredAtMs, storedAtMs } of superseded) {
    reach(occurredAtMs);
    reach(storedAtMs ?? occurredAtMs);
  }
  return { from: businessDateOf(fromMs, job.rule), to: businessDateOf(toMs, job.rule) };
}
