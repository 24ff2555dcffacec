import { businessDateOf } from '#kernel/business-day.ts';
import type { Localized } from '#kernel/localized.ts';
import { countLosingChecks } from '#modules/integrations/index.ts';
import { listApprovedDates } from '#modules/reconciliation/index.ts';
import { type HeldOrder, judgeAnswer, listHeldOrders, planOrders } from '#modules/sales/index.ts';
import type { SyncDeps } from './deps.ts';
import { readWindow, type WindowAnswer } from './read-window.ts';
import { seekMoved } from './seek-moved.ts';
import type { WindowJob } from './window-job.ts';

/** A till that loses bills check after check is looked through no more until its nightly one. */
const losingChecksMax = 6;
const dayMs = 86_400_000;

export type MissingVerdict =
  | { kind: 'confirmed'; missingKeys: Set<string> }
  | { kind: 'suspicious'; heldCount: number; missing: HeldOrder[] };

/**
 * Orders we hold that an answer lacks are asked for a second time before they count as gone. What
 * the second answer does tell is taken into the first. An answer that lacks too much of what is
 * held is not believed at all. What is lacking still may have moved: it is looked for on the days
 * around, and what is found there is taken into the answer, so that both days change together.
 */
export async function confirmMissing(
  deps: SyncDeps,
  job: WindowJob,
  answer: WindowAnswer,
): Promise<MissingVerdict> {
  const { companyId, locationId } = job.location;
  const held = await deps.database.withCompany(companyId, (tx) =>
    listHeldOrders(tx, { companyId, locationId, ...job.window }),
  );
  const lacking = (told: WindowAnswer['told']) =>
    planOrders({ told: [...told.values()], heldInWindow: held, heldElsewhere: [] }).missing;
  if (lacking(answer.told).length === 0) return { kind: 'confirmed', missingKeys: new Set() };
  const second = await readWindow(job.source, job.window);
  for (const [key, told] of second.told) answer.told.set(key, told);
  const missing = lacking(answer.told);
  const heldCount = held.filter((order) => !order.isGone).length;
  const verdict = judgeAnswer({ heldCount, missingCount: missing.length });
  if (verdict.isSuspicious && job.isTrusted !== true) {
    return { kind: 'suspicious', heldCount, missing };
  }
  const missingKeys = new Set(missing.map((order) => order.key));
  const sought = await findSought(deps, job, missing);
  if (job.seek === null || sought.length === 0) return { kind: 'confirmed', missingKeys };
  const { moved, trouble } = await seekMoved(job, sought, {
    nowMs: deps.clock.now(),
    budget: job.seek,
  });
  for (const [key, told] of moved) {
    answer.told.set(key, told);
    missingKeys.delete(key);
  }
  // The days are asked for again by themselves, and no check may come by them otherwise.
  if (trouble && job.run.kind === 'resync') throw trouble;
  if (trouble) {
    const unknown = sought.filter(({ key }) => missingKeys.delete(key));
    answer.warnings.push(keptWarning(unknown.length));
  }
  return { kind: 'confirmed', missingKeys };
}

/**
 * Those of the missing orders that are worth more questions now. Approved days do not change, so
 * their bills wait until somebody asks for the days; the rest is bounded by what a day has seen.
 */
async function findSought(
  deps: SyncDeps,
  { run, location, rule }: WindowJob,
  missing: readonly HeldOrder[],
): Promise<readonly HeldOrder[]> {
  if (run.kind === 'resync' || missing.length === 0) return missing;
  const { companyId, venueId } = location;
  const dateOf = (order: HeldOrder) => businessDateOf(order.occurredAtMs, rule);
  const dates = missing.map(dateOf).sort();
  const span = { venueIds: [venueId], from: dates[0] as string, to: dates.at(-1) as string };
  const sinceMs = deps.clock.now() - dayMs;
  return deps.database.withCompany(companyId, async (tx) => {
    const losingChecks = await countLosingChecks(tx, { ...location, sinceMs });
    if (run.kind === 'live' && losingChecks >= losingChecksMax) return [];
    const approved = await listApprovedDates(tx, span);
    const approvedDates = new Set(approved.map(({ businessDate }) => businessDate));
    return missing.filter((order) => !approvedDates.has(dateOf(order)));
  });
}

function keptWarning(count: number): Localized {
  return count === 1
    ? {
        en: 'The till no longer tells one bill where it was, and did not say whether it was moved to another day. It is kept as it was until the till answers.',
        fr: 'La caisse ne transmet plus une addition là où elle était, et n’a pas dit si elle a été déplacée à une autre journée. Elle est conservée telle quelle jusqu’à ce que la caisse réponde.',
      }
    : {
        en: `The till no longer tells ${count} bills where they were, and did not say whether they were moved to other days. They are kept as they were until the till answers.`,
        fr: `La caisse ne transmet plus ${count} additions là où elles étaient, et n’a pas dit si elles ont été déplacées à d’autres journées. Elles sont conservées telles quelles jusqu’à ce que la caisse réponde.`,
      };
}
