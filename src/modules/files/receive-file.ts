import { hash } from 'node:crypto';
import { newId } from '#kernel/ids.ts';
import {
  isFileProvider,
  namesOf,
  recordFileRead,
  requireActiveIntegration,
} from '#modules/integrations/index.ts';
import { systemActor, type TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { FileDeps } from './deps.ts';
import { findSameContent, insertFile, lockReceiving } from './file.store.ts';
import { type FileSource, fileBytesMax, tidyName } from './file.ts';
import { recordSettledFile } from './record-file-event.ts';
import { fileEmpty, fileTooLarge, takesNoFiles } from './refusals.ts';

/** A file as it came. */
export interface ReceivedFile {
  companyId: string;
  integrationId: string;
  name: string;
  bytes: Buffer;
  source: FileSource;
  receivedAtMs: number;
  /** Who sent it; the system when absent. */
  actor?: TimelineActor;
}

/**
 * Keeps a sales file and queues its reading, in the caller's transaction: either both or neither.
 * The same bytes again are noted as a duplicate and not read; they still show that the sender is
 * alive. A file that could not be read before is tried anew.
 * @throws Refusal 404, 409 (inactive, or no files are taken), 413 or 422 (empty).
 */
export async function receiveFile(
  tx: Tx,
  deps: FileDeps,
  received: ReceivedFile,
): Promise<{ fileId: string; isDuplicate: boolean }> {
  const { companyId, integrationId, bytes, receivedAtMs } = received;
  const integration = await requireActiveIntegration(tx, companyId, integrationId);
  if (!isFileProvider(deps, integration.provider)) {
    throw takesNoFiles(namesOf(deps, integration).providerName);
  }
  if (bytes.length === 0) throw fileEmpty();
  if (bytes.length > fileBytesMax) throw fileTooLarge();
  const { venueId } = integration;
  const sha256 = hash('sha256', bytes, 'buffer');
  await lockReceiving(tx, integrationId);
  const same = await findSameContent(tx, { companyId, integrationId, sha256, receivedAtMs });
  const fileId = newId(receivedAtMs);
  await insertFile(tx, {
    ...{ companyId, fileId, venueId, integrationId, receivedAtMs, bytes, sha256 },
    source: received.source,
    actor: received.actor ?? systemActor,
    name: tidyName(received.name),
    size: bytes.length,
    duplicateOf: same?.fileId ?? null,
  });
  if (same === null) {
    await deps.queue.send(tx, 'files.read', { companyId, fileId }, { key: fileId });
  } else if (same.state === 'read') {
    await recordFileRead(tx, deps, { companyId, integrationId, nowMs: receivedAtMs });
  }
  if (same !== null) await recordSettledFile(tx, deps, { companyId, fileId });
  await deps.notify(tx, {
    companyId,
    name: 'file.changed',
    data: { integrationId, venueId, fileId },
  });
  return { fileId, isDuplicate: same !== null };
}
