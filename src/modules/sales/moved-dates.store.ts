import { type DayRule, dayWindow } from '#kernel/business-day.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/**
 * Of some business dates, those to or from which another cut-off moves a bill, oldest first.
 * @param change.was, change.now rules of one time zone.
 */
export async function listDatesMovedBy(
  tx: Tx,
  change: {
    companyId: string;
    locationIds: readonly string[];
    dates: readonly string[];
    was: DayRule;
    now: DayRule;
  },
): Promise<string[]> {
  const edges = change.dates.flatMap((date) => edgesOf(date, change));
  const rows = await tx.rows<{ date: string }>(sql`
    SELECT DISTINCT edge.date
    FROM unnest(${edges.map(({ date }) => date)}::date[],
      ${edges.map(({ fromMs }) => new Date(fromMs))}::timestamptz[],
      ${edges.map(({ toMs }) => new Date(toMs))}::timestamptz[]) AS edge (date, from_at, to_at)
    WHERE EXISTS (SELECT 1 FROM orders
      WHERE company_id = ${change.companyId} AND location_id = ANY(${change.locationIds}::uuid[])
        AND occurred_at >= edge.from_at AND occurred_at < edge.to_at
        AND state <> 'void' AND gone_at IS NULL)
    ORDER BY edge.date
  `);
  return rows.map(({ date }) => date);
}

/** What of the day, at its start and at its end, only one of the rules counts to it. */
function edgesOf(date: string, { was, now }: { was: DayRule; now: DayRule }) {
  const [before, after] = [dayWindow(date, was), dayWindow(date, now)];
  return (['startMs', 'endMs'] as const).map((edge) => ({
    date,
    fromMs: Math.min(before[edge], after[edge]),
    toMs: Math.max(before[edge], after[edge]),
  }));
}
