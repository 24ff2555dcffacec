import { type HeldOrder, judgeAnswer, listHeldOrders, planOrders } from '#modules/sales/index.ts';
import type { Database } from '#platform/db/database.ts';
import { readWindow, type WindowAnswer } from './read-window.ts';
import type { WindowJob } from './window-job.ts';

export type MissingVerdict =
  | { kind: 'confirmed'; missingKeys: Set<string> }
  | { kind: 'suspicious'; heldCount: number; missing: HeldOrder[] };

/**
 * Orders we hold that an answer lacks are asked for a second time before they count as gone. What
 * the second answer does tell is taken into the first. An answer that lacks too much of what is
 * held is not believed at all.
 */
export async function confirmMissing(
  database: Database,
  job: WindowJob,
  answer: WindowAnswer,
): Promise<MissingVerdict> {
  const { companyId, locationId } = job.location;
  const held = await database.withCompany(companyId, (tx) =>
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
  return { kind: 'confirmed', missingKeys: new Set(missing.map((order) => order.key)) };
}
