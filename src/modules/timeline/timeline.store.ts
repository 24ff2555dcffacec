import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { TimelineActor } from './actor.ts';
import { patternOf, systemPerson, type TimelineFilter } from './timeline-filter.ts';

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

/** Whose events: an integration's, or a venue's with those of its integrations. */
export interface TimelineScope {
  companyId: string;
  venueId: string | null;
  integrationId: string | null;
}

/** Newest first; `before` is the id of the last event of the page before. */
export async function listTimelineEvents(
  tx: Tx,
  page: TimelineScope & { filter: TimelineFilter; before: string | null; countMax: number },
): Promise<TimelineRow[]> {
  const { fromMs, toMs, kind, person } = page.filter;
  return tx.rows<TimelineRow>(sql`
    SELECT event_id, venue_id, integration_id, at, name, actor, details FROM timeline_events
    WHERE company_id = ${page.companyId}
      AND (${page.venueId}::uuid IS NULL OR venue_id = ${page.venueId}::uuid)
      AND (${page.integrationId}::uuid IS NULL OR integration_id = ${page.integrationId}::uuid)
      AND (${page.before}::uuid IS NULL OR event_id < ${page.before}::uuid)
      AND (${patternOf(kind)}::text IS NULL OR name ~ ${patternOf(kind)}::text)
      AND (${person}::text IS NULL OR coalesce(actor->>'id', ${systemPerson}) = ${person}::text)
      AND (${toDate(fromMs)}::timestamptz IS NULL OR at >= ${toDate(fromMs)}::timestamptz)
      AND (${toDate(toMs)}::timestamptz IS NULL OR at < ${toDate(toMs)}::timestamptz)
    ORDER BY event_id DESC LIMIT ${page.countMax}
  `);
}

/** Everybody named at a venue, under the newest name of each; at most 200, by name. */
export async function listTimelinePeople(
  tx: Tx,
  scope: { companyId: string; venueId: string },
): Promise<{ id: string; kind: 'user' | 'api_key'; name: string }[]> {
  return tx.rows(sql`
    SELECT id, kind, name FROM (
      SELECT DISTINCT ON (actor->>'id') actor->>'id' AS id, actor->>'kind' AS kind, actor->>'name' AS name
      FROM timeline_events
      WHERE company_id = ${scope.companyId} AND venue_id = ${scope.venueId} AND actor ? 'id'
      ORDER BY actor->>'id', event_id DESC
    ) AS people ORDER BY name, id LIMIT 200
  `);
}

function toDate(instantMs: number | null): Date | null {
  return instantMs === null ? null : new Date(instantMs);
}
