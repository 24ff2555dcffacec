import type { FileReading } from '#connectors/contract.ts';
import { businessDateOf } from '#kernel/business-day.ts';
import {
  findIntegration,
  type Integration,
  type Location,
  listLocations,
} from '#modules/integrations/index.ts';
import { getSyncVenue, toReading } from '#modules/sync/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { FileDeps } from './deps.ts';
import { type FilePlace, findFile, lockFile, updateState } from './file.store.ts';
import type { SalesFileRecord } from './file.ts';
import { findBytes } from './file-bytes.store.ts';
import { ourFault } from './file-troubles.ts';
import { type KnownLayout, listLayouts } from './layout.store.ts';
import { recordSettledFile } from './record-file-event.ts';
import { settleFile } from './settle-file.ts';
import {
  closeReading,
  type FileSetting,
  nothingBefore,
  type ToldBefore,
  understandFile,
  understoodBefore,
} from './understand-file.ts';

/** A file on its way from received to settled, with all that its reading needs. */
export interface OpenFile {
  file: SalesFileRecord;
  integration: Integration;
  location: Location;
  venue: Awaited<ReturnType<typeof getSyncVenue>>;
  setting: FileSetting;
}

/** What a reading came to, and what an earlier one with another mapping had told. */
export interface Understood {
  reading: FileReading;
  before: ToldBefore;
}

/**
 * Reads one received file and stores what it tells, exactly once however often it is called: the
 * reading itself changes nothing, and only who still finds the file unread stores its outcome.
 * A file of a removed link waits until the link is restored and the file replayed.
 * @throws LocationBusy when the location is at work; call again.
 */
export async function readFile(
  deps: FileDeps,
  job: FilePlace & { signal: AbortSignal },
): Promise<void> {
  const { companyId } = job;
  const opened = await deps.database.withCompany(companyId, (tx) => openFile(tx, deps, job));
  if (opened === null) return;
  const { bytes, layouts, ...open } = opened;
  const understood = await understandSafely(deps, open, { bytes, layouts });
  try {
    await settle(deps, open, understood);
  } catch (error) {
    if (!isBadValue(error)) throw error;
    deps.log.error('a sales file was refused by the database', { error, fileId: job.fileId });
    await settle(deps, open, failed);
  } finally {
    await closeReading(understood.reading);
  }
}

async function openFile(
  tx: Tx,
  deps: FileDeps,
  job: FilePlace & { signal: AbortSignal },
): Promise<(OpenFile & { bytes: Buffer; layouts: KnownLayout[] }) | null> {
  const { companyId, fileId } = job;
  if (!(await isUnread(tx, job))) return null;
  const file = await findFile(tx, job);
  const kept = await findBytes(tx, job);
  if (file === null || kept?.bytes == null) return null;
  const { integrationId } = file;
  const integration = await findIntegration(tx, companyId, integrationId);
  const [location] = await listLocations(tx, companyId, integrationId);
  if (!integration || !location || integration.deactivatedAtMs !== null) return null;
  const venue = await getSyncVenue(tx, file.venueId);
  const reading = toReading(deps, { integration, venue });
  await updateState(tx, { companyId, fileId, state: 'reading' });
  await tellFile(tx, deps, file);
  return {
    ...{ file, integration, location, venue, bytes: kept.bytes },
    layouts: await listLayouts(tx, { companyId, integrationId }),
    setting: {
      ...{ reading, nowMs: deps.clock.now(), signal: job.signal },
      receivedDate: businessDateOf(file.receivedAtMs, venue.rule),
      day: file.day,
    },
  };
}

/** Holds the file; whether it still waits to be read, also after a worker died with it in hand. */
async function isUnread(tx: Tx, place: FilePlace): Promise<boolean> {
  const held = await lockFile(tx, place);
  return held?.state === 'received' || held?.state === 'reading';
}

/** A reader that throws is our mistake, and a reason like any other; lost claims go their own way. */
async function understandSafely(
  deps: FileDeps,
  { file, setting }: OpenFile,
  { bytes, layouts }: { bytes: Buffer; layouts: KnownLayout[] },
): Promise<Understood> {
  const content = { name: file.name, bytes };
  try {
    const reading = await understandFile(content, setting, layouts);
    const mappings = { before: file.wasRead ? file.mapping : null, now: reading };
    try {
      return { reading, before: await understoodBefore(content, setting, mappings) };
    } catch (error) {
      await closeReading(reading);
      throw error;
    }
  } catch (error) {
    if (setting.signal.aborted) throw error;
    deps.log.error('reading a sales file failed', { error, fileId: file.fileId });
    return failed;
  }
}

const failed: Understood = {
  reading: { kind: 'unreadable', code: ourFault.code, reason: ourFault.message },
  before: nothingBefore,
};

async function settle(deps: FileDeps, open: OpenFile, understood: Understood): Promise<void> {
  const { file, setting } = open;
  await deps.database.withCompany(file.companyId, async (tx) => {
    setting.signal.throwIfAborted();
    if (!(await isUnread(tx, file))) return;
    await settleFile(tx, deps, open, understood);
    await recordSettledFile(tx, deps, file);
    await tellFile(tx, deps, file);
  });
}

function tellFile(tx: Tx, deps: FileDeps, file: SalesFileRecord): Promise<void> {
  const { companyId, integrationId, venueId, fileId } = file;
  return deps.notify(tx, {
    companyId,
    name: 'file.changed',
    data: { integrationId, venueId, fileId },
  });
}

/** SQLSTATE classes 22 and 23: the database is well, and will say the same next time. */
function isBadValue(error: unknown): boolean {
  return /^2[23]...$/.test(String((error as { code?: unknown }).code));
}
