import type { ColumnMapping, FileReading } from '#connectors/contract.ts';
import { businessDateOf } from '#kernel/business-day.ts';
import { getIntegration } from '#modules/integrations/index.ts';
import { getSyncVenue, toReading } from '#modules/sync/index.ts';
import type { FileDeps } from './deps.ts';
import type { FilePlace } from './file.store.ts';
import type { PreviewRow } from './file.ts';
import { findBytes } from './file-bytes.store.ts';
import { getFile } from './get-file.ts';
import { previewRows } from './preview-rows.ts';
import { fileNotFound } from './refusals.ts';
import { closeReading, readWith } from './understand-file.ts';

/** People wait for this one, before a browser gives up. */
const deadlineMs = 30_000;

export interface FilePreview {
  reading: FileReading;
  rows: PreviewRow[];
}

/**
 * Reads a file with a mapping just to look at it: nothing is stored or remembered.
 * @throws Refusal 404.
 */
export async function previewFile(
  deps: FileDeps,
  wanted: FilePlace & { integrationId: string; mapping: ColumnMapping },
): Promise<FilePreview> {
  const { companyId, integrationId } = wanted;
  const { file, kept, venue, reading } = await deps.database.withCompany(companyId, async (tx) => {
    const file = await getFile(tx, wanted);
    const integration = await getIntegration(tx, companyId, integrationId);
    const found = await getSyncVenue(tx, file.venueId);
    return {
      file,
      kept: await findBytes(tx, wanted),
      venue: found,
      reading: toReading(deps, { integration, venue: found }),
    };
  });
  if (kept?.bytes == null) throw fileNotFound();
  const setting = {
    ...{ reading, nowMs: deps.clock.now(), signal: AbortSignal.timeout(deadlineMs) },
    receivedDate: businessDateOf(file.receivedAtMs, venue.rule),
    day: file.day,
  };
  const told = await readWith(kept, setting, wanted.mapping);
  try {
    const rows = told.kind === 'read' ? await previewRows(told.orders, reading, venue.rule) : [];
    return { reading: told, rows };
  } finally {
    await closeReading(told);
  }
}
