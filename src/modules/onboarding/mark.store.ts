import type { TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { Mark, MarkName } from './steps.ts';

interface MarkRow {
  step: MarkName;
  is_done: boolean;
  at: Date;
  actor: TimelineActor;
  identities: string[];
}

export async function listMarks(
  tx: Tx,
  of: { venueId: string; provider: string },
): Promise<Mark[]> {
  const rows = await tx.rows<MarkRow>(sql`
    SELECT step, is_done, at, actor, identities FROM onboarding_marks
    WHERE company_id = ${tx.companyId} AND venue_id = ${of.venueId} AND provider = ${of.provider}
  `);
  return rows.map((row) => ({
    step: row.step,
    isDone: row.is_done,
    atMs: row.at.getTime(),
    actor: row.actor,
    identities: row.identities,
  }));
}

/** What was said already stays as it was, with who said it and when. False when nothing changed. */
export async function recordMark(
  tx: Tx,
  { venueId, provider, mark }: { venueId: string; provider: string; mark: Mark },
): Promise<boolean> {
  const changed = await tx.run(sql`
    INSERT INTO onboarding_marks AS held (company_id, venue_id, provider, step, is_done, at, actor, identities)
    VALUES (${tx.companyId}, ${venueId}, ${provider}, ${mark.step}, ${mark.isDone}, ${new Date(mark.atMs)},
      ${JSON.stringify(mark.actor)}, ${mark.identities}::text[])
    ON CONFLICT (company_id, venue_id, provider, step) DO UPDATE SET
      is_done = excluded.is_done, identities = excluded.identities,
      at = CASE WHEN held.is_done = excluded.is_done THEN held.at ELSE excluded.at END,
      actor = CASE WHEN held.is_done = excluded.is_done THEN held.actor ELSE excluded.actor END
    WHERE held.is_done <> excluded.is_done OR held.identities <> excluded.identities
  `);
  return changed > 0;
}

/**
 * Venues that may still be on their way, oldest first: those that certainly arrived, or whose list
 * was put away, are left out, so that a company of many venues need not judge each.
 */
export async function listVenuesOnTheirWay(tx: Tx, countMax: number): Promise<string[]> {
  const rows = await tx.rows<{ venueId: string }>(sql`
    SELECT venue.venue_id AS "venueId" FROM venues venue
    WHERE venue.company_id = ${tx.companyId}
      AND NOT EXISTS (
        SELECT 1 FROM integrations link
        WHERE link.company_id = venue.company_id AND link.venue_id = venue.venue_id
          AND link.deactivated_at IS NULL
          AND (link.status = 'Healthy' OR link.last_sale_imported_at IS NOT NULL)
          AND NOT EXISTS (
            SELECT 1 FROM backfills history
            WHERE history.company_id = link.company_id
              AND history.integration_id = link.integration_id AND history.state <> 'done'))
      AND NOT EXISTS (
        SELECT 1 FROM onboarding_marks mark
        WHERE mark.company_id = venue.company_id AND mark.venue_id = venue.venue_id
          AND mark.step = 'dismissed' AND mark.is_done)
    ORDER BY venue.created_at, venue.venue_id LIMIT ${countMax}
  `);
  return rows.map((row) => row.venueId);
}

/** How many POS items the venue's tills have sold. */
export async function countPosItems(tx: Tx, venueId: string): Promise<number> {
  const row = await tx.first<{ count: number }>(sql`
    SELECT count(*)::integer AS count FROM pos_items
    WHERE company_id = ${tx.companyId} AND venue_id = ${venueId}
  `);
  return row?.count ?? 0;
}
