import { newId } from '#kernel/ids.ts';
import { isSalesDate, salesDateFirst, salesDateLast } from '#kernel/sales-dates.ts';
import type {
  Recomputation as RecomputationProgress,
  VenueDayRule,
} from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** Days computed anew after a change of a venue's zone, cut-off or morning. */
export interface Recomputation {
  recomputationId: string;
  venueId: string;
  state: 'pending' | 'running' | 'done';
  was: VenueDayRule;
  now: VenueDayRule;
}

export async function insertRecomputation(
  tx: Tx,
  change: {
    companyId: string;
    venueId: string;
    was: VenueDayRule;
    now: VenueDayRule;
    nowMs: number;
  },
): Promise<string> {
  const id = newId(change.nowMs);
  await tx.run(sql`
    INSERT INTO day_recomputations (company_id, recomputation_id, venue_id, state, was, now, requested_at)
    VALUES (${change.companyId}, ${id}, ${change.venueId}, 'pending', ${JSON.stringify(change.was)},
      ${JSON.stringify(change.now)}, ${new Date(change.nowMs)})
  `);
  return id;
}

export async function findRecomputation(
  tx: Tx,
  companyId: string,
  id: string,
): Promise<Recomputation | null> {
  return tx.first<Recomputation>(sql`
    SELECT recomputation_id AS "recomputationId", venue_id AS "venueId", state, was, now
    FROM day_recomputations WHERE company_id = ${companyId} AND recomputation_id = ${id}
  `);
}

export async function updateRecomputation(
  tx: Tx,
  progress: {
    companyId: string;
    id: string;
    state: 'running' | 'done';
    daysTotal: number;
    daysDone: number;
    nowMs: number;
  },
): Promise<void> {
  await tx.run(sql`
    UPDATE day_recomputations SET state = ${progress.state}, days_total = ${progress.daysTotal},
      days_done = ${progress.daysDone},
      finished_at = ${progress.state === 'done' ? new Date(progress.nowMs) : null}
    WHERE company_id = ${progress.companyId} AND recomputation_id = ${progress.id}
  `);
}

/** Recomputations that are not done, by venue, for their progress on screen. */
export async function findOpenRecomputations(
  tx: Tx,
  venueIds: readonly string[],
): Promise<ReadonlyMap<string, RecomputationProgress>> {
  const rows = await tx.rows<{
    venue_id: string;
    state: 'pending' | 'running';
    days_total: number | null;
    days_done: number;
  }>(sql`
    SELECT DISTINCT ON (venue_id) venue_id, state, days_total, days_done FROM day_recomputations
    WHERE company_id = ${tx.companyId} AND venue_id = ANY(${venueIds}::uuid[]) AND state <> 'done'
    ORDER BY venue_id, requested_at DESC, recomputation_id DESC
  `);
  return new Map(rows.map((row) => [row.venue_id, toProgress(row)]));
}

function toProgress(row: {
  state: 'pending' | 'running';
  days_total: number | null;
  days_done: number;
}): RecomputationProgress {
  const percent = row.days_total ? Math.floor((100 * row.days_done) / row.days_total) : 0;
  return { state: row.state, percent, daysDone: row.days_done, daysTotal: row.days_total ?? 0 };
}

/**
 * The business dates to compute anew for a location, oldest first: those stored, each with the one
 * before and the one after, to which a rule may move its orders. Dates on which nothing can have
 * been sold are left alone, and so is what lies between two stretches of stored days.
 */
export async function listDatesOfLocation(
  tx: Tx,
  scope: { companyId: string; venueId: string; locationId: string },
): Promise<string[]> {
  const rows = await tx.rows<{ date: string }>(sql`
    SELECT DISTINCT business_date + around.days AS date
    FROM day_totals, unnest(ARRAY[-1, 0, 1]) AS around (days)
    WHERE company_id = ${scope.companyId} AND venue_id = ${scope.venueId} AND location_id = ${scope.locationId}
      AND business_date BETWEEN ${salesDateFirst} AND ${salesDateLast}
    ORDER BY date
  `);
  return rows.map(({ date }) => date).filter(isSalesDate);
}
