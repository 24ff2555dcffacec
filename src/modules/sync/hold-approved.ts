import { businessDateOf, type DayRule } from '#kernel/business-day.ts';
import {
  approvedDatesOf,
  type BillChanges,
  recordHeldBack,
} from '#modules/reconciliation/index.ts';
import type { HeldOrder, OrderPlan } from '#modules/sales/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { ToldRawOrder } from './reading.ts';
import type { StoringJob } from './window-job.ts';

/** What an answer changes, confirmed. */
export interface Changes
  extends Pick<OrderPlan<ToldRawOrder>, 'fresh' | 'changed' | 'returned' | 'unchangedCount'> {
  gone: HeldOrder[];
}

/**
 * The changes without those of approved days: somebody vouched for these, so the till does not
 * change them alone. What it tells otherwise is counted for the day's page.
 */
export async function holdApprovedBack(
  tx: Tx,
  job: StoringJob,
  changes: Changes,
  nowMs: number,
): Promise<Changes> {
  const { companyId, venueId, locationId } = job.location;
  const approved = await approvedDatesOf(tx, { companyId, venueId, ...spanOf(job, changes) });
  if (approved.size === 0) return changes;
  const { kept, heldBack } = splitChanges(changes, approved, job.rule);
  await recordHeldBack(tx, { companyId, venueId, locationId, nowMs }, heldBack);
  return kept;
}

/** Splits by business date. A bill that moves between days is held back if either is approved. Pure. */
export function splitChanges(
  changes: Changes,
  approved: ReadonlySet<string>,
  rule: DayRule,
): { kept: Changes; heldBack: Map<string, BillChanges> } {
  const heldBack = new Map<string, BillChanges>();
  for (const date of approved) heldBack.set(date, { late: 0, edited: 0, gone: 0, returned: 0 });
  const mayPass = (kind: keyof BillChanges, ...instantsMs: number[]): boolean => {
    const dates = new Set(instantsMs.map((ms) => businessDateOf(ms, rule)));
    const held = [...dates].flatMap((date) => heldBack.get(date) ?? []);
    for (const bills of held) bills[kind] += 1;
    return held.length === 0;
  };
  const kept = {
    unchangedCount: changes.unchangedCount,
    fresh: changes.fresh.filter((told) => mayPass('late', told.occurredAtMs)),
    changed: changes.changed.filter(({ told, held }) =>
      mayPass('edited', held.occurredAtMs, told.occurredAtMs),
    ),
    returned: changes.returned.filter((held) => mayPass('returned', held.occurredAtMs)),
    gone: changes.gone.filter((held) => mayPass('gone', held.occurredAtMs)),
  };
  return { kept, heldBack };
}

/** Every business date that the answer speaks of or touches. */
function spanOf(job: StoringJob, changes: Changes): { from: string; to: string } {
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
  return { from: businessDateOf(fromMs, job.rule), to: businessDateOf(toMs, job.rule) };
}
