import type { ColumnMapping, FileLayout } from '#connectors/contract.ts';
import { isDate } from '#kernel/calendar-date.ts';
import { requireActiveIntegration } from '#modules/integrations/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { FileDeps } from './deps.ts';
import { type FilePlace, lockFile, updateDay, updateState } from './file.store.ts';
import type { SalesFileRecord } from './file.ts';
import { getFile } from './get-file.ts';
import { recordLayout } from './layout.store.ts';
import { columnsUnknown, fileIsDuplicate, fileNotUnderstood } from './refusals.ts';

type AnswerDeps = Pick<FileDeps, 'queue' | 'clock' | 'notify'>;
type Place = FilePlace & { integrationId: string };

/**
 * Takes a person's word for what the columns mean: remembered for every further file of the layout,
 * and the file is read (again) with it.
 * @throws Refusal 404, 409 (inactive, a duplicate, no columns were found) or 422 `columns_unknown`.
 */
export async function answerFile(
  tx: Tx,
  deps: AnswerDeps,
  answer: Place & { mapping: ColumnMapping },
): Promise<SalesFileRecord> {
  const { companyId, integrationId, mapping } = answer;
  const file = await requireReadable(tx, answer);
  const layout = requireColumns(file, mapping);
  const nowMs = deps.clock.now();
  const remembered = { ...mapping, ...(isNamedDay(mapping.day) ? { day: 'ask' } : {}) };
  await recordLayout(tx, {
    ...{ companyId, integrationId, nowMs },
    key: layout.key,
    mapping: remembered,
  });
  const day = isNamedDay(mapping.day) ? mapping.day : null;
  await updateDay(tx, { companyId, fileId: file.fileId, day });
  return readAgain(tx, deps, answer);
}

/**
 * Has a file read again, as after a correction of ours or of the settings. What it told before and
 * tells again changes nothing.
 * @throws Refusal 404, 409 (inactive, or a duplicate).
 */
export async function replayFile(tx: Tx, deps: AnswerDeps, place: Place): Promise<SalesFileRecord> {
  await requireReadable(tx, place);
  return readAgain(tx, deps, place);
}

/** A date holds for this file alone; the next one of its layout is asked about. */
function isNamedDay(day: ColumnMapping['day']): day is string {
  return day !== undefined && isDate(day);
}

/** @throws Refusal 409 `file_has_no_columns`, 422 `columns_unknown`. */
export function requireColumns(file: SalesFileRecord, mapping: ColumnMapping): FileLayout {
  if (file.layout === null) throw fileNotUnderstood();
  // The columns of another sheet are known once it is read.
  if (file.layout.sheets !== undefined && mapping.sheet !== file.mapping?.sheet) return file.layout;
  const known = new Set(file.layout.columns.map((column) => column.normalised));
  const unknown = Object.keys(mapping.columns).filter((name) => !known.has(name));
  if (unknown.length > 0) throw columnsUnknown(unknown);
  return file.layout;
}

async function requireReadable(tx: Tx, place: Place): Promise<SalesFileRecord> {
  const found = await getFile(tx, place);
  await requireActiveIntegration(tx, place.companyId, place.integrationId);
  await lockFile(tx, place);
  if (found.state === 'duplicate') throw fileIsDuplicate(found.duplicateOf);
  return found;
}

async function readAgain(tx: Tx, deps: AnswerDeps, place: Place): Promise<SalesFileRecord> {
  const { companyId, fileId } = place;
  await updateState(tx, { companyId, fileId, state: 'received' });
  await deps.queue.send(tx, 'files.read', { companyId, fileId }, { key: fileId });
  const file = await getFile(tx, place);
  const { integrationId, venueId } = file;
  const data = { integrationId, venueId, fileId };
  await deps.notify(tx, { companyId, name: 'file.changed', data });
  return file;
}
