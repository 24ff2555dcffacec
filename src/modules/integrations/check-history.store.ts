import type { Problem } from '#connectors/contract.ts';
import type { TimelineFilter, TimelineScope } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { RunKind, RunState } from './run.store.ts';

/** An attempt to fetch sales as the timeline tells of it. */
export interface CheckRow {
  run_id: string;
  venue_id: string;
  integration_id: string;
  provider: string;
  nickname: string | null;
  /** Null where the integration has one location only. */
  location: string | null;
  kind: RunKind;
  trigger: 'schedule' | 'user';
  state: RunState;
  window_from: Date;
  window_to: Date;
  started_at: Date;
  finished_at: Date | null;
  orders_new: number;
  orders_changed: number;
  orders_gone: number;
  orders_unchanged: number;
  orders_quarantined: number;
  pos_items_new: number | null;
  problem: Problem | null;
}

/** Newest first; `kinds` null means all. The filter's person and kind are the caller's. */
export async function listChecks(
  tx: Tx,
  page: TimelineScope & {
    filter: TimelineFilter;
    kinds: readonly RunKind[] | null;
    before: string | null;
    countMax: number;
  },
): Promise<CheckRow[]> {
  const from = toDate(page.filter.fromMs);
  const to = toDate(page.filter.toMs);
  return tx.rows<CheckRow>(sql`
    SELECT r.run_id, i.venue_id, r.integration_id, i.provider, i.nickname, r.kind, r.trigger, r.state,
      CASE WHEN (SELECT count(*) FROM locations o WHERE o.company_id = r.company_id
        AND o.integration_id = r.integration_id) > 1 THEN l.label END AS location,
      r.window_from, r.window_to, r.started_at, r.finished_at, r.orders_new, r.orders_changed,
      r.orders_gone, r.orders_unchanged, r.orders_quarantined, r.pos_items_new, r.problem
    FROM runs r
    JOIN integrations i ON i.company_id = r.company_id AND i.integration_id = r.integration_id
    JOIN locations l ON l.company_id = r.company_id AND l.location_id = r.location_id
    WHERE r.company_id = ${page.companyId}
      AND (${page.venueId}::uuid IS NULL OR i.venue_id = ${page.venueId}::uuid)
      AND (${page.integrationId}::uuid IS NULL OR r.integration_id = ${page.integrationId}::uuid)
      AND (${page.before}::uuid IS NULL OR r.run_id < ${page.before}::uuid)
      AND (${page.kinds}::text[] IS NULL OR r.kind = ANY(${page.kinds}::text[]))
      AND (${from}::timestamptz IS NULL OR r.started_at >= ${from}::timestamptz)
      AND (${to}::timestamptz IS NULL OR r.started_at < ${to}::timestamptz)
    ORDER BY r.run_id DESC LIMIT ${page.countMax}
  `);
}

function toDate(instantMs: number | null): Date | null {
  return instantMs === null ? null : new Date(instantMs);
}
