import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { DayCause, DayFigures } from './restatement.ts';

interface DayKey {
  venueId: string;
  businessDate: string;
}

/** One row of a day's hours, tenders or taxes, over all locations. */
export interface BreakdownSum {
  dimension: 'hour' | 'tender' | 'tax';
  name: string;
  entries: number;
  amountMinor: number;
  tipMinor: number;
}

export async function listBreakdownSums(tx: Tx, day: DayKey): Promise<BreakdownSum[]> {
  return tx.rows(sql`
    SELECT dimension, name, sum(entries)::integer AS entries,
      sum(amount_minor)::bigint AS "amountMinor", sum(tip_minor)::bigint AS "tipMinor"
    FROM day_breakdowns
    WHERE company_id = ${tx.companyId} AND venue_id = ${day.venueId}
      AND dimension IN ('hour', 'tender', 'tax') AND business_date = ${day.businessDate}
    GROUP BY dimension, name
  `);
}

/** One change of a day that had been seen. */
export interface DayRestatement {
  at: Date;
  locationLabel: string;
  was: Partial<DayFigures>;
  now: Partial<DayFigures>;
  why: DayCause[];
}

/** Newest first. A till that rewrites one day all day long is told by its newest hundred changes. */
export async function listDayRestatements(tx: Tx, day: DayKey): Promise<DayRestatement[]> {
  return tx.rows(sql`
    SELECT restatement.at, location.label AS "locationLabel", restatement.was, restatement.now,
      restatement.why
    FROM restatements restatement
    JOIN locations location ON location.company_id = restatement.company_id
      AND location.location_id = restatement.location_id
    WHERE restatement.company_id = ${tx.companyId} AND restatement.venue_id = ${day.venueId}
      AND restatement.business_date = ${day.businessDate}
    ORDER BY restatement.restatement_id DESC LIMIT 100
  `);
}
