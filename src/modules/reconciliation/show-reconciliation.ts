import { getDay } from '#modules/sales/index.ts';
import { getVenue } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { listAdjustments } from './adjustment.store.ts';
import { type Comparison, compareWithZ, type DayFigures, sumOf } from './compare.ts';
import { type DayKey, findReconciliation } from './reconciliation.store.ts';
import { type Adjustment, noReconciliation, type Reconciliation } from './reconciliation.ts';

export type DayCompleteness = Awaited<ReturnType<typeof getDay>>['completeness'];

/** A day beside the till's report, with what people decided about it. */
export interface ReconciledDay extends Reconciliation {
  completeness: DayCompleteness;
  /** Null while nothing is known of the day. */
  ours: DayFigures | null;
  comparisons: Comparison[];
  adjustments: Adjustment[];
  /** Ours with the adjustments; null while nothing is known of the day. */
  adjustedNetMinor: number | null;
}

/** @throws Refusal 404 `venue_not_found`, 422 `date_range_invalid`. */
export async function showReconciliation(
  tx: Tx,
  day: DayKey,
  nowMs: number,
): Promise<ReconciledDay> {
  const venue = await getVenue(tx, day.venueId);
  const { businessDate } = day;
  const sold = await getDay(tx, { venue, businessDate, nowMs, language: 'en' });
  const { netMinor, taxMinor } = sold;
  const ours =
    netMinor === null || taxMinor === null
      ? null
      : {
          ...{ netMinor, taxMinor, taxes: sold.taxes },
          ...{ categories: sold.categories, tenders: sold.tenders },
        };
  const known = (await findReconciliation(tx, day)) ?? noReconciliation;
  const adjustments = await listAdjustments(tx, day);
  return {
    ...known,
    completeness: sold.completeness,
    ours,
    comparisons: ours && known.z ? compareWithZ(ours, known.z, adjustments) : [],
    adjustments,
    adjustedNetMinor: netMinor === null ? null : netMinor + sumOf(adjustments),
  };
}
