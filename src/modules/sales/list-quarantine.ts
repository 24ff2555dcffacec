import { isId } from '#kernel/ids.ts';
import type { Language } from '#kernel/localized.ts';
import { fromCursor, toCursor } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { readPayload } from './bill-view.ts';
import { foreignCursor } from './cursor.ts';
import { listQuarantined } from './quarantine-read.store.ts';

/** A bill that could not be understood, as the vendor sent it. */
export interface QuarantinedView {
  id: string;
  key: string | null;
  reason: string;
  payload: unknown;
  firstSeenAt: string;
  lastSeenAt: string;
  locationId: string;
  locationLabel: string;
}

/** A page of a venue's bills set aside, newest first. @throws Refusal 422 `cursor_invalid`. */
export async function listQuarantine(
  tx: Tx,
  request: {
    venueId: string;
    /** Null: of all of them. */
    integrationId: string | null;
    language: Language;
    cursor: string | undefined;
    limit: number;
  },
): Promise<{ items: QuarantinedView[]; nextCursor: string | null }> {
  const { venueId, integrationId, language, limit } = request;
  const before = fromCursor(request.cursor, 1)?.[0] ?? null;
  if (before !== null && !isId(before)) throw foreignCursor();
  const found = await listQuarantined(tx, { venueId, integrationId, before, countMax: limit + 1 });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => ({
      id: row.quarantineId,
      key: row.key,
      reason: row.reason[language],
      payload: readPayload(row.payload),
      firstSeenAt: row.firstSeenAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      locationId: row.locationId,
      locationLabel: row.locationLabel,
    })),
    nextCursor: last ? toCursor([last.quarantineId]) : null,
  };
}
