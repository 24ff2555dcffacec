import type { Tx } from '#platform/db/database.ts';
import {
  type DayScope,
  deleteDayBreakdowns,
  insertHourBreakdown,
  insertLineBreakdowns,
  insertTaxBreakdown,
  insertTenderBreakdown,
  rebuildDayTotals,
} from './day.store.ts';
import { listStoredDays, recordRestatements } from './restatement.store.ts';
import { type DayCause, type Restatement, toRestatements } from './restatement.ts';
import type { VenueDay } from './venue-day.ts';

/**
 * Rebuilds the figures of these days from their orders, in the transaction that changed the orders,
 * and writes down what changed of days that people had already seen.
 */
export async function rebuildDays(
  tx: Tx,
  scope: DayScope,
  options: {
    days: readonly VenueDay[];
    timeZone: string;
    runId: string | null;
    nowMs: number;
    causesOf: (businessDate: string) => DayCause[];
  },
): Promise<Restatement[]> {
  const { days, nowMs } = options;
  if (days.length === 0) return [];
  const dates = days.map((day) => day.businessDate);
  const was = await listStoredDays(tx, scope, dates);
  await rebuildDayTotals(tx, scope, days, nowMs);
  if (was.length > 0) await deleteDayBreakdowns(tx, scope, days);
  await insertLineBreakdowns(tx, scope, days);
  await insertHourBreakdown(tx, scope, days, options.timeZone);
  await insertTenderBreakdown(tx, scope, days);
  await insertTaxBreakdown(tx, scope, days);
  if (!was.some((day) => day.isFirstSeen || day.isMorningFirstSeen)) return [];
  const now = await listStoredDays(tx, scope, dates);
  const restatements = toRestatements({ was, now, causesOf: options.causesOf });
  await recordRestatements(tx, scope, { runId: options.runId, nowMs }, restatements);
  return restatements;
}
