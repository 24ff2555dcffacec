import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { TimelineActor } from './actor.ts';

export interface TimelineEntry {
  companyId: string;
  venueId: string | null;
  integrationId: string | null;
  atMs: number;
  name: string;
  actor: TimelineActor;
  /** Facts of the event; never a secret. */
  details: Record<string, unknown>;
}

/** Adds one event, in the transaction that does what it tells of. */
export async function recordTimelineEvent(tx: Tx, entry: TimelineEntry): Promise<void> {
  await tx.run(sql`
    INSERT INTO timeline_events (company_id, event_id, venue_id, integration_id, at, name, actor, details)
    VALUES (${entry.companyId}, ${newId(entry.atMs)}, ${entry.venueId}, ${entry.integrationId},
      ${new Date(entry.atMs)}, ${entry.name}, ${JSON.stringify(entry.actor)}, ${JSON.stringify(entry.details)})
  `);
}

export interface TimelineRow {
  event_id: string;
  venue_id: string | null;
  integration_id: string | null;
  at: Date;
  name: string;
  actor: TimelineActor;
  details: Record<string, unknown>;
}

/** Newest first; `before` is the id of the last event of the page before. */
export async function listTimelineOfIntegration(
  tx: Tx,
  page: { companyId: string; integrationId: string; before: string | null; countMax: number },
): Promise<TimelineRow[]> {
  return tx.rows<TimelineRow>(sql`
    SELECT event_id, venue_id, integration_id, at, name, actor, details FROM timeline_events
    WHERE company_id = ${page.companyId} AND integration_id = ${page.integrationId}
      AND (${page.before}::uuid IS NULL OR event_id < ${page.before}::uuid)
    ORDER BY event_id DESC LIMIT ${page.countMax}
  `);
}

export async function listTimelineOfVenue(
  tx: Tx,
  page: { companyId: string; venueId: string; before: string | null; countMax: number },
): Promise<TimelineRow[]> {
  return tx.rows<TimelineRow>(sql`
    SELECT event_id, venue_id, integration_id, at, name, actor, details FROM timeline_events
    WHERE company_id = ${page.companyId} AND venue_id = ${page.venueId}
      AND (${page.before}::uuid IS NULL OR event_id < ${page.before}::uuid)
    ORDER BY event_id DESC LIMIT ${page.countMax}
  `);
}
