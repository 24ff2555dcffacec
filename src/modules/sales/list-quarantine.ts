import { isId } from '#kernel/ids.ts';
import type { Language } from '#kernel/localized.ts';
import { fromCursor, toCursor } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { readPayload } from './bill-view.ts';
import { foreignCursor } from './cursor.ts';
import { listQuarantined, type QuarantinedRow } from './quarantine-read.store.ts';

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
  /** The run that read it first. */
  runId: string;
  dismissed: { at: string; by: string | null } | null;
}

/** A page of a venue's bills set aside, newest first. @throws Refusal 422 `cursor_invalid`. */
export async function listQuarantine(
  tx: Tx,
  request: {
    venueId: string;
    /** Null: of all of them. */
    integrationId: string | null;
    /** Those that were dismissed, or those that still wait. */
    isDismissed: boolean;
    language: Language;
    cursor: string | undefined;
    limit: number;
  },
): Promise<{ items: QuarantinedView[]; nextCursor: string | null }> {
  const { venueId, integrationId, isDismissed, language, limit } = request;
  const before = fromCursor(request.cursor, 1)?.[0] ?? null;
  if (before !== null && !isId(before)) throw foreignCursor();
  const countMax = limit + 1;
  const found = await listQuarantined(tx, {
    ...{ venueId, integrationId, isDismissed, before, countMax },
  });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => presentQuarantined(row, language)),
    nextCursor: last ? toCursor([last.quarantineId]) : null,
  };
}

/** What was set aside, as the API shows it. */
export function presentQuarantined(row: QuarantinedRow, language: Language): QuarantinedView {
  const { dismissedAt, dismissedBy } = row;
  return {
    id: row.quarantineId,
    key: row.key,
    reason: row.reason[language],
    payload: readPayload(row.payload),
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    locationId: row.locationId,
    locationLabel: row.locationLabel,
    runId: row.runId,
    dismissed:
      dismissedAt && dismissedBy
        ? {
            at: dismissedAt.toISOString(),
            by: dismissedBy.kind === 'system' ? null : dismissedBy.name,
          }
        : null,
  };
}
