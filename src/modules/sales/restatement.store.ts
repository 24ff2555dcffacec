import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { DayScope } from './day.store.ts';
import type { DayFigures, Restatement, StoredDay } from './restatement.ts';

type StoredDayRow = {
  business_date: string;
  is_first_seen: boolean;
  is_morning_first_seen: boolean;
  are_times_told: boolean;
  are_bills_told: boolean;
} & DayFigures;

/** What is stored of these days; days without a row are left out. */
export async function listStoredDays(
  tx: Tx,
  scope: DayScope,
  dates: readonly string[],
): Promise<StoredDay[]> {
  const rows = await tx.rows<StoredDayRow>(sql`
    SELECT business_date, first_seen_at IS NOT NULL AS is_first_seen,
      morning_first_seen_at IS NOT NULL AS is_morning_first_seen,
      day_only_orders = 0 AS are_times_told, sum_orders = 0 AS are_bills_told, orders, guests,
      gross_minor AS "grossMinor", discount_minor AS "discountMinor", comp_minor AS "compMinor",
      net_minor AS "netMinor", tax_minor AS "taxMinor", tip_minor AS "tipMinor",
      service_charge_minor AS "serviceChargeMinor", morning_orders AS "morningOrders",
      morning_net_minor AS "morningNetMinor"
    FROM day_totals
    WHERE company_id = ${scope.companyId} AND venue_id = ${scope.venueId}
      AND business_date = ANY(${dates}::date[]) AND location_id = ${scope.locationId}
  `);
  return rows.map(({ business_date, is_first_seen, is_morning_first_seen, ...rest }) => {
    const { are_times_told, are_bills_told, ...figures } = rest;
    return {
      businessDate: business_date,
      isFirstSeen: is_first_seen,
      isMorningFirstSeen: is_morning_first_seen,
      areTimesTold: are_times_told,
      areBillsTold: are_bills_told,
      figures,
    };
  });
}

export async function recordRestatements(
  tx: Tx,
  scope: DayScope,
  source: { runId: string | null; nowMs: number },
  restatements: readonly Restatement[],
): Promise<void> {
  if (restatements.length === 0) return;
  const rows = restatements.map((restatement) => ({ id: newId(source.nowMs), ...restatement }));
  await tx.run(sql`
    INSERT INTO restatements (company_id, restatement_id, venue_id, location_id, business_date, at, run_id, was, now, why)
    SELECT ${scope.companyId}, row.id, ${scope.venueId}, ${scope.locationId}, row."businessDate",
      ${new Date(source.nowMs)}, ${source.runId}, row.was, row.now, row.why
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS row (id uuid, "businessDate" date, was jsonb, now jsonb, why jsonb)
  `);
}
