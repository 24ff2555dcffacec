import type { ColumnMapping, FileColumns, FileLayout, FileQuestion } from '#connectors/contract.ts';
import type { Localized } from '#kernel/localized.ts';
import type { TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type {
  FileReason,
  FileResult,
  FileSource,
  FileState,
  PreviewRow,
  SalesFileRecord,
} from './file.ts';

interface FileRow {
  company_id: string;
  file_id: string;
  venue_id: string;
  integration_id: string;
  received_at: Date;
  source: FileSource;
  actor: TimelineActor;
  name: string;
  size: number;
  state: FileState;
  duplicate_of: string | null;
  reason: FileReason | null;
  layout: FileLayout | null;
  mapping: ColumnMapping | null;
  questions: FileQuestion[] | null;
  preview: PreviewRow[] | null;
  warnings: Localized[] | null;
  run_id: string | null;
  row_count: number | null;
  rows_set_aside: number | null;
  orders_new: number | null;
  orders_changed: number | null;
  orders_unchanged: number | null;
  first_date: string | null;
  last_date: string | null;
  settled_at: Date | null;
  day: string | null;
}

function toRecord(row: FileRow): SalesFileRecord {
  return {
    companyId: row.company_id,
    fileId: row.file_id,
    venueId: row.venue_id,
    integrationId: row.integration_id,
    receivedAtMs: row.received_at.getTime(),
    source: row.source,
    actor: row.actor,
    name: row.name,
    size: row.size,
    state: row.state,
    duplicateOf: row.duplicate_of,
    reason: row.reason,
    layout: row.layout,
    mapping: row.mapping,
    questions: row.questions ?? [],
    preview: row.preview ?? [],
    warnings: row.warnings ?? [],
    result: toResult(row),
    wasRead: row.row_count !== null,
    settledAtMs: row.settled_at?.getTime() ?? null,
    day: row.day,
  };
}

function toResult(row: FileRow): FileResult | null {
  if (row.run_id === null || row.state !== 'read') return null;
  return {
    runId: row.run_id,
    rowCount: row.row_count ?? 0,
    rowsSetAside: row.rows_set_aside ?? 0,
    ordersNew: row.orders_new ?? 0,
    ordersChanged: row.orders_changed ?? 0,
    ordersUnchanged: row.orders_unchanged ?? 0,
    firstDate: row.first_date,
    lastDate: row.last_date,
  };
}

/** The key of every statement about one file. */
export interface FilePlace {
  companyId: string;
  fileId: string;
}

/** The same bytes are received once at a time: whoever comes second sees the first. */
export async function lockReceiving(tx: Tx, integrationId: string): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(7413, hashtext(${integrationId}))`);
}

/** Two days may sell the same; a file without dates that comes this much later is another day's. */
const anotherDayMs = 12 * 3_600_000;

/** The newest file with the same content that was or may yet be read; null when there is none. */
export async function findSameContent(
  tx: Tx,
  content: { companyId: string; integrationId: string; sha256: Buffer; receivedAtMs: number },
): Promise<{ fileId: string; state: FileState } | null> {
  return tx.first(sql`
    SELECT file_id AS "fileId", state FROM sales_files
    WHERE company_id = ${content.companyId} AND integration_id = ${content.integrationId}
      AND sha256 = ${content.sha256} AND state NOT IN ('duplicate', 'unreadable')
      AND (mapping ->> 'day' IS NULL OR received_at > ${new Date(content.receivedAtMs - anotherDayMs)})
    ORDER BY file_id DESC LIMIT 1
  `);
}

export async function insertFile(
  tx: Tx,
  file: Pick<
    SalesFileRecord,
    | 'companyId'
    | 'fileId'
    | 'venueId'
    | 'integrationId'
    | 'receivedAtMs'
    | 'source'
    | 'actor'
    | 'name'
    | 'size'
    | 'duplicateOf'
  > & { bytes: Buffer; sha256: Buffer },
): Promise<void> {
  const isDuplicate = file.duplicateOf !== null;
  await tx.run(sql`
    INSERT INTO sales_files (company_id, file_id, venue_id, integration_id, received_at, source,
      actor, name, bytes, sha256, size, state, duplicate_of)
    VALUES (${file.companyId}, ${file.fileId}, ${file.venueId}, ${file.integrationId},
      ${new Date(file.receivedAtMs)}, ${file.source}, ${JSON.stringify(file.actor)}, ${file.name},
      ${isDuplicate ? null : file.bytes}, ${file.sha256}, ${file.size},
      ${isDuplicate ? 'duplicate' : 'received'}, ${file.duplicateOf})
  `);
}

export async function findFile(
  tx: Tx,
  { companyId, fileId }: FilePlace,
): Promise<SalesFileRecord | null> {
  const row = await tx.first<FileRow>(sql`
    SELECT company_id, file_id, venue_id, integration_id, received_at, source, actor, name, size,
      state, duplicate_of, reason, layout, mapping, questions, preview, warnings, run_id, row_count,
      rows_set_aside, orders_new, orders_changed, orders_unchanged, first_date, last_date, settled_at, day
    FROM sales_files WHERE company_id = ${companyId} AND file_id = ${fileId}
  `);
  return row ? toRecord(row) : null;
}

/** The file's state, held until the transaction ends; null when there is no such file. */
export async function lockFile(
  tx: Tx,
  { companyId, fileId }: FilePlace,
): Promise<{ state: FileState } | null> {
  return tx.first(sql`
    SELECT state FROM sales_files WHERE company_id = ${companyId} AND file_id = ${fileId} FOR UPDATE
  `);
}

/** The dates that the other files of a link which were read tell about. */
export async function listOtherSpans(
  tx: Tx,
  file: Pick<SalesFileRecord, 'companyId' | 'integrationId' | 'fileId'>,
): Promise<{ firstDate: string; lastDate: string }[]> {
  return tx.rows(sql`
    SELECT DISTINCT first_date AS "firstDate", last_date AS "lastDate" FROM sales_files
    WHERE company_id = ${file.companyId} AND integration_id = ${file.integrationId}
      AND file_id <> ${file.fileId} AND state = 'read' AND first_date IS NOT NULL
  `);
}

/** Remembers the day that a person named for a file without dates. */
export async function updateDay(tx: Tx, change: FilePlace & { day: string | null }): Promise<void> {
  await tx.run(sql`
    UPDATE sales_files SET day = ${change.day}
    WHERE company_id = ${change.companyId} AND file_id = ${change.fileId}
  `);
}

/** Newest first, without layouts and previews; `before` is the last id of the page before. */
export async function listFiles(
  tx: Tx,
  page: { companyId: string; integrationId: string; before: string | null; countMax: number },
): Promise<SalesFileRecord[]> {
  const rows = await tx.rows<FileRow>(sql`
    SELECT company_id, file_id, venue_id, integration_id, received_at, source, actor, name, size,
      state, duplicate_of, reason, NULL::jsonb AS layout, NULL::jsonb AS mapping,
      NULL::jsonb AS questions, NULL::jsonb AS preview, warnings, run_id, row_count,
      rows_set_aside, orders_new, orders_changed, orders_unchanged, first_date, last_date, settled_at, day
    FROM sales_files
    WHERE company_id = ${page.companyId} AND integration_id = ${page.integrationId}
      AND (${page.before}::uuid IS NULL OR file_id < ${page.before}::uuid)
    ORDER BY file_id DESC LIMIT ${page.countMax}
  `);
  return rows.map(toRecord);
}

export async function updateState(
  tx: Tx,
  change: FilePlace & { state: 'received' | 'reading' },
): Promise<void> {
  await tx.run(sql`
    UPDATE sales_files SET state = ${change.state}, reason = NULL
    WHERE company_id = ${change.companyId} AND file_id = ${change.fileId}
  `);
}

/** The file waits for a person's answers. */
export async function updateAsking(
  tx: Tx,
  change: FilePlace & {
    layout: FileLayout;
    mapping: ColumnMapping;
    questions: readonly FileQuestion[];
    nowMs: number;
  },
): Promise<void> {
  await tx.run(sql`
    UPDATE sales_files SET state = 'asking', reason = NULL, preview = NULL,
      layout_key = ${change.layout.key}, layout = ${toJson(change.layout)},
      mapping = ${toJson(change.mapping)}, questions = ${toJson(change.questions)},
      settled_at = ${new Date(change.nowMs)}
    WHERE company_id = ${change.companyId} AND file_id = ${change.fileId}
  `);
}

/** Nothing of the file was stored; what an earlier reading stored stays. */
export async function updateUnreadable(
  tx: Tx,
  change: FilePlace & {
    reason: FileReason;
    /** Null: what is known of its columns stays. */
    columns: FileColumns | null;
    runId: string | null;
    nowMs: number;
  },
): Promise<void> {
  const { layout = null, mapping = null } = change.columns ?? {};
  await tx.run(sql`
    UPDATE sales_files SET state = 'unreadable', reason = ${toJson(change.reason)},
      run_id = ${change.runId}, questions = NULL, preview = NULL,
      layout_key = coalesce(${layout?.key ?? null}, layout_key),
      layout = coalesce(${layout && toJson(layout)}::jsonb, layout),
      mapping = coalesce(${mapping && toJson(mapping)}::jsonb, mapping),
      settled_at = ${new Date(change.nowMs)}
    WHERE company_id = ${change.companyId} AND file_id = ${change.fileId}
  `);
}

export async function updateRead(
  tx: Tx,
  change: FilePlace & {
    layout: FileLayout;
    mapping: ColumnMapping;
    preview: readonly PreviewRow[];
    warnings: readonly Localized[];
    result: FileResult;
    nowMs: number;
  },
): Promise<void> {
  const { result } = change;
  await tx.run(sql`
    UPDATE sales_files SET state = 'read', reason = NULL, questions = NULL,
      layout_key = ${change.layout.key}, layout = ${toJson(change.layout)},
      mapping = ${toJson(change.mapping)}, preview = ${toJson(change.preview)},
      warnings = ${toJson(change.warnings)}, run_id = ${result.runId},
      row_count = ${result.rowCount}, rows_set_aside = ${result.rowsSetAside},
      orders_new = ${result.ordersNew}, orders_changed = ${result.ordersChanged},
      orders_unchanged = ${result.ordersUnchanged}, first_date = ${result.firstDate},
      last_date = ${result.lastDate}, settled_at = ${new Date(change.nowMs)}
    WHERE company_id = ${change.companyId} AND file_id = ${change.fileId}
  `);
}

/** JSON that PostgreSQL takes whatever a file held: no NUL, no half characters. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'string' ? member.replaceAll('\0', '').toWellFormed() : member,
  );
}
