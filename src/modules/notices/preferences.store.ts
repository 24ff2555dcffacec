import type { Language } from '#kernel/localized.ts';
import type { Role } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { NoticeKind } from './notice.store.ts';
import { defaultPreferencesOf, type NoticePreferences } from './preferences.ts';

/** A person who may be told of notices, and how. */
export interface Reader {
  userId: string;
  name: string;
  email: string;
  role: Role;
  preferences: NoticePreferences;
}

interface ReaderRow {
  user_id: string;
  name: string;
  email: string;
  role: Role;
  kinds: NoticeKind[] | null;
  venue_ids: string[] | null;
  language: Language | null;
  quiet_from: string | null;
  quiet_to: string | null;
  gather_minutes: number | null;
}

/** Everybody who belongs to the company as it stands now; one of them when an id is given. */
export async function listReaders(
  tx: Tx,
  companyId: string,
  userId: string | null = null,
): Promise<Reader[]> {
  const rows = await tx.rows<ReaderRow>(sql`
    SELECT m.user_id, u.name, u.email, m.role, p.kinds, p.venue_ids, p.language, p.quiet_from, p.quiet_to,
      p.gather_minutes
    FROM memberships m
    JOIN auth.users u ON u.id = m.user_id
    LEFT JOIN notice_preferences p ON p.company_id = m.company_id AND p.user_id = m.user_id
    WHERE m.company_id = ${companyId}
      AND (${userId}::text IS NULL OR m.user_id = ${userId})
    ORDER BY m.created_at, m.user_id
  `);
  return rows.map((row) => ({
    userId: row.user_id,
    name: row.name,
    email: row.email,
    role: row.role,
    preferences: toPreferences(row),
  }));
}

/** One of those; null for everybody else, whoever they once were. */
export async function findReader(
  tx: Tx,
  companyId: string,
  userId: string,
): Promise<Reader | null> {
  const [reader] = await listReaders(tx, companyId, userId);
  return reader ?? null;
}

/** Writes a person's wishes, in place of those before. */
export async function savePreferences(
  tx: Tx,
  wish: { companyId: string; userId: string; preferences: NoticePreferences; nowMs: number },
): Promise<void> {
  const { kinds, venueIds, language, quietHours, gatherMinutes } = wish.preferences;
  await tx.run(sql`
    INSERT INTO notice_preferences (company_id, user_id, kinds, venue_ids, language, quiet_from,
      quiet_to, gather_minutes, updated_at)
    VALUES (${wish.companyId}, ${wish.userId}, ${kinds}::text[], ${venueIds}::uuid[], ${language},
      ${quietHours?.from ?? null}, ${quietHours?.to ?? null}, ${gatherMinutes}, ${new Date(wish.nowMs)})
    ON CONFLICT (company_id, user_id) DO UPDATE SET kinds = excluded.kinds,
      venue_ids = excluded.venue_ids, language = excluded.language,
      quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
      gather_minutes = excluded.gather_minutes, updated_at = excluded.updated_at
  `);
}

/** Of these ids, those that are no venue of the company. */
export async function findUnknownVenues(
  tx: Tx,
  companyId: string,
  venueIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    SELECT w.id::text FROM unnest(${venueIds}::uuid[]) AS w (id)
    WHERE NOT EXISTS (
      SELECT FROM venues v WHERE v.company_id = ${companyId} AND v.venue_id = w.id)
  `);
  return rows.map((row) => row.id);
}

function toPreferences(row: ReaderRow): NoticePreferences {
  if (row.kinds === null || row.gather_minutes === null) return defaultPreferencesOf(row.role);
  const { quiet_from: from, quiet_to: to } = row;
  return {
    kinds: row.kinds,
    venueIds: row.venue_ids,
    language: row.language,
    quietHours: from === null || to === null ? null : { from, to },
    gatherMinutes: row.gather_minutes,
  };
}
