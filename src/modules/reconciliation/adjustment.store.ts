import type { TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { prepared, sql } from '#platform/db/sql.ts';
import type { DayKey } from './reconciliation.store.ts';
import type { Adjustment } from './reconciliation.ts';

/** Oldest first; removed ones are kept and not told. */
export async function listAdjustments(tx: Tx, day: DayKey): Promise<Adjustment[]> {
  return tx.rows<Adjustment>(sql`
    SELECT adjustment_id AS "adjustmentId", category, tender, net_minor AS "netMinor",
      reason, made_at AS "madeAt", made_by AS "madeBy"
    FROM day_adjustments
    WHERE company_id = ${day.companyId} AND venue_id = ${day.venueId}
      AND business_date = ${day.businessDate} AND removed_at IS NULL
    ORDER BY adjustment_id
  `);
}

export async function insertAdjustment(tx: Tx, day: DayKey, adjustment: Adjustment): Promise<void> {
  await tx.run(sql`
    INSERT INTO day_adjustments (company_id, adjustment_id, venue_id, business_date, category,
      tender, net_minor, reason, made_at, made_by)
    VALUES (${day.companyId}, ${adjustment.adjustmentId}, ${day.venueId}, ${day.businessDate},
      ${adjustment.category}, ${adjustment.tender}, ${adjustment.netMinor}, ${adjustment.reason}, ${adjustment.madeAt},
      ${JSON.stringify(adjustment.madeBy)})
  `);
}

/** The removed adjustment; null when the day has no such one (any more). */
export async function removeAdjustment(
  tx: Tx,
  day: DayKey,
  removal: { adjustmentId: string; nowMs: number; actor: TimelineActor },
): Promise<Pick<Adjustment, 'category' | 'tender' | 'netMinor' | 'reason'> | null> {
  return tx.first(sql`
    UPDATE day_adjustments
    SET removed_at = ${new Date(removal.nowMs)}, removed_by = ${JSON.stringify(removal.actor)}
    WHERE company_id = ${day.companyId} AND venue_id = ${day.venueId}
      AND business_date = ${day.businessDate} AND adjustment_id = ${removal.adjustmentId}
      AND removed_at IS NULL
    RETURNING category, tender, net_minor AS "netMinor", reason
  `);
}

/** What was added by hand to days of venues, both dates included; days without are left out. */
export async function listAdjustmentSums(
  tx: Tx,
  span: { venueIds: readonly string[]; from: string; to: string },
): Promise<{ venueId: string; businessDate: string; netMinor: number }[]> {
  return tx.rows(prepared('adjustment_sums')`
    SELECT venue_id AS "venueId", business_date AS "businessDate",
      sum(net_minor)::bigint AS "netMinor"
    FROM day_adjustments
    WHERE company_id = ${tx.companyId} AND venue_id = ANY(${span.venueIds}::uuid[])
      AND business_date BETWEEN ${span.from} AND ${span.to} AND removed_at IS NULL
    GROUP BY venue_id, business_date
  `);
}
