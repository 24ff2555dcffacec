import { isDeepStrictEqual } from 'node:util';
import type { ColumnMapping, FileContext, FileReading, SalesFile } from '#connectors/contract.ts';
import type { Reading } from '#modules/sync/index.ts';
import type { KnownLayout } from './layout.store.ts';

/** Everything one reading of a file needs besides the file. */
export interface FileSetting {
  reading: Reading;
  nowMs: number;
  /** The business day on which the file came. */
  receivedDate: string;
  /** The day a person named for this file. */
  day: string | null;
  signal: AbortSignal;
}

/** What a file told with another mapping before. */
export interface ToldBefore {
  keys: ReadonlySet<string>;
  occurredAtMs: Iterable<number>;
}

export const nothingBefore: ToldBefore = { keys: new Set(), occurredAtMs: [] };

/**
 * Has the connector read a file with a mapping, or with its own best guess. To be closed by the
 * caller.
 */
export function readWith(
  file: SalesFile,
  setting: FileSetting,
  mapping: ColumnMapping | null,
): Promise<FileReading> {
  const { connector, transformContext } = setting.reading;
  const { timeZone, currency } = transformContext;
  const { nowMs, receivedDate, day, signal } = setting;
  const context: FileContext = {
    ...{ timeZone, currency, nowMs, receivedDate, signal },
    mapping: mapping?.day === 'ask' && day !== null ? { ...mapping, day } : mapping,
  };
  if (!connector.readFile) throw new Error(`${connector.describe.id} reads no files`);
  return connector.readFile(file, context);
}

/**
 * Reads a file as people confirmed for its layout. Which layout it has is known only once it was
 * opened, so the newest confirmed one is tried first: most tills send the same layout every day.
 */
export async function understandFile(
  file: SalesFile,
  setting: FileSetting,
  layouts: readonly KnownLayout[],
): Promise<FileReading> {
  const [newest] = layouts;
  const tried = await readWith(file, setting, newest?.mapping ?? null);
  if (newest === undefined) return tried;
  const layout = tried.kind === 'unreadable' ? tried.columns?.layout : tried.layout;
  const key = layout?.key ?? null;
  if (key === newest.key) return tried;
  await closeReading(tried);
  const known = layouts.find((layout) => layout.key === key);
  return readWith(file, setting, known?.mapping ?? null);
}

/**
 * What the file told when it was read with another mapping before: orders that were understood
 * wrongly then must not stay. Nothing when it is the first reading, or read the same way again.
 */
export async function understoodBefore(
  file: SalesFile,
  setting: FileSetting,
  { before, now }: { before: ColumnMapping | null; now: FileReading },
): Promise<ToldBefore> {
  if (before === null || now.kind !== 'read' || isDeepStrictEqual(before, now.mapping)) {
    return nothingBefore;
  }
  const earlier = await readWith(file, setting, before);
  if (earlier.kind !== 'read') return nothingBefore;
  try {
    const keys = new Set<string>();
    for await (const page of earlier.orders.pages()) {
      for (const { key } of page) if (key !== null) keys.add(key);
    }
    return { keys, occurredAtMs: earlier.orders.occurredAtMs };
  } finally {
    await closeReading(earlier);
  }
}

/** Lets go of what a reading holds beyond its own values. */
export async function closeReading(reading: FileReading): Promise<void> {
  if (reading.kind === 'read') await reading.orders.close();
}
