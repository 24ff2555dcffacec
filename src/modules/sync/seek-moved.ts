import type { Window } from '#connectors/contract.ts';
import {
  addDays,
  businessDateOf,
  type DayRule,
  dayStartMs,
  daysBetween,
} from '#kernel/business-day.ts';
import type { HeldOrder } from '#modules/sales/index.ts';
import { readWindow, VendorTrouble } from './read-window.ts';
import type { ToldRawOrder } from './reading.ts';
import type { WindowJob } from './window-job.ts';

/** A date corrected at a till is seldom further off; as far as doubtful days are asked for. */
const daysAroundMax = 31;
/** One look around in full, for a till that tells ten days at once. */
const readsMax = 8;

/** How many more questions a run may put to find out where bills went; shared by its windows. */
export interface SeekBudget {
  readsLeft: number;
}

export function newSeekBudget(): SeekBudget {
  return { readsLeft: readsMax };
}

export interface Sought {
  /** By key, what the till tells of bills that it moved to other days. */
  moved: Map<string, ToldRawOrder>;
  /** The till failed before every day around was read: nobody knows where the others are. */
  trouble: VendorTrouble | null;
}

/**
 * Looks on the days around a window for bills that are held in it and not told in it any more:
 * nearest days first, until all are found, the days are read or the budget is spent.
 */
export async function seekMoved(
  job: Pick<WindowJob, 'source' | 'window' | 'rule'>,
  missing: readonly HeldOrder[],
  { nowMs, budget }: { nowMs: number; budget: SeekBudget },
): Promise<Sought> {
  const { source, rule } = job;
  const moved: Sought['moved'] = new Map();
  // A voided bill counts nowhere, wherever it is.
  const wanted = new Set(missing.filter(({ state }) => state !== 'void').map(({ key }) => key));
  const { windowDaysMax: daysMax } = source.connector.describe.limits;
  for (const window of windowsAround(job.window, { daysMax, rule, nowMs })) {
    if (wanted.size === 0 || budget.readsLeft <= 0) break;
    budget.readsLeft -= 1;
    try {
      const { told } = await readWindow(source, window);
      for (const key of [...wanted]) {
        const order = told.get(key);
        if (order && wanted.delete(key)) moved.set(key, order);
      }
    } catch (error) {
      if (!(error instanceof VendorTrouble)) throw error;
      return { moved, trouble: wanted.size > 0 ? error : null };
    }
  }
  return { moved, trouble: null };
}

/** The days before and after a window in pieces of at most `daysMax`, nearest first. Pure. */
export function windowsAround(
  { fromMs, toMs }: Window,
  { daysMax, rule, nowMs }: { daysMax: number; rule: DayRule; nowMs: number },
): Window[] {
  const firstDate = businessDateOf(fromMs, rule);
  const lastDate = businessDateOf(toMs - 1, rule);
  const startOf = (date: string) => dayStartMs(date, rule);
  const windows: Window[] = [];
  let [before, after] = [{ date: firstDate, ms: fromMs }, toMs];
  for (let days = daysMax; ; days += daysMax) {
    const date = addDays(firstDate, -Math.min(days, daysAroundMax));
    if (daysBetween(date, before.date) > 0) {
      windows.push({ fromMs: startOf(date), toMs: before.ms });
      before = { date, ms: startOf(date) };
    }
    const nextDate = addDays(lastDate, Math.min(days, daysAroundMax) + 1);
    const afterToMs = Math.min(startOf(nextDate), nowMs);
    if (afterToMs > after) windows.push({ fromMs: after, toMs: afterToMs });
    after = Math.max(after, afterToMs);
    if (days >= daysAroundMax) return windows;
  }
}
