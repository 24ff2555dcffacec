import type { Problem } from '#connectors/contract.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** One link to a till, as far as an overview needs. */
export interface LinkState {
  integrationId: string;
  venueId: string;
  provider: string;
  nickname: string | null;
  isActive: boolean;
  status: 'Initializing' | 'Healthy' | 'Failed' | 'CalledOff';
  reason: Problem | null;
  /** Half way to being called off, and its people were warned. */
  isWarned: boolean;
}

export async function listLinkStates(tx: Tx): Promise<LinkState[]> {
  return tx.rows(sql`
    SELECT integration_id AS "integrationId", venue_id AS "venueId", provider, nickname,
      deactivated_at IS NULL AS "isActive", status, status_reason AS reason,
      warned_at IS NOT NULL AS "isWarned"
    FROM integrations WHERE company_id = ${tx.companyId}
    ORDER BY created_at, integration_id
  `);
}

/** How far the sales of active links were read from all of their tills, by integration. */
export async function listReadUpTo(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.rows<{ integrationId: string; readUpTo: Date }>(sql`
    SELECT integration_id AS "integrationId", min(checkpoint_at) AS "readUpTo"
    FROM locations WHERE company_id = ${tx.companyId} AND is_live
    GROUP BY integration_id HAVING count(checkpoint_at) = count(*)
  `);
  return new Map(rows.map((row) => [row.integrationId, row.readUpTo.getTime()]));
}

/** The newest import of a location's history. */
export interface ImportState {
  integrationId: string;
  venueId: string;
  state: 'pending' | 'running' | 'done' | 'cancelled' | 'failed';
  fromMs: number;
  /** Everything from here on is stored. */
  reachedMs: number;
}

/** Of the locations of active links. */
export async function listImportStates(tx: Tx): Promise<ImportState[]> {
  const rows = await tx.rows<
    Omit<ImportState, 'fromMs' | 'reachedMs'> & { fromAt: Date; reachedAt: Date }
  >(sql`
    SELECT DISTINCT ON (backfill.location_id) backfill.integration_id AS "integrationId",
      integration.venue_id AS "venueId", backfill.state, backfill.from_at AS "fromAt",
      backfill.reached_at AS "reachedAt"
    FROM integrations integration
    JOIN backfills backfill ON backfill.company_id = integration.company_id
      AND backfill.integration_id = integration.integration_id
    WHERE integration.company_id = ${tx.companyId} AND integration.deactivated_at IS NULL
    ORDER BY backfill.location_id, backfill.created_at DESC, backfill.backfill_id DESC
  `);
  return rows.map(({ fromAt, reachedAt, ...state }) => ({
    ...state,
    fromMs: fromAt.getTime(),
    reachedMs: reachedAt.getTime(),
  }));
}

/** Bills that could not be understood, and that nobody settled or dismissed, by link. */
export async function countQuarantined(
  tx: Tx,
): Promise<{ integrationId: string; venueId: string; count: number }[]> {
  return tx.rows(sql`
    SELECT location.integration_id AS "integrationId", location.venue_id AS "venueId",
      count(*)::integer AS count
    FROM locations location
    JOIN quarantined_orders held ON held.company_id = location.company_id
      AND held.location_id = location.location_id AND held.resolved_at IS NULL
      AND held.dismissed_at IS NULL
    WHERE location.company_id = ${tx.companyId}
    GROUP BY location.integration_id, location.venue_id
  `);
}

/** A past day that changed lately, and by how much. */
export interface RestatedDay {
  venueId: string;
  businessDate: string;
  /** When it changed last. */
  at: Date;
  netChangeMinor: number;
}

/** Days since `fromDate` that changed since `sinceMs`, newest day first. */
export async function listRestatedDays(
  tx: Tx,
  wanted: { venueIds: readonly string[]; fromDate: string; sinceMs: number },
): Promise<RestatedDay[]> {
  return tx.rows(sql`
    SELECT venue_id AS "venueId", business_date AS "businessDate", max(at) AS at,
      coalesce(sum((now->>'netMinor')::bigint - (was->>'netMinor')::bigint), 0)::bigint AS "netChangeMinor"
    FROM restatements
    WHERE company_id = ${tx.companyId} AND venue_id = ANY(${wanted.venueIds}::uuid[])
      AND business_date >= ${wanted.fromDate} AND at >= ${new Date(wanted.sinceMs)}
    GROUP BY venue_id, business_date
    ORDER BY business_date DESC
  `);
}

/** Net of each venue's counting bills in a span of its own. Venues that sold nothing are left out. */
export async function sumNetOfSpans(
  tx: Tx,
  spans: readonly { venueId: string; fromMs: number; toMs: number }[],
): Promise<{ venueId: string; netMinor: number }[]> {
  return tx.rows(sql`
    SELECT span.venue_id AS "venueId", sum(o.net_minor)::bigint AS "netMinor"
    FROM unnest(${spans.map((span) => span.venueId)}::uuid[],
      ${spans.map((span) => new Date(span.fromMs))}::timestamptz[],
      ${spans.map((span) => new Date(span.toMs))}::timestamptz[]) AS span (venue_id, from_at, to_at)
    JOIN locations location ON location.company_id = ${tx.companyId} AND location.venue_id = span.venue_id
    JOIN orders o ON o.company_id = location.company_id AND o.location_id = location.location_id
      AND o.occurred_at >= span.from_at AND o.occurred_at < span.to_at
      AND o.state = 'closed' AND o.gone_at IS NULL
    GROUP BY span.venue_id
  `);
}
