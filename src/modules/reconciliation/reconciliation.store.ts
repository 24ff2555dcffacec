import type { Tx } from '#platform/db/database.ts';
import { prepared, sql } from '#platform/db/sql.ts';
import type { ZReport } from './compare.ts';
import type { Approval, HeldBack, Reconciliation } from './reconciliation.ts';

export interface DayKey {
  companyId: string;
  venueId: string;
  businessDate: string;
}

/** Reports that were entered before taxes were told one by one tell none. */
export async function findReconciliation(tx: Tx, day: DayKey): Promise<Reconciliation | null> {
  return tx.first<Reconciliation>(sql`
    SELECT '{"taxes": null}'::jsonb || z AS z, approval, held_back AS "heldBack"
    FROM day_reconciliations
    WHERE company_id = ${day.companyId} AND venue_id = ${day.venueId}
      AND business_date = ${day.businessDate}
  `);
}

/** As `findReconciliation`, made if need be, and nobody else changes it until the transaction ends. */
export async function lockReconciliation(tx: Tx, day: DayKey): Promise<Reconciliation> {
  await tx.run(sql`
    INSERT INTO day_reconciliations (company_id, venue_id, business_date)
    VALUES (${day.companyId}, ${day.venueId}, ${day.businessDate}) ON CONFLICT DO NOTHING
  `);
  const found = await tx.first<Reconciliation>(sql`
    SELECT '{"taxes": null}'::jsonb || z AS z, approval, held_back AS "heldBack"
    FROM day_reconciliations
    WHERE company_id = ${day.companyId} AND venue_id = ${day.venueId}
      AND business_date = ${day.businessDate} FOR NO KEY UPDATE
  `);
  if (!found) throw new Error(`no reconciliation of ${day.businessDate}`);
  return found;
}

export async function updateZReport(tx: Tx, day: DayKey, z: ZReport | null): Promise<void> {
  await tx.run(sql`
    UPDATE day_reconciliations SET z = ${z === null ? null : JSON.stringify(z)}
    WHERE company_id = ${day.companyId} AND venue_id = ${day.venueId}
      AND business_date = ${day.businessDate}
  `);
}

/** Whichever way the decision goes, nothing is held back after it. */
export async function updateApproval(
  tx: Tx,
  day: DayKey,
  approval: Approval | null,
): Promise<void> {
  await tx.run(sql`
    UPDATE day_reconciliations SET held_back = NULL,
      approval = ${approval === null ? null : JSON.stringify(approval)}
    WHERE company_id = ${day.companyId} AND venue_id = ${day.venueId}
      AND business_date = ${day.businessDate}
  `);
}

/** The approved ones of these dates; a decision about them waits until the transaction ends. */
export async function lockApprovedDates(
  tx: Tx,
  scope: { companyId: string; venueId: string; from: string; to: string },
): Promise<string[]> {
  const rows = await tx.rows<{ businessDate: string }>(sql`
    SELECT business_date AS "businessDate" FROM day_reconciliations
    WHERE company_id = ${scope.companyId} AND venue_id = ${scope.venueId}
      AND business_date BETWEEN ${scope.from} AND ${scope.to} AND approval IS NOT NULL
    ORDER BY business_date FOR NO KEY UPDATE
  `);
  return rows.map((row) => row.businessDate);
}

/** Of one location; null when its till tells again what was approved. */
export async function updateHeldBack(
  tx: Tx,
  day: DayKey & { locationId: string },
  heldBack: HeldBack | null,
): Promise<void> {
  const told = heldBack === null ? {} : { [day.locationId]: heldBack };
  await tx.run(sql`
    UPDATE day_reconciliations
    SET held_back = nullif(
      coalesce(held_back, '{}') - ${day.locationId}::text || ${JSON.stringify(told)}::jsonb, '{}')
    WHERE company_id = ${day.companyId} AND venue_id = ${day.venueId}
      AND business_date = ${day.businessDate}
  `);
}

/** The days of some venues that somebody approved, both dates included. Nothing is locked. */
export async function listApprovedDates(
  tx: Tx,
  span: { venueIds: readonly string[]; from: string; to: string },
): Promise<{ venueId: string; businessDate: string }[]> {
  return tx.rows(prepared('approved_dates')`
    SELECT venue_id AS "venueId", business_date AS "businessDate" FROM day_reconciliations
    WHERE company_id = ${tx.companyId} AND venue_id = ANY(${span.venueIds}::uuid[])
      AND business_date BETWEEN ${span.from} AND ${span.to} AND approval IS NOT NULL
  `);
}
